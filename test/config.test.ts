import { expect, test } from "vitest";
import { ConfigError, readConfig } from "../src/config.ts";

for (const [name, value, about] of [
  ["SERVERY_PORT", "eighty", "must be a whole number"],
  ["SERVERY_PORT", " ", "must be a whole number"],
  ["SERVERY_PORT", "0x50", "must be a whole number"],
  ["SERVERY_PORT", "65536", "must be at most 65535"],
  ["SERVERY_DEMO", "yes", "must be 0 or 1"],
  ["SERVERY_LOG", "loud", "must be info, error or silent"],
  ["SERVERY_RATE_LIMIT", "fast", "must be off or kounta"],
  ["SERVERY_PUBLIC_URL", "servery.example", "must be an http or https address"],
  ["SERVERY_PAGE_SIZE", "0", "must be at least 1"],
  ["SERVERY_IDEMPOTENCY_HOURS", "1", "must be at least 24"],
  ["SERVERY_PG_POOL", "1e3", "must be a whole number"],
] as const) {
  test(`${name}=${JSON.stringify(value)} is refused by name`, () => {
    expect(() => readConfig({ [name]: value })).toThrow(
      new ConfigError(`${name}=${value} cannot be used: it ${about}.`),
    );
  });
}

test("an address with a password is not shown", () => {
  expect(() => readConfig({ SERVERY_DATABASE_URL: "mysql://me:hush@db/x" })).toThrow(
    new ConfigError("SERVERY_DATABASE_URL cannot be used: it must begin with postgres://."),
  );
});

test("an empty setting is none, and presets hold", () => {
  expect(readConfig({ SERVERY_PORT: "", SERVERY_DEMO: "" })).toMatchObject({ port: 8080, demo: true, pgPool: 10 });
});
