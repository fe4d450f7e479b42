/** Bounds of one order. Each is far beyond what a table at a wedding needs, and small enough to price in a blink. */
export const limits = {
  linesMax: 1_000,
  paymentsMax: 200,
  modifiersMax: 100,
  optionDepthMax: 8,
  /** Digits before the point of a quantity, price or amount. */
  amountMax: 99_999_999,
  quantityDecimals: 6,
  notesMax: 10_000,
  shortTextMax: 255,
  guestsMax: 9_999,
  /** Changes sent at once, orders that one is split into, and orders merged into one. */
  changesMax: 100,
  partsMax: 50,
  mergedMax: 50,
} as const;
