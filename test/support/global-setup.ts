import type { TestProject } from "vitest/node";
import { startPostgres } from "./postgres-server.ts";
import { wantsPostgres } from "./postgres.ts";

/** Once for the whole run: one PostgreSQL server, whose address every test file can `inject`. */
export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const given = process.env["SERVERY_TEST_DATABASE_URL"];
  if (!wantsPostgres() || given) {
    project.provide("postgresUrl", wantsPostgres() && given ? given : null);
    return undefined;
  }
  const server = await startPostgres();
  project.provide("postgresUrl", server.url);
  return () => server.stop();
}
