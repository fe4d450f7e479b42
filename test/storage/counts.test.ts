import { expect, test } from "vitest";
import { Counts, type LongList } from "../../src/storage/sql/counts.ts";

/** A list of rows numbered from the newest, as the store counts it. Notes how many rows were asked for at once. */
const listOf = (length: () => number, atMost: number): LongList & { asked: number[] } => {
  const asked: number[] = [];
  return {
    asked,
    older: (after, limit) => {
      asked.push(limit);
      const begun = after ? length() - after.id + 1 : 0;
      const n = Math.min(limit, length() - begun);
      const last = length() - (begun + n) + 1;
      return Promise.resolve({ n, last: n === limit ? { created_at: 0, id: last } : undefined });
    },
    newer: (before, limit) => Promise.resolve(Math.min(limit, length() - before.id)),
    atMost: () => Promise.resolve(atMost),
  };
};

test("KC-15 a list of some thousand rows is counted exactly at once", async () => {
  const counts = new Counts();
  expect(
    await counts.ofLong(
      "a",
      listOf(() => 9_999, 50_000),
    ),
  ).toBe(9_999);
  expect(
    await counts.ofLong(
      "b",
      listOf(() => 0, 50_000),
    ),
  ).toBe(0);
});

test("KC-15 a very long list is told as long as it can be, counted in small steps, and told exactly then", async () => {
  const counts = new Counts();
  let length = 25_000;
  const list = listOf(() => length, 40_000);
  expect(await counts.ofLong("a", list)).toBe(40_000);
  await expect.poll(() => counts.ofLong("a", list), { timeout: 10_000 }).toBe(25_000);
  expect(Math.max(...list.asked)).toBeLessThanOrEqual(8_000);
  for (const more of [1, 500, 2_000]) {
    length += more; // what comes on top is counted with it
    await expect.poll(() => counts.ofLong("a", list), { timeout: 10_000 }).toBe(length);
  }
});

test("KC-15 what is told of a list that was not counted yet is never less than what was seen of it", async () => {
  expect(
    await new Counts().ofLong(
      "a",
      listOf(() => 30_000, 12),
    ),
  ).toBe(10_001);
});

test("KC-15 clients that ask with ever new bounds do not make counting pile up", async () => {
  const counts = new Counts();
  const begun = new Set<number>();
  const asks = Array.from({ length: 200 }, (_, i) => {
    const list = listOf(() => 30_000, 40_000);
    const older: LongList["older"] = (after, limit) => {
      if (limit === 1) begun.add(i); // only a count behind the scenes looks for the top
      return list.older(after, limit);
    };
    return counts.ofLong(`created_gte=${i}`, { ...list, older });
  });
  expect(new Set(await Promise.all(asks))).toEqual(new Set([40_000]));
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  expect(begun.size).toBeGreaterThan(0);
  expect(begun.size).toBeLessThanOrEqual(20);
});
