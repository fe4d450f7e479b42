import { dec } from "../../kit/money.ts";
import type { Product } from "../catalogue/records.ts";

/**
 * The price with tax that an app may give an item, null where the venue's own holds: then what the app said is passed
 * over, as every price is that is the venue's to make.
 */
export const customPrice = ({ priceMode = "AMOUNT" }: Product, price: string | null): string | null => {
  if (price === null) return null;
  if (priceMode === "POSITIVE_OPEN_PRICE") return dec(price).abs().toFixed();
  return priceMode === "NEGATIVE_OPEN_PRICE" ? dec(price).abs().neg().toFixed() : null;
};

/** Whether what an app gives for it is a percentage of the order's total, null where it gives nothing. */
export const percentOfTotal = ({ priceMode }: Product, price: string | null): string | null =>
  priceMode === "PERCENT" ? price : null;
