import { describe, expect, test } from "vitest";
import { CatchUp } from "../../src/live/catch-up.ts";
import { Reader } from "../../src/live/reader.ts";
import type { FeedEvent, FeedReads } from "../../src/storage/feed.ts";

/** An outbox in memory in which events become visible when the test says so, whatever their ids. */
class Outbox implements FeedReads {
  private readonly visible: FeedEvent[] = [];
  /** Done while a question is being answered: after it saw what is there, before it tells. */
  meanwhile: () => void = () => undefined;

  commit(...ids: number[]): FeedEvent[] {
    const events = ids.map((id) => event(id));
    this.visible.push(...events);
    this.visible.sort((a, b) => a.id - b.id);
    return events;
  }

  after(id: number, limit: number): Promise<readonly FeedEvent[]> {
    return this.answer(this.visible.filter((each) => each.id > id).slice(0, limit));
  }
  upTo(id: number, limit: number): Promise<readonly FeedEvent[]> {
    const below = this.visible.filter((each) => each.id <= id).reverse();
    return this.answer(below.slice(0, limit));
  }
  ids(after: number, upTo: number): Promise<readonly number[]> {
    return this.answer(this.visible.map(({ id }) => id).filter((id) => id > after && id <= upTo));
  }
  byIds(ids: readonly number[]): Promise<readonly FeedEvent[]> {
    return this.answer(this.visible.filter(({ id }) => ids.includes(id)));
  }

  private async answer<T>(found: T): Promise<T> {
    await Promise.resolve();
    this.meanwhile();
    return found;
  }
}

const NOW = 1_000_000;
/** An event's age is that of its id: one second for each hundred. */
const event = (id: number): FeedEvent => ({
  id,
  type: "t",
  orderId: null,
  siteId: null,
  version: 0,
  data: {},
  createdAt: NOW + id * 10,
});
const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i);
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 50));

describe("a reader of events whose ids do not appear in order", () => {
  const reading = async (outbox: Outbox) => {
    const told: number[] = [];
    const failures: unknown[] = [];
    const time = { now: NOW };
    const reader = new Reader({
      feed: outbox,
      inOrder: false,
      clock: () => time.now,
      tell: ({ id }) => told.push(id),
      failed: (error) => failures.push(error),
    });
    await reader.begin();
    const look = async (): Promise<number[]> => {
      told.length = 0;
      reader.kick();
      await settled();
      expect(failures).toEqual([]);
      return [...told];
    };
    return { time, look };
  };

  test("tells what is committed later with a lower id, once", async () => {
    const outbox = new Outbox();
    const { look } = await reading(outbox);
    outbox.commit(7, 9);
    expect(await look()).toEqual([7, 9]);
    outbox.commit(8, 6, 10);
    expect(await look()).toEqual([6, 8, 10]);
    expect(await look()).toEqual([]);
  });

  test("does so for ten seconds, also for ids below those that were there when it began", async () => {
    const outbox = new Outbox();
    outbox.commit(1, 5);
    const { look, time } = await reading(outbox);
    outbox.commit(3);
    expect(await look()).toEqual([3]);
    outbox.commit(9);
    expect(await look()).toEqual([9]);
    time.now += 9_900;
    expect(await look()).toEqual([]);
    outbox.commit(2, 8);
    expect(await look()).toEqual([2, 8]);
    time.now += 10_000;
    await look();
    outbox.commit(12);
    expect(await look()).toEqual([12]);
  });

  test("tells more than a page of them", async () => {
    const outbox = new Outbox();
    const { look } = await reading(outbox);
    outbox.commit(2_000);
    expect(await look()).toEqual([2_000]);
    outbox.commit(...range(1, 1_999), ...range(2_001, 2_900));
    expect([...(await look())].sort((a, b) => a - b)).toEqual([...range(1, 1_999), ...range(2_001, 2_900)]);
  });
});

describe("catching up", () => {
  const parts = (outbox: Outbox, sent: (number | "reset")[], now = NOW) => ({
    feed: outbox,
    inOrder: false,
    now,
    send: ({ id }: FeedEvent) => void sent.push(id),
    reset: () => void sent.push("reset"),
    drained: () => Promise.resolve(true),
  });

  test("sends what came after the last event, and what may have come late below it", async () => {
    const outbox = new Outbox();
    outbox.commit(...range(5_000, 5_400), ...range(6_500, 7_100));
    const sent: (number | "reset")[] = [];
    await new CatchUp(7_000, parts(outbox, sent)).run();
    // Ten seconds are a thousand ids here.
    expect(sent).toEqual([...range(6_500, 6_999), ...range(7_001, 7_100)]);
  });

  test("misses nothing that is committed while a page is on its way", async () => {
    for (const lateAt of range(1, 12)) {
      const outbox = new Outbox();
      outbox.commit(...range(1, 300), ...range(302, 1_000));
      const sent: (number | "reset")[] = [];
      const catchUp = new CatchUp(1, parts(outbox, sent));
      let questions = 0;
      outbox.meanwhile = () => {
        questions++;
        // One below what was read, one above all: each told by the reader, too.
        if (questions === lateAt) for (const each of outbox.commit(301, 1_001)) catchUp.add(each);
      };
      await catchUp.run();
      if (questions < lateAt) for (const each of outbox.commit(301, 1_001)) catchUp.add(each);
      expect(
        [...new Set(sent)].sort((a, b) => Number(a) - Number(b)),
        `at ${lateAt}`,
      ).toEqual(range(2, 1_001));
    }
  });

  test("does not tell twice what the reader comes to a moment later", async () => {
    const outbox = new Outbox();
    const known = outbox.commit(...range(1, 250));
    const sent: (number | "reset")[] = [];
    const catchUp = new CatchUp(1, parts(outbox, sent));
    await catchUp.run();
    for (const each of known.slice(220)) catchUp.add(each);
    for (const each of outbox.commit(251)) catchUp.add(each);
    expect(sent).toEqual(range(2, 251));
  });

  test("gives up when the last event is a week old or forgotten, and something came after it", async () => {
    const week = 7 * 24 * 3_600_000;
    const outbox = new Outbox();
    outbox.commit(10, 20);
    const run = async (lastId: number, now: number): Promise<unknown[]> => {
      const sent: (number | "reset")[] = [];
      await new CatchUp(lastId, parts(outbox, sent, now)).run();
      return sent;
    };
    expect(await run(10, NOW + week)).toEqual([20]);
    expect(await run(10, NOW + week + 1_000)).toEqual(["reset"]);
    expect(await run(20, NOW + week + 1_000)).toEqual([10]); // quiet since then; a late one is told to be sure
    expect(await run(11, NOW)).toEqual(["reset"]);
    expect(await run(25, NOW)).toEqual([10, 20]);
  });
});
