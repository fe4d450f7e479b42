import { expect, test } from "vitest";
import { type CountStep, Counts } from "../../src/storage/sql/counts.ts";

/** A list of `length` rows, counted as the store counts: behind a row, up to a limit. Notes the largest step asked. */
const listOf = (length: () => number): { step: CountStep; asked: number[] } => {
  const asked: number[] = [];
  return {
    asked,
    step: (after, limit) => {
      asked.push(limit);
      const begun = after?.id ?? 0;
      const n = Math.min(limit, length() - begun);
      return Promise.resolve({ n, last: n === limit ? { created_at: 0, id: begun + n } : undefined });
    },
  };
};
const atMost = (n: number) => () => Promise.resolve(n);

test("KC-15 a list of some thousand rows is counted exactly at once", async () => {
  const counts = new Counts();
  expect(await counts.ofLong("a", listOf(() => 9_999).step, atMost(50_000))).toBe(9_999);
  expect(await counts.ofLong("b", listOf(() => 0).step, atMost(50_000))).toBe(0);
});

test("KC-15 a very long list is told as long as it can be, counted in small steps, and told exactly then", async () => {
  const counts = new Counts();
  const list = listOf(() => 25_000);
  expect(await counts.ofLong("a", list.step, atMost(40_000))).toBe(40_000);
  await expect.poll(() => counts.ofLong("a", list.step, atMost(40_000)), { timeout: 5_000 }).toBe(25_000);
  expect(list.asked.filter((limit) => limit > 2_000).every((limit) => limit === 10_000)).toBe(true);
});

test("KC-15 what is told of a list that was not counted yet is never less than what was seen of it", async () => {
  expect(await new Counts().ofLong("a", listOf(() => 30_000).step, atMost(12))).toBe(10_001);
});
