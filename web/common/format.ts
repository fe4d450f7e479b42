/** How amounts, quantities and times are written, by the company's currency and the site's clock. */

const currencies = new Map<string, Intl.NumberFormat>();
const currencyFormat = (currency: string): Intl.NumberFormat => {
  let format = currencies.get(currency);
  if (!format) {
    format = new Intl.NumberFormat(undefined, { style: "currency", currency, currencyDisplay: "narrowSymbol" });
    currencies.set(currency, format);
  }
  return format;
};

/** "$12.50"; nothing is "$0.00", never less than that. */
export const money = (amount: number, currency: string): string => currencyFormat(currency).format(amount || 0);

const wholes = new Map<string, Intl.NumberFormat>();
/** "$20" for an amount without cents: a note, say. */
export const wholeMoney = (amount: number, currency: string): string => {
  let format = wholes.get(currency);
  if (!format) {
    const style = { style: "currency", currency, currencyDisplay: "narrowSymbol", maximumFractionDigits: 0 } as const;
    format = new Intl.NumberFormat(undefined, style);
    wholes.set(currency, format);
  }
  return format.format(amount);
};

/** Decimals of a currency: 2 for AUD, none for JPY. */
export const digitsOf = (currency: string): number =>
  currencyFormat(currency).resolvedOptions().maximumFractionDigits ?? 2;

/** Amounts as whole cents for sums on the screen; what counts is reckoned by the server. */
export const toMinor = (amount: number, currency: string): number => Math.round(amount * 10 ** digitsOf(currency));
export const fromMinor = (minor: number, currency: string): number => minor / 10 ** digitsOf(currency);

/** "2", "0.5": no zeros that say nothing. */
export const quantity = (value: number): string => String(Number(value.toFixed(4)));

/** "2:45 pm" at the venue. */
export const clockTime = (at: string | number | Date, timeZone?: string): string =>
  new Date(at).toLocaleTimeString(undefined, { hour: "numeric", minute: "2-digit", ...(timeZone && { timeZone }) });

/** "21 Nov, 2:45 pm" at the venue. */
export const dayAndTime = (at: string | number | Date, timeZone?: string): string =>
  new Date(at).toLocaleString(undefined, {
    day: "numeric",
    month: "short",
    hour: "numeric",
    minute: "2-digit",
    ...(timeZone && { timeZone }),
  });

/** "now", "4 min", "1 h 05". */
export const age = (ms: number): string => {
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 1) return "now";
  if (minutes < 60) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, "0")}`;
};

/** "2026-11-21" of a moment at the venue. */
export const dayOf = (at: string | number | Date, timeZone?: string): string =>
  new Intl.DateTimeFormat("en-CA", {
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    ...(timeZone && { timeZone }),
  }).format(new Date(at));
