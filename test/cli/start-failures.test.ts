import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type Server, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { readConfig } from "../../src/config.ts";
import { openStore } from "../../src/main.ts";
import { type TestDatabase, createDatabase, wantsPostgres } from "../support/postgres.ts";
import { type Ended, builtProduct, runCommand } from "../crash/child.ts";

/** Exactly one sentence for people, on standard error, and a code for programs. */
const oneSentence = ({ code, out, err }: Ended): string => {
  expect(code, err).toBe(1);
  expect(out).toBe("");
  expect(err).not.toMatch(/\bat .+:\d+:\d+|node:internal|Error:/);
  expect(err.trimEnd().split("\n"), err).toHaveLength(1);
  expect(err).toMatch(/[.]\n$/);
  return err.trimEnd();
};

describe("a start that cannot be", () => {
  let folder: string;
  let busy: Server;
  let busyPort: number;
  beforeAll(async () => {
    await builtProduct();
    busy = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => busy.once("listening", resolve));
    busyPort = (busy.address() as { port: number }).port;
  }, 60_000);
  afterAll(() => new Promise((resolve) => busy.close(resolve)));
  beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), "servery-start-"))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const start = (env: Record<string, string | undefined> = {}, uid?: number): Promise<Ended> =>
    runCommand(["start"], {
      env: { SERVERY_PORT: "0", SERVERY_DATA: folder, SERVERY_DEMO: "0", SERVERY_LOG: "silent", ...env },
      ...(uid !== undefined && { uid }),
    });

  test("a port that is taken", async () => {
    const said = oneSentence(await start({ SERVERY_PORT: String(busyPort) }));
    expect(said).toBe(`Port ${busyPort} is already in use. Stop what uses it, or set SERVERY_PORT to another one.`);
  });

  test("a host that is not this machine", async () => {
    const said = oneSentence(await start({ SERVERY_HOST: "192.0.2.1", SERVERY_TRUST_PROXY: "1" }));
    expect(said).toContain("has no address 192.0.2.1");
  });

  test("a data folder that is a file, or below one", async () => {
    const file = join(folder, "file");
    writeFileSync(file, "");
    for (const path of [file, join(file, "below")]) {
      expect(oneSentence(await start({ SERVERY_DATA: path }))).toMatch(/is not a folder\. Set SERVERY_DATA to one\.$/);
    }
  });

  test("a data folder that cannot be written", async () => {
    const closed = join(folder, "closed");
    mkdirSync(closed);
    chmodSync(closed, 0o555);
    chmodSync(folder, 0o755);
    const unprivileged = process.getuid?.() === 0 ? 65_534 : undefined; // nothing is closed to root
    const said = oneSentence(await start({ SERVERY_DATA: closed }, unprivileged));
    expect(said).toBe(`The folder ${closed} cannot be written. Set SERVERY_DATA to one that can.`);
  });

  test("a database file that is none", async () => {
    writeFileSync(join(folder, "servery.db"), "this is no database, whatever its name says. ".repeat(200));
    expect(oneSentence(await start())).toContain("is damaged or is no database");
  });

  test("a data folder that another server uses", async () => {
    const first = await openStore(readConfig({ SERVERY_DATA: folder }), Date.now);
    try {
      expect(oneSentence(await start())).toContain(`Another Servery is using the data folder ${folder}.`);
    } finally {
      await first.close();
    }
  });

  test("an embedded database of a newer release", async () => {
    const config = readConfig({ SERVERY_DATA: folder });
    await (await openStore(config, Date.now)).close();
    const { sqliteModule } = await import("../../src/storage/engines/sqlite/driver.ts");
    const { DatabaseSync } = await sqliteModule();
    const database = new DatabaseSync(join(folder, "servery.db"));
    database.exec("insert into migrations (number, name, applied_at) values (9999, 'later', 0)");
    database.close();
    expect(oneSentence(await start())).toMatch(/^The database has schema 9999, but this release of Servery knows/);
  });

  test("a demo.json that somebody broke", async () => {
    await (await openStore(readConfig({ SERVERY_DATA: folder }), Date.now)).close();
    expect(existsSync(join(folder, "servery.db"))).toBe(true);
    const { sqliteModule } = await import("../../src/storage/engines/sqlite/driver.ts");
    const { DatabaseSync } = await sqliteModule();
    const database = new DatabaseSync(join(folder, "servery.db"));
    database.exec("insert into companies (company_id, catalogue_version) values (1, 1)");
    database.close();
    writeFileSync(join(folder, "demo.json"), "{");
    expect(oneSentence(await start({ SERVERY_DEMO: "1" }))).toContain("demo.json is not readable JSON");
  });

  test("a setting that is nonsense", async () => {
    const said = oneSentence(await start({ SERVERY_PORT: "eighty" }));
    expect(said).toBe("SERVERY_PORT=eighty cannot be used: it must be a whole number.");
  });

  test("a host that strangers reach, without TLS", async () => {
    expect(oneSentence(await start({ SERVERY_HOST: "0.0.0.0" }))).toContain("TLS is needed");
  });

  test("half of a TLS setting, files that are not there, files that hold none", async () => {
    const garbage = join(folder, "garbage.pem");
    writeFileSync(garbage, "no certificate");
    expect(oneSentence(await start({ SERVERY_TLS_CERT: garbage }))).toContain("belong together");
    const missing = join(folder, "missing.pem");
    expect(oneSentence(await start({ SERVERY_TLS_CERT: missing, SERVERY_TLS_KEY: missing }))).toBe(
      `SERVERY_TLS_CERT=${missing} cannot be read (ENOENT).`,
    );
    const bad = oneSentence(await start({ SERVERY_TLS_CERT: garbage, SERVERY_TLS_KEY: garbage }));
    expect(bad).toMatch(/^SERVERY_TLS_CERT and SERVERY_TLS_KEY are no certificate with its key in PEM form: /);
  });

  test("a database address that is none says nothing of its password", async () => {
    const said = oneSentence(await start({ SERVERY_DATABASE_URL: "mysql://me:hush@127.0.0.1/x" }));
    expect(said).toBe("SERVERY_DATABASE_URL cannot be used: it must begin with postgres://.");
    expect(oneSentence(await start({ SERVERY_DATABASE_URL: "postgres://me:hush@[/x" }))).not.toContain("hush");
  });

  test("a PostgreSQL that is not there", async () => {
    const free = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => free.once("listening", resolve));
    const { port } = free.address() as { port: number };
    await new Promise((resolve) => free.close(resolve));
    const said = oneSentence(await start({ SERVERY_DATABASE_URL: `postgres://me:hush@127.0.0.1:${port}/x` }));
    expect(said).toMatch(new RegExp(`^PostgreSQL at 127\\.0\\.0\\.1:${port}/x cannot be reached: .*ECONNREFUSED`));
    expect(said).not.toContain("hush");
  });

  describe.runIf(wantsPostgres())("on PostgreSQL", () => {
    let database: TestDatabase;
    let admin: Client;
    beforeAll(async () => {
      database = await createDatabase();
      admin = new Client({ connectionString: database.url });
      await admin.connect();
    });
    afterAll(async () => {
      await admin.end();
      await database.drop();
    });

    test("a wrong password, and a database that does not exist", async () => {
      const role = `servery_role_${process.pid}`;
      await admin.query(`create role ${role} login password 'right'`);
      try {
        const url = new URL(database.url);
        url.username = role;
        url.password = "wrong-and-secret";
        const said = oneSentence(await start({ SERVERY_DATABASE_URL: url.href }));
        expect(said).toMatch(/^(PostgreSQL at|The PostgreSQL database at) 127\.0\.0\.1:\d+\/servery_test_/);
        expect(said).not.toContain("wrong-and-secret");
      } finally {
        await admin.query(`drop role ${role}`);
      }
      const url = new URL(database.url);
      url.pathname = "/servery_not_there";
      expect(oneSentence(await start({ SERVERY_DATABASE_URL: url.href }))).toContain("does not exist");
    });

    test("a database of a newer release", async () => {
      const env = { SERVERY_DATABASE_URL: database.url };
      await (await openStore(readConfig({ ...env, SERVERY_DATA: folder }), Date.now)).close();
      await admin.query("insert into migrations (number, name, applied_at) values (9999, 'later', 0)");
      expect(oneSentence(await start(env))).toMatch(/^The database has schema 9999, but this release/);
    });
  });
});
