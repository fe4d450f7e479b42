import { minorDigits, minorText, type Minor } from "../kit/money.ts";

/** "1,234.50", with a true minus sign for what goes back to the customer. */
export const amountText = (amount: Minor, currency: string): string => {
  const [whole = "", fraction] = minorText(amount, minorDigits(currency)).replace("-", "").split(".");
  const grouped = whole.replace(/\B(?=(?:\d{3})+$)/g, ",");
  return `${amount < 0 ? "\u2212" : ""}${grouped}${fraction === undefined ? "" : `.${fraction}`}`;
};

/** "$1,234.50", "¥1,200", "KWD 1.250". */
export const priceText = (amount: Minor, currency: string): string => {
  const symbol = symbolOf(currency);
  const text = amountText(amount, currency);
  const space = /\p{L}$/u.test(symbol) ? "\u00a0" : "";
  return amount < 0 ? `\u2212${symbol}${space}${text.slice(1)}` : `${symbol}${space}${text}`;
};

const symbols = new Map<string, string>();

const symbolOf = (currency: string): string => {
  let symbol = symbols.get(currency);
  if (symbol === undefined) {
    const format = new Intl.NumberFormat("en", { style: "currency", currency, currencyDisplay: "narrowSymbol" });
    symbol = format.formatToParts(0).find((part) => part.type === "currency")?.value ?? currency;
    symbols.set(currency, symbol);
  }
  return symbol;
};
