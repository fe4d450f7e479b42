import { beforeEach, describe, expect, test } from "vitest";
import { SingleUse } from "../../src/oauth/single-use.ts";
import { Throttle } from "../../src/oauth/throttle.ts";

const MINUTE = 60_000;
const HERE = "203.0.113.7";

describe("the throttle", () => {
  let now: number;
  let throttle: Throttle;
  beforeEach(() => {
    now = 1_000_000;
    throttle = new Throttle(() => now);
  });
  const times = (n: number, act: (i: number) => void): void => {
    for (let i = 0; i < n; i++) act(i);
  };
  /** What somebody does who signs in: each try is counted before it is known to be right. */
  const right = (account: string, address: string): void => {
    expect(throttle.rest(account, address)).toBe(0);
    throttle.failed(account, address);
    throttle.succeeded(account, address);
  };

  test("four wrong tries cost nothing, the fifth a minute, and each one more doubles it to a quarter of an hour", () => {
    times(4, () => throttle.failed("maeve", HERE));
    expect(throttle.rest("maeve", HERE)).toBe(0);
    const rests: number[] = [];
    times(7, () => {
      throttle.failed("maeve", HERE);
      rests.push(throttle.rest("maeve", HERE) / MINUTE);
      now += throttle.rest("maeve", HERE);
    });
    expect(rests).toEqual([1, 2, 4, 8, 15, 15, 15]);
  });

  test("the rest ends to the millisecond", () => {
    times(5, () => throttle.failed("maeve", HERE));
    now += MINUTE - 1;
    expect(throttle.rest("maeve", HERE)).toBe(1);
    now += 1;
    expect(throttle.rest("maeve", HERE)).toBe(0);
  });

  test("an account rests wherever the tries come from, and others do not rest with it", () => {
    times(5, (i) => throttle.failed("maeve", `198.51.100.${i}`));
    expect(throttle.rest("maeve", "192.0.2.1")).toBe(MINUTE);
    expect(throttle.rest("jun", "198.51.100.0")).toBe(0);
  });

  test("an address rests after thirty wrong tries at any accounts, and with it everybody there", () => {
    times(29, (i) => throttle.failed(`guess-${i}`, HERE));
    expect(throttle.rest("maeve", HERE)).toBe(0);
    throttle.failed("guess-30", HERE);
    expect(throttle.rest("maeve", HERE)).toBe(MINUTE);
    expect(throttle.rest("maeve", "203.0.113.8")).toBe(0);
  });

  test("all is forgotten an hour after the last wrong try", () => {
    times(4, () => throttle.failed("maeve", HERE));
    now += 60 * MINUTE - 1;
    throttle.failed("maeve", HERE);
    expect(throttle.rest("maeve", HERE)).toBe(MINUTE);
    now += 60 * MINUTE;
    times(4, () => throttle.failed("maeve", HERE));
    expect(throttle.rest("maeve", HERE)).toBe(0);
    throttle.failed("maeve", HERE);
    expect(throttle.rest("maeve", HERE)).toBe(MINUTE);
  });

  test("a right one frees its account, also when it was the fifth", () => {
    times(4, () => throttle.failed("maeve", HERE));
    right("maeve", HERE);
    times(4, () => throttle.failed("maeve", HERE));
    expect(throttle.rest("maeve", HERE)).toBe(0);
  });

  test("a right one does not pay for wrong ones at other accounts of the address", () => {
    times(6, (round) => {
      times(4, (i) => throttle.failed(`guess-${round}-${i}`, HERE));
      right("mine", HERE);
    });
    times(6, (i) => throttle.failed(`more-${i}`, HERE));
    expect(throttle.rest("anybody", HERE)).toBe(MINUTE);
  });

  test("right ones never make an address rest, not even one that is at its limit", () => {
    times(30, (i) => throttle.failed(`guess-${i}`, HERE));
    now += MINUTE;
    times(40, () => right("maeve", HERE));
    expect(throttle.rest("maeve", HERE)).toBe(0);
    throttle.failed("guess-31", HERE); // the wrong ones are still counted
    expect(throttle.rest("maeve", HERE)).toBe(2 * MINUTE);
  });

  test("right ones do not keep an address from being forgiven", () => {
    times(29, (i) => throttle.failed(`guess-${i}`, HERE));
    times(6, () => {
      now += 10 * MINUTE;
      right("maeve", HERE);
    });
    throttle.failed("typo", HERE);
    expect(throttle.rest("maeve", HERE)).toBe(0);
  });

  test("many at once are counted before any of them is known to be wrong", () => {
    let letIn = 0;
    times(100, () => {
      if (throttle.rest("maeve", HERE) > 0) return;
      throttle.failed("maeve", HERE);
      letIn++;
    });
    expect(letIn).toBe(5);
  });

  for (const [one, other, same] of [
    ["2001:db8:1:2::1", "2001:db8:1:2:ffff::9", true],
    ["2001:db8:1:2::1", "2001:0DB8:0001:0002:a:b:c:d", true],
    ["2001:db8:1:2::1", "2001:db8:1:3::1", false],
    ["2001:db8::1", "2001:db8:0:0:5::", true],
    ["::1", "::2", true],
    ["::1", "2001:db8::1", false],
    ["::ffff:203.0.113.7", "203.0.113.7", true],
    ["::ffff:203.0.113.7", "::ffff:203.0.113.8", false],
    ["203.0.113.7", "203.0.113.8", false],
    ["fe80::1%eth0", "fe80::2%eth0", true],
    ["unknown", "unknown", true],
  ] as const) {
    test(`${one} and ${other} rest ${same ? "together" : "apart"}`, () => {
      times(30, (i) => throttle.failed(`guess-${i}`, one));
      expect(throttle.rest("maeve", other)).toBe(same ? MINUTE : 0);
    });
  }

  test("an account and an address of the same name are two", () => {
    times(5, () => throttle.failed("203.0.113.9", HERE));
    expect(throttle.rest("maeve", "203.0.113.9")).toBe(0);
  });
});

describe("what works once", () => {
  const gate = () => {
    let open!: (won: boolean) => void;
    const attempt = new Promise<boolean>((resolve) => (open = resolve));
    return { attempt: () => attempt, open };
  };
  const now = () => performance.now();
  const later = async (): Promise<number> => {
    const before = now();
    while (now() === before) await Promise.resolve();
    return now();
  };

  test("who began before the winner was answered is in a race, who began after it has a copy", async () => {
    const uses = new SingleUse();
    const { attempt, open } = gate();
    const early = now();
    const winning = uses.use("code", attempt);
    const during = now();
    expect(uses.isReplay("code", during)).toBe(false); // it is not over yet
    open(true);
    expect(await winning).toBe(true);
    expect(uses.isReplay("code", early)).toBe(false);
    expect(uses.isReplay("code", during)).toBe(false);
    expect(uses.isReplay("code", await later())).toBe(true);
    expect(uses.isReplay("another", now())).toBe(true); // never seen here: used up long ago, or elsewhere
  });

  test("losers do not make the winner's use look over, whoever ends first", async () => {
    for (const loserFirst of [true, false]) {
      for (const winnerBegins of [true, false]) {
        const uses = new SingleUse();
        const [winner, loser] = [gate(), gate()];
        const startedAt = now();
        const begin = [() => uses.use("code", winner.attempt), () => uses.use("code", loser.attempt)];
        const both = (winnerBegins ? begin : begin.toReversed()).map((use) => use());
        if (loserFirst) loser.open(false);
        await later();
        expect(uses.isReplay("code", now())).toBe(false); // nobody has won yet
        winner.open(true);
        await later();
        loser.open(false);
        expect((await Promise.all(both)).filter(Boolean)).toEqual([true]);
        expect(uses.isReplay("code", startedAt)).toBe(false);
        expect(uses.isReplay("code", await later())).toBe(true);
      }
    }
  });

  test("an attempt that fails or throws leaves nothing behind", async () => {
    const uses = new SingleUse();
    expect(await uses.use("code", () => Promise.resolve(false))).toBe(false);
    await expect(uses.use("code", () => Promise.reject(new Error("a bug")))).rejects.toThrow("a bug");
    const { attempt, open } = gate();
    const startedAt = now();
    const winning = uses.use("code", attempt);
    expect(uses.isReplay("code", startedAt)).toBe(false);
    open(true);
    expect(await winning).toBe(true);
    expect(uses.isReplay("code", startedAt)).toBe(false);
  });

  test("it remembers so many, and takes what it forgot for a replay", async () => {
    const uses = new SingleUse();
    const startedAt = now();
    for (let i = 0; i <= 10_000; i++) await uses.use(`code ${i}`, () => Promise.resolve(true));
    expect(uses.isReplay("code 0", startedAt)).toBe(true);
    expect(uses.isReplay("code 1", startedAt)).toBe(false);
    expect(uses.isReplay("code 10000", startedAt)).toBe(false);
  });
});
