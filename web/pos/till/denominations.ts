/** The notes and coins of a currency, in minor units, the largest first. */
const notes: Readonly<Record<string, readonly number[]>> = {
  AUD: [10000, 5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5],
  NZD: [10000, 5000, 2000, 1000, 500, 200, 100, 50, 20, 10],
  USD: [10000, 5000, 2000, 1000, 500, 200, 100, 50, 25, 10, 5, 1],
  CAD: [10000, 5000, 2000, 1000, 500, 200, 100, 25, 10, 5],
  EUR: [20000, 10000, 5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2, 1],
  GBP: [5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2, 1],
  CHF: [20000, 10000, 5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5],
  JPY: [10000, 5000, 2000, 1000, 500, 100, 50, 10, 5, 1],
};

/** Empty for a currency that is not known here: its cash is typed as one amount. */
export const denominationsOf = (currency: string): readonly number[] => notes[currency] ?? [];

/** What the counted notes and coins come to, in minor units. */
export const worth = (counts: Readonly<Record<number, number>>): number =>
  Object.entries(counts).reduce((sum, [value, count]) => sum + Number(value) * count, 0);
