import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createDatabase, type TestDatabase, wantsPostgres } from "./postgres.ts";

const ask = async (url: string, question: string): Promise<unknown> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ answer: unknown }>(question);
    return rows[0]?.answer;
  } finally {
    await client.end();
  }
};

describe.runIf(wantsPostgres())("the test PostgreSQL", () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createDatabase();
  });
  afterAll(() => database.drop());

  it("answers in a database of its own", async () => {
    expect(await ask(database.url, "select 1 as answer")).toBe(1);
    expect(await ask(database.url, "select current_database() as answer")).toMatch(/^servery_test_/);
  });

  it("copies a template", async () => {
    await ask(database.url, "create table dish (name text)");
    await ask(database.url, "insert into dish values ('soup')");
    const copy = await createDatabase(new URL(database.url).pathname.slice(1));
    expect(await ask(copy.url, "select name as answer from dish")).toBe("soup");
    await copy.drop();
  });
});
