import type { FeedEvent } from "../../src/storage/feed.ts";
import type { TestServery } from "../support/servery.ts";

export const FLAT_WHITE = 730002;
export const LATTE = 730003;
export const FITZROY = 823;
export const SOUTHBANK = 824;

/** What the company's events told while something was done, without those about registers and orders. */
export const toldDuring = async (
  { storage, company }: TestServery,
  work: () => Promise<unknown>,
): Promise<string[]> => {
  const { feed } = storage.reads(company);
  const last = async (n: number): Promise<readonly FeedEvent[]> => feed.upTo(Number.MAX_SAFE_INTEGER, n);
  const seen = (await last(1))[0]?.id ?? 0;
  await work();
  const events = (await last(1_000)).filter(({ id, type }) => id > seen && !/^(register|order)\./.test(type));
  return events.map(({ type }) => type).toReversed();
};
