declare const brand: unique symbol;

/** A type that only its own constructor can make: a `SiteId` cannot be passed for an `OrderId`. */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name };

/** What a rule answers: a value, or an expected refusal. The impossible throws instead. */
export type Result<T, E> = Readonly<{ ok: true; value: T }> | Readonly<{ ok: false; error: E }>;

export const done = <T>(value: T): Result<T, never> => ({ ok: true, value });
export const refuse = <const E>(error: E): Result<never, E> => ({ ok: false, error });
