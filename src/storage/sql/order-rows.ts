import { type Order, isDiscounted, isOnAccount } from "../../domain/order/order.ts";
import { less } from "../../kit/money.ts";
import { foundBy } from "./found-by.ts";
import type { Flag } from "./tables.ts";
import type { RowOf } from "./rows.ts";

const flag = (value: boolean): Flag => (value ? 1 : 0);

/** What an order is searched and added up by. */
export const findColumns = (order: Order): Pick<RowOf<"orders">, "tax" | "tips" | "found_by"> => ({
  tax: order.totals.totalTax,
  tips: order.payments.reduce((sum, { tip }) => sum + tip, 0),
  found_by: foundBy(order),
});

/** An order as its row: the columns that filters need, and the document. */
export const orderRow = (order: Order): RowOf<"orders"> => {
  const { tax, tips, found_by } = findColumns(order);
  return {
    company_id: order.companyId,
    id: order.id,
    version: order.version,
    status: order.status,
    site_id: order.siteId,
    register_id: order.registerId,
    staff_id: order.staffId,
    customer_id: order.customer?.id ?? null,
    addon_id: order.addonId,
    group_id: order.groupId,
    seat: order.table,
    total: order.totals.total,
    deleted: flag(order.deleted),
    discounted: flag(isDiscounted(order)),
    on_account: flag(isOnAccount(order)),
    created_at: order.createdAt,
    updated_at: order.updatedAt,
    doc: JSON.stringify(order),
    tax,
    tips,
    found_by,
  };
};

export const orderOf = ({ doc }: { doc: string }): Order => JSON.parse(doc) as Order;

/** What a completed sale adds to the tables that reports read. */
export const saleRows = (
  order: Order,
): { lines: RowOf<"sale_lines">[]; payments: RowOf<"sale_payments">[]; taxes: RowOf<"sale_taxes">[] } => {
  const base = { company_id: order.companyId, order_id: order.id, site_id: order.siteId };
  const completed_at = order.completedAt ?? order.updatedAt;
  const taxes = new Map<number, RowOf<"sale_taxes">>();
  for (const line of order.lines) {
    line.taxes.forEach((tax, i) => {
      const row = taxes.get(tax.id) ?? { ...base, tax_id: tax.id, completed_at, net: 0, tax: 0 };
      row.net += less(line.totalIncTax, line.totalTax);
      row.tax += line.taxAmounts[i] ?? 0;
      taxes.set(tax.id, row);
    });
  }
  return {
    lines: order.lines.map((line) => ({
      ...base,
      number: line.number,
      completed_at,
      product_id: line.productId,
      quantity: line.quantity,
      total_inc_tax: line.totalIncTax,
      total_tax: line.totalTax,
    })),
    payments: order.payments.map((payment) => ({
      ...base,
      number: payment.number,
      register_id: order.registerId,
      completed_at,
      method_id: payment.methodId,
      amount: payment.amount,
      tip: payment.tip,
    })),
    taxes: [...taxes.values()],
  };
};
