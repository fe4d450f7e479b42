import type { ProductId, RegisterId, StaffId } from "./ids.ts";
import type { Order } from "./order/order.ts";
import { saleAmounts } from "./sale-amounts.ts";

/**
 * What reports over long periods read of a sale: whole numbers in a row, separated by commas, so that a database can
 * put many sales into one text. First second of closing, register, staff member (0: none) and count of lines; then for
 * each line product, total with tax, tax, tip/service and discounts, in minor units.
 */
export const saleFacts = (order: Order, soldAt: number): string => {
  const amounts = saleAmounts(order);
  const head = [Math.floor(soldAt / 1_000), order.registerId ?? 0, order.staffId ?? 0, order.lines.length];
  const lines = order.lines.flatMap(({ productId, totalIncTax, totalTax }, i) => {
    const { service, lineDiscount, orderDiscount } = amounts[i]!;
    return [productId, totalIncTax, totalTax, service, lineDiscount + orderDiscount];
  });
  return [...head, ...lines].join(",");
};

export type SoldBy = Readonly<{ soldAt: number; register: RegisterId | null; staff: StaffId | null }>;
/** One line after another: who is told by whom it was sold gets the sale's lines from the function that it answers. */
export type LineVisitor = (
  product: ProductId,
  amounts: Readonly<{ total: number; tax: number; service: number; discount: number }>,
) => void;

/** Reads the facts of any number of sales, joined by commas. */
export const readSaleFacts = (text: string, visit: (sale: SoldBy) => LineVisitor): void => {
  const numbers = JSON.parse(`[${text}]`) as number[];
  for (let i = 0; i < numbers.length;) {
    const soldAt = numbers[i]! * 1_000;
    const register = (numbers[i + 1] || null) as RegisterId | null;
    const staff = (numbers[i + 2] || null) as StaffId | null;
    const end = i + 4 + numbers[i + 3]! * 5;
    const line = visit({ soldAt, register, staff });
    for (i += 4; i < end; i += 5) {
      line(numbers[i] as ProductId, {
        total: numbers[i + 1]!,
        tax: numbers[i + 2]!,
        service: numbers[i + 3]!,
        discount: numbers[i + 4]!,
      });
    }
  }
};
