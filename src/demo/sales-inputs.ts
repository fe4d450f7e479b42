import type { LineInput, NewOrder, OptionInput } from "../domain/order/input.ts";
import type { ProductId, SiteId } from "../domain/ids.ts";
import type { Result } from "../kit/brand.ts";
import type { OrderRefusal } from "../domain/order/refusals.ts";

/** A line as the register or the add-on would send it. */
export const lineOf = (productId: ProductId, more: Partial<LineInput> = {}): LineInput => ({
  productId,
  quantity: "1",
  unitPriceExTax: null,
  unitPriceIncTax: null,
  priceVariation: "1",
  priceFixedVariation: "0",
  modifiers: [],
  notes: null,
  courseName: null,
  courseOrdinal: null,
  courseStatus: null,
  ...more,
});

export const optionOf = (productId: ProductId, more: Partial<OptionInput> = {}): OptionInput => ({
  productId,
  unitPriceExTax: null,
  unitPriceIncTax: null,
  instructions: null,
  notes: null,
  optionSets: [],
  ...more,
});

export const orderOf = (siteId: SiteId, more: Partial<NewOrder>): NewOrder => ({
  siteId,
  lines: [],
  options: [],
  payments: [],
  originalOrderId: null,
  passThruPrinting: false,
  passThruRegisterId: null,
  ...more,
});

/** The demo asks for nothing that the rules refuse; when they do, one of the two is wrong. */
export const must = <T>(result: Result<T, OrderRefusal>): T => {
  if (!result.ok) throw new Error(`the demo's order was refused: ${JSON.stringify(result.error)}`);
  return result.value;
};
