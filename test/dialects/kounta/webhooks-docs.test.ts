import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { topics } from "../../../src/domain/events/topics.ts";
import { WEBHOOK_LIMITS } from "../../../src/domain/events/webhook-rules.ts";
import { RETRY_WAITS_MS } from "../../../src/webhooks/schedule.ts";

const page = readFileSync(new URL("../../../docs/webhooks.md", import.meta.url), "utf8");

const units = { s: 1_000, min: 60_000, h: 3_600_000 } as const;

test("the page on webhooks names every topic, and no other", () => {
  const rows = [...page.matchAll(/^\| `(\w+\/\w+)`/gm)].map(([, topic]) => topic);
  expect(rows).toEqual(Object.keys(topics));
});

test("the page on webhooks shows the schedule that is kept", () => {
  const rows = [...page.matchAll(/^\| (\d+) +\| (\d+) (s|min|h) +\| ([\d.]+) (s|min|h) +\|$/gm)];
  const ms = (amount: string, unit: string): number => Number(amount) * units[unit as keyof typeof units];
  expect(rows.map(([, attempt]) => Number(attempt))).toEqual(RETRY_WAITS_MS.map((_, i) => i + 2));
  expect(rows.map(([, , wait, unit]) => ms(wait!, unit!))).toEqual(RETRY_WAITS_MS);
  let total = 0;
  for (const [i, wait] of RETRY_WAITS_MS.entries()) {
    total += wait;
    const [, , , , sum, unit] = rows[i]!;
    expect(Math.abs(ms(sum!, unit!) - total)).toBeLessThan(units[unit as keyof typeof units] / 10);
  }
});

test("the page on webhooks names the limits that are kept", () => {
  const { perAddon, headers } = WEBHOOK_LIMITS;
  expect(page).toContain(`Limits: ${perAddon} webhooks for an add-on in a company, ${headers} headers`);
});
