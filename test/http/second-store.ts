import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect } from "vitest";
import { readConfig } from "../../src/config.ts";
import { openStore } from "../../src/main.ts";
import type { Storage } from "../../src/storage/storage.ts";
import { createDatabase } from "../support/postgres.ts";
import { type TestServery, engines, openTestServery } from "../support/servery.ts";

/**
 * A suite on every engine with a second store on the same database, opened as the command line opens it beside a
 * server that runs. Nothing that it does passes through the server. `asServer` opens it as another server does, where
 * the engine can have several; that is who changes orders there.
 */
export const besideAServer = (
  name: string,
  suite: (servery: () => TestServery, beside: () => Storage) => void,
  asServer = false,
): void => {
  for (const engine of engines) {
    describe(`${name} (${engine})`, () => {
      let running: TestServery | undefined;
      let second: Storage | undefined;
      const cleanUp: (() => unknown)[] = [];
      beforeAll(async () => {
        const folder = mkdtempSync(join(tmpdir(), "servery-beside-"));
        cleanUp.push(() => rmSync(folder, { recursive: true, force: true }));
        const env: Record<string, string> = { SERVERY_DATA: folder };
        if (engine === "postgres") {
          const database = await createDatabase();
          env["SERVERY_DATABASE_URL"] = database.url;
          cleanUp.push(() => database.drop());
        }
        const servery = await openTestServery(engine, { env });
        running = servery;
        // What the server forgets as it starts has to be through: in one process, nobody can wait for a writer.
        await servery.storage.access.forget(0, 0);
        second = await openStore(readConfig(env), () => servery.clock.now(), engine === "sqlite" || !asServer);
      }, 60_000);
      afterAll(async () => {
        await second?.close();
        await running?.close();
        for (const clean of cleanUp.reverse()) await clean();
      });
      suite(
        () => running!,
        () => second!,
      );
    });
  }
};

/** Asks until the answer is as wanted: what another process did is noticed within a moment, not at once. */
export const soon = async <T>(ask: () => Promise<T>, wanted: (answer: T) => boolean): Promise<void> => {
  const until = Date.now() + 3_000;
  let answer = await ask();
  while (!wanted(answer) && Date.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    answer = await ask();
  }
  expect(wanted(answer), JSON.stringify(answer)).toBe(true);
};
