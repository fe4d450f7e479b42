/** The two spellings of a field's name: `priceListId` in our own records, `price_list_id` on the wire. */

type CamelName<S extends string> = S extends `${infer Head}_${infer Tail}`
  ? `${Head}${Capitalize<CamelName<Tail>>}`
  : S;

/** A value of the wire with the names that our records have, at every depth. */
export type Camelled<T> = T extends string | number | boolean | null | undefined
  ? T
  : T extends readonly (infer E)[]
    ? readonly Camelled<E>[]
    : { readonly [K in keyof T as K extends string ? CamelName<K> : K]: Camelled<T[K]> };

export const camelName = (name: string): string =>
  name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
export const snakeName = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const renamed = (value: unknown, name: (key: string) => string): unknown => {
  if (Array.isArray(value)) return value.map((one) => renamed(one, name));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [name(key), renamed(one, name)]));
};

/** The same value with the names of our records. What is undefined is left out. */
export const camelled = <T extends object>(value: T): Camelled<T> => {
  const said = Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined));
  return renamed(said, camelName) as Camelled<T>;
};

/** The same value with the names of the wire. */
export const snaked = (value: unknown): unknown => renamed(value, snakeName);
