import type { Line } from "../../../domain/order/order.ts";
import { unitIncTax } from "../../../domain/order/pricing.ts";
import { type Dec, type Minor, dec } from "../../../kit/money.ts";

/**
 * How reports write amounts: decimals as text, with at least as many places as the vendor shows for the field. Totals
 * are not rounded for it, so what is read from the texts adds up.
 */

/** Minor units as text: "12.50" for 1250 with two digits, "12.5000" where four places are shown. */
export const amountText = (amount: Minor | number, digits: number, places = 2): string => {
  const sign = amount < 0 ? "-" : "";
  const whole = String(Math.abs(amount)).padStart(digits + 1, "0");
  const fraction = whole.slice(whole.length - digits).padEnd(places, "0");
  const integer = digits === 0 ? whole : whole.slice(0, -digits);
  const decimals = digits === 0 ? "".padEnd(places, "0") : fraction;
  return decimals === "" ? sign + integer : `${sign}${integer}.${decimals}`;
};

/** Any decimal with at least so many places. */
export const decimalText = (value: Dec | string, places = 2): string => {
  const plain = typeof value === "string" ? value : value.toFixed();
  const [integer = "0", fraction = ""] = plain.split(".");
  return fraction.length >= places && fraction !== "" ? plain : `${integer}.${fraction.padEnd(places, "0")}`;
};

/** An instant: "2023-02-14T19:58:48.000Z". */
export const instant = (ms: number): string => new Date(ms).toISOString();

/** A share of one as a percentage: "20.00" for "0.2". */
export const percentText = (factor: Dec | string): string => decimalText(dec(factor).times(100), 2);

/** Places that a unit price has at the most. */
const UNIT_PRICE_PLACES = 6;

/** What one unit costs with tax, before discounts. */
export const unitPriceText = (line: Line): string =>
  decimalText(line.unitPriceIncTax ?? unitIncTax(line).round(UNIT_PRICE_PLACES));
