import { randomBytes } from "node:crypto";
import { Client, escapeIdentifier } from "pg";
import { inject } from "vitest";

declare module "vitest" {
  interface ProvidedContext {
    /** An administrator's address of the run's PostgreSQL; null when this run leaves PostgreSQL out. */
    postgresUrl: string | null;
  }
}

/** A database of one test. */
export interface TestDatabase {
  readonly url: string;
  /** Removes it, also when somebody is still connected. */
  drop(): Promise<void>;
}

/** Whether this run tests on PostgreSQL. `SERVERY_TEST_ENGINES=sqlite` leaves it out. */
export const wantsPostgres = (): boolean =>
  (process.env["SERVERY_TEST_ENGINES"] ?? "sqlite,postgres").split(",").includes("postgres");

/**
 * Makes a database for one test on the run's server, empty or as a copy of a template database that nobody is connected
 * to.
 */
export const createDatabase = async (template?: string): Promise<TestDatabase> => {
  const admin = inject("postgresUrl");
  if (admin === null) throw new Error("This run leaves PostgreSQL out (SERVERY_TEST_ENGINES).");
  const name = `servery_test_${randomBytes(8).toString("hex")}`;
  await administer(
    admin,
    `create database ${escapeIdentifier(name)} template ${escapeIdentifier(template ?? "template0")}`,
  );
  const url = new URL(admin);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    drop: () => administer(admin, `drop database if exists ${escapeIdentifier(name)} with (force)`),
  };
};

const administer = async (url: string, statement: string): Promise<void> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
};
