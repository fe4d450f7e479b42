/** Long lists to choose from, as the browser knows them. */

const names = (type: "currency"): Intl.DisplayNames => new Intl.DisplayNames(undefined, { type });
const currencyNames = names("currency");

export const CURRENCIES = Intl.supportedValuesOf("currency").map((value) => ({
  value,
  label: `${value} · ${currencyNames.of(value) ?? value}`,
}));

export const TIME_ZONES = Intl.supportedValuesOf("timeZone").map((value) => ({
  value,
  label: value.replaceAll("_", " "),
}));
