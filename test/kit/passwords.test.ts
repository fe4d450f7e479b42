import { describe, expect, test } from "vitest";
import { PasswordsBusy, hashPassword, isPassword } from "../../src/kit/passwords.ts";

const times = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

describe("passwords", () => {
  test("are stored as argon2id with 19 MiB and two passes, salted", async () => {
    const [one, two] = await Promise.all([hashPassword("lantern-lane"), hashPassword("lantern-lane")]);
    for (const stored of [one, two]) expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(one).not.toBe(two);
    expect(await isPassword(one, "lantern-lane")).toBe(true);
    expect(await isPassword(two, "lantern-lane")).toBe(true);
  });

  test.each(["Lantern-lane", "lantern-lane ", "lantern-lan", "", "lantern-lane\0", "ｌantern-lane"])(
    "%j is not lantern-lane",
    async (wrong) => expect(await isPassword(await hashPassword("lantern-lane"), wrong)).toBe(false),
  );

  test.each(["pass\0word", "пароль", "☕".repeat(50), "x".repeat(10_000), "\ud800"])(
    "%j is kept whole",
    async (password) => {
      const stored = await hashPassword(password);
      expect(await isPassword(stored, password)).toBe(true);
      expect(await isPassword(stored, `${password}x`)).toBe(false);
    },
  );

  test("without a hash nothing is right, not even what the time is spent on, and it takes as long", async () => {
    const stored = await hashPassword("lantern-lane");
    expect(await isPassword(undefined, "nobody's")).toBe(false);
    expect(await isPassword(undefined, "")).toBe(false);
    const took: [known: number[], unknown: number[]] = [[], []];
    for (const n of times(18)) {
      const before = performance.now();
      await isPassword(n % 2 === 0 ? stored : undefined, "wrong");
      took[n % 2]!.push(performance.now() - before);
    }
    const [known, unknown] = took.map((ms) => ms.toSorted((a, b) => a - b)[4]!) as [number, number];
    expect(unknown / known).toBeGreaterThan(0.4);
    expect(unknown / known).toBeLessThan(2.5);
  });

  test("wait in line while two are checked, and are turned away when the line is too long", async () => {
    const stored = await hashPassword("lantern-lane");
    const asked = times(203).map(() => isPassword(stored, "lantern-lane"));
    const outcomes = await Promise.allSettled(asked);
    const turnedAway = outcomes.filter((outcome) => outcome.status === "rejected");
    expect(turnedAway.map(({ reason }) => reason instanceof PasswordsBusy)).toEqual([true]);
    expect(outcomes.filter((outcome) => outcome.status === "fulfilled" && outcome.value)).toHaveLength(202);
    expect(await isPassword(stored, "lantern-lane")).toBe(true); // and the line moves on
  }, 60_000);

  test("one that throws gives its place to the next", async () => {
    const broken = times(6).map(() => isPassword("no hash at all", "lantern-lane"));
    for (const outcome of await Promise.allSettled(broken)) expect(outcome.status).toBe("rejected");
    expect(await isPassword(await hashPassword("lantern-lane"), "lantern-lane")).toBe(true);
  });
});
