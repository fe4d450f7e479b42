import { mkdtempSync, rmSync } from "node:fs";
import { type IncomingHttpHeaders, type ServerResponse, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createDatabase, wantsPostgres } from "../support/postgres.ts";
import { type TestServery, openTestServery } from "../support/servery.ts";
import { Child, builtProduct, runCommand } from "../crash/child.ts";
import { sentenceOf } from "./command.ts";

beforeAll(builtProduct, 60_000);

test("`servery work` refuses the embedded database, in one sentence", async () => {
  const folder = mkdtempSync(join(tmpdir(), "servery-work-"));
  const refused = sentenceOf(await runCommand(["work"], { env: { SERVERY_DATA: folder } }));
  expect(refused).toMatch(/^`servery work` needs PostgreSQL \(SERVERY_DATABASE_URL\): /);
  rmSync(folder, { recursive: true });
});

type Got = Readonly<{ headers: IncomingHttpHeaders; body: string; at: number; response: ServerResponse }>;

describe.skipIf(!wantsPostgres())("a process that only works on events", () => {
  let servery: TestServery;
  let env: Record<string, string>;
  const got: Got[] = [];
  /** Whether the receiver answers. */
  let answers = true;
  const receiver = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (part: string) => (body += part));
    request.on("end", () => {
      got.push({ headers: request.headers, body, at: Date.now(), response });
      if (answers) response.end("ok");
    });
  });
  const leave: (() => unknown)[] = [];
  const children: Child[] = [];

  beforeAll(async () => {
    const database = await createDatabase();
    leave.push(() => database.drop());
    env = { SERVERY_DATABASE_URL: database.url, SERVERY_OUTGOING: "loopback", SERVERY_DEMO: "0" };
    servery = await openTestServery("postgres", { env: { ...env, SERVERY_WORKERS: "0" } });
    await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
    const address = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
    const made = await servery.post("webhooks", { topic: "orders/completed", address });
    expect(made.status).toBe(201);
  }, 60_000);
  afterAll(async () => {
    for (const child of children) child.process.kill("SIGKILL");
    await Promise.all(children.map(({ ended }) => ended));
    receiver.closeAllConnections();
    receiver.close();
    await servery.close();
    for (const step of leave) await step();
  });

  const worker = (): Child => {
    const child = new Child(["work"], { env });
    children.push(child);
    return child;
  };
  const sale = () =>
    servery.order({ status: "COMPLETE", lines: [{ product_id: servery.ids.product_ids[0], quantity: 1 }] });
  const soon = async (check: () => boolean | Promise<boolean>, ms = 15_000): Promise<void> => {
    for (const over = Date.now() + ms; Date.now() < over;) {
      if (await check()) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect("it came to pass").toBe("it did not");
  };
  const idle = async (): Promise<boolean> => (await servery.storage.jobs.waiting()).size === 0;

  test("KW-07 a server without workers leaves its events, and a work process delivers them", async () => {
    const order = await sale();
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(got).toEqual([]);
    const metrics = async () => (await fetch(`${servery.url}/metrics`)).text();
    expect(Number(/^servery_events_pending_seconds (\S+)$/m.exec(await metrics())?.[1])).toBeGreaterThan(1);

    const child = worker();
    await soon(() => got.length === 1);
    expect(JSON.parse(got[0]!.body)).toMatchObject({ id: order.id, status: "COMPLETE" });
    const { id } = await sale();
    const answered = Date.now();
    await soon(() => got.length === 2);
    expect(JSON.parse(got[1]!.body)).toMatchObject({ id });
    expect(got[1]!.at - answered).toBeLessThan(1_000); // it was told, and did not have to look
    await soon(idle);
    const { code, err, out } = await child.kill("SIGTERM");
    expect(code, err).toBe(0);
    expect(err).toContain("Working on events.");
    expect(JSON.parse(out.trim().split("\n")[0]!)).toMatchObject({ msg: "work", failed: 0, waiting: {} });
  }, 60_000);

  test("KW-07 a worker that is told to stop lets its attempt end", async () => {
    got.length = 0;
    const child = worker();
    answers = false;
    await sale();
    await soon(() => got.length === 1);
    child.process.kill("SIGTERM");
    await new Promise((resolve) => setTimeout(resolve, 500));
    got[0]!.response.end("ok");
    expect(await child.ended).toMatchObject({ code: 0 });
    expect(await idle()).toBe(true);
    answers = true;
  }, 60_000);

  test("KW-07 a worker is killed in the middle of an attempt: the job is back within a minute, with the same bytes", async () => {
    got.length = 0;
    answers = false; // it hangs
    const first = worker();
    await sale();
    await soon(() => got.length === 1);
    await first.kill("SIGKILL");
    const killed = Date.now();
    const metrics = async () => (await fetch(`${servery.url}/metrics`)).text(); // counted every five seconds
    await soon(async () => (await metrics()).includes('servery_jobs_waiting{queue="deliver"} 1'), 10_000);
    answers = true;
    worker();
    await soon(() => got.length === 2, 60_000);
    expect(got[1]!.at - killed).toBeLessThan(60_000);
    expect(got[1]!.at - killed).toBeGreaterThan(15_000); // not before its lease was over
    expect(got[1]!.body).toBe(got[0]!.body);
    expect(got[1]!.headers["webhook-id"]).toBe(got[0]!.headers["webhook-id"]);
    await soon(idle);
    expect(got).toHaveLength(2);
  }, 90_000);
});
