import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pino from "pino";
import { readConfig } from "../../src/config.ts";
import type { FoundingForm } from "../../src/domain/founding.ts";
import { type Servery, openServery, openStore } from "../../src/main.ts";
import type { Storage } from "../../src/storage/storage.ts";
import { createDatabase } from "../support/postgres.ts";
import type { EngineName } from "../support/servery.ts";

export type Empty = Readonly<{
  env: Readonly<Record<string, string | undefined>>;
  /** Opens a store on the place: a second one only beside. */
  store(beside?: boolean): Promise<Storage>;
  /** Opens a server over a store; whoever opens it closes it. */
  serve(storage: Storage): Promise<Servery>;
  leave(): Promise<void>;
}>;

/** A place for a server, with nothing in it and no demo company to come. */
export const emptyPlace = async (engine: EngineName, more: Record<string, string> = {}): Promise<Empty> => {
  const folder = mkdtempSync(join(tmpdir(), "servery-empty-"));
  const database = engine === "postgres" ? await createDatabase() : undefined;
  const env = {
    SERVERY_PORT: "0",
    SERVERY_DATA: folder,
    SERVERY_DATABASE_URL: database?.url,
    SERVERY_DEMO: "0",
    SERVERY_LOG: "silent",
    SERVERY_PG_POOL: "5",
    ...more,
  };
  const config = readConfig(env);
  return {
    env,
    store: (beside = false) => openStore(config, Date.now, beside),
    serve: (storage) => openServery(config, storage, pino({ level: "silent" })),
    async leave() {
      await database?.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

/** What an owner types to found a company. */
export const typed: FoundingForm = {
  company: "Café Ōkami & Söhne <1>",
  currency: "EUR",
  timezone: "Europe/Vienna",
  site: "Am Graben",
  register: "Theke",
  taxName: "MwSt",
  taxRate: "10",
  firstName: "Zoë",
  lastName: "O'Hara",
  email: "zoe@okami.example",
  username: "Zoe.Owner",
  password: "four unrelated words here",
};

/** The same as the fields of the set-up page. */
export const fieldsOf = ({ taxName, taxRate, firstName, lastName, ...same }: FoundingForm): Record<string, string> => ({
  ...same,
  tax_name: taxName,
  tax_rate: taxRate,
  first_name: firstName,
  last_name: lastName,
});
