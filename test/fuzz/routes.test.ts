import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { AddonId, StaffId } from "../../src/domain/ids.ts";
import { SESSION_PREFIX } from "../../src/http/callers.ts";
import { done } from "../../src/kit/brand.ts";
import { hashPassword } from "../../src/kit/passwords.ts";
import { newSecret, sha256 } from "../../src/kit/secrets.ts";
import { type Json, onEveryEngine } from "../support/servery.ts";
import { type Operation, type Schema, operationsOf, stateOf } from "./hostile.ts";

const WORKERS = 6;
const RUNS_A_ROUTE = 14;
const SEED = 20_260_101;

/** Where something else is wanted than a session: a password, a PIN, a register's device. */
const OTHER_CREDENTIALS: ReadonlySet<string> = new Set([
  "/admin/api/sessions",
  "/admin/api/sessions/pin",
  "/admin/api/devices/current/staff",
  "/admin/api/devices/current/heartbeat",
]);

const segments = ["0", "-1", "2147483648", "9007199254740993", "1" + "0".repeat(30), "text", "%00", "%F0%9F%8D%95",
  "a".repeat(300), "1.5", "%2e%2e", "null", "1e3", "%ED%A0%80", "%", "__proto__", "93000001", "1", "401", "451"]; // prettier-ignore

const scalars: unknown[] = [null, true, "", "text", "NaN", "1e308", 1e308, -1, 0, 1.1234567, 2 ** 31, 2 ** 53, -99999999999, [],
  {}, [null], "x".repeat(300), "2019-02-30", "2019-02-30T25:00:00Z", "\u{1F355}", "4111 1111 1111 1111", [[[[[]]]]],
  { toString: 1 }, "https://exa mple/", "\u202e", 99999999, "99999999.999999"]; // prettier-ignore

const queries = ["", "abc", "-1", "0", "1e309", "2019-02-30", "2019-13-01T00:00:00Z", "%00", "%ED%A0%80", "a[]=1",
  "9".repeat(400), "null", "[object Object]", "true", "%F0%9F%8D%95", "'--", "%25", "*", "\\"]; // prettier-ignore

/** A value of a schema's shape in which something is wrong somewhere, or nothing. */
const nearly = (schema: Schema | undefined, depth = 0): fc.Arbitrary<unknown> => {
  const wild = fc.constantFrom(...scalars);
  if (!schema || depth > 4) return wild;
  const options = schema.anyOf?.map((inner) => nearly(inner, depth + 1));
  if (options?.length) return fc.oneof(wild, ...options);
  if (schema.enum) return fc.oneof(wild, fc.constantFrom(...schema.enum));
  if (schema.properties) {
    const fields = Object.fromEntries(
      Object.entries(schema.properties).map(([name, inner]) => [name, nearly(inner, depth + 1)]),
    );
    return fc.oneof({ weight: 1, arbitrary: wild }, { weight: 6, arbitrary: fc.record(fields, { requiredKeys: [] }) });
  }
  if (schema.items) return fc.oneof(wild, fc.array(nearly(schema.items, depth + 1), { maxLength: 3 }));
  if (schema.type === "integer") return fc.oneof(wild, fc.constantFrom(1, 823, 16, 3842, 93_000_001));
  if (schema.type === "number") return fc.oneof(wild, fc.double({ noNaN: true, noDefaultInfinity: true }));
  if (schema.type === "boolean") return fc.oneof(wild, fc.boolean());
  return fc.oneof(wild, fc.string({ unit: "grapheme" }));
};

const requestFor = ({ path, schema, query }: Operation) => {
  const holes = path.match(/\{\w+\}/g) ?? [];
  const filled = holes.map((hole) => {
    const wild = fc.constantFrom(...segments);
    return hole === "{company}" ? fc.oneof({ weight: 5, arbitrary: fc.constant("5678") }, wild) : wild;
  });
  return fc.record({
    path: fc.tuple(...filled).map((values) => values.reduce((done, value) => done.replace(/\{\w+\}/, value), path)),
    query: fc.array(fc.tuple(fc.constantFrom(...query, "unknown", "start", "page"), fc.constantFrom(...queries)), {
      maxLength: 3,
    }),
    body: schema ? nearly(schema) : fc.constant(undefined),
    suffix: fc.constantFrom("", ".json"),
    page: fc.constantFrom(undefined, "0", "-1", "x", "9".repeat(12)),
    key: fc.constantFrom(undefined, undefined, "a b", "", "k".repeat(300), "k-1"),
  });
};

onEveryEngine(
  "hostile requests to every route",
  (servery) => {
    const alarms: unknown[] = [];
    const alarm = (reason: unknown): void => void alarms.push(reason);
    let operations: { auth: (worker: number) => Promise<string>; operation: Operation }[];
    beforeAll(async () => {
      for (const event of ["unhandledRejection", "warning", "uncaughtExceptionMonitor"]) process.on(event, alarm);
      const { url, ids, storage, company, clock } = servery();
      // An add-on that no request can name, a fresh session for each request, and an owner for each of the workers: no
      // request ends the way in of another.
      const addon = await servery().addon({ id: 7_777_777 as AddonId, clientId: "hostile" });
      const { people } = storage.access;
      const passwordHash = await hashPassword(newSecret());
      for (const staffId of ids.staff_ids.slice(0, WORKERS) as StaffId[]) {
        const facts = { companyId: company, staffId, username: `hostile-${staffId}`, passwordHash, createdAt: 0 };
        await people.add({ ...facts, role: "owner", active: true });
        await people.change(company, staffId, (person) => done({ ...person, role: "owner" }));
      }
      const operator = async (worker: number): Promise<string> => {
        const token = `${SESSION_PREFIX}${newSecret(32)}`;
        const [createdAt, staffId] = [clock.now(), ids.staff_ids[worker] as StaffId];
        const times = { createdAt, expiresAt: createdAt + 60_000 };
        const session = { hash: sha256(token), companyId: company, staffId, registerId: null, ...times };
        expect(await people.addSession({ ...session, kind: "password" })).toBe(true);
        return `Bearer ${token}`;
      };
      await servery().order({ lines: [{ product_id: ids.product_ids[0] }] });
      const [kounta, own] = await Promise.all([operationsOf(url, "kounta"), operationsOf(url, "operator")]);
      operations = [
        ...kounta.map((operation) => ({ auth: () => Promise.resolve(addon), operation })),
        ...own.map((operation) => ({ auth: operator, operation })),
      ];
    });
    afterAll(() => {
      for (const event of ["unhandledRejection", "warning", "uncaughtExceptionMonitor"]) process.off(event, alarm);
    });
    test("refused creates store nothing and burn no sale number", async () => {
      const { ids } = servery();
      const numberOf = async (): Promise<number> => {
        const order = await servery().order({ register_id: ids.register_id });
        return Number(/\d+$/.exec(order["sale_number"])?.[0]);
      };
      const first = await numberOf();
      const before = await stateOf(servery());
      const refusedBodies: Record<string, unknown>[] = [
        { status: "ACCEPTED" },
        { lines: [{ product_id: 1 }] },
        { lines: [{ product_id: ids.product_ids[0], quantity: 0 }] },
        { payments: [{ amount: 1.005 }] },
        { customer_id: 1 },
        { original_order_id: 1 },
        { price_variation: 0.9, price_fixed_variation: -1 },
        { status: "PENDING", pass_thru_printing: true },
      ];
      for (const body of refusedBodies) {
        const answer = await servery().post("orders", { site_id: ids.site_id, register_id: ids.register_id, ...body });
        expect(answer.status, `${JSON.stringify(body)} ${answer.text}`).toBe(400);
      }
      expect(await stateOf(servery())).toEqual(before);
      expect(await numberOf()).toBe(first + 1);
    });

    test("none of them makes the server fail, and every refusal has the error shape", async () => {
      expect(operations.length).toBeGreaterThan(25);
      const failures: string[] = [];
      const letIn = new Set<Operation>();
      let sent = 0;
      const runs = RUNS_A_ROUTE * (operations.length > 100 ? 1 : 3);
      const attack = async ({ auth, operation }: (typeof operations)[number], by: number): Promise<void> => {
        const { method } = operation;
        for (const made of fc.sample(requestFor(operation), { numRuns: runs, seed: SEED })) {
          if (operation.path === "/admin/api/sessions" && sent % 5 !== 0) continue; // each is an expensive hash
          const query = made.query.map(([name, value]) => `${encodeURIComponent(name)}=${value}`).join("&");
          const path = `${made.path}${made.suffix}${query ? `?${query}` : ""}`;
          const answer = await servery().ask(path, {
            method,
            auth: await auth(by),
            headers: {
              accept: "application/json",
              "content-type": "application/json",
              ...(made.page !== undefined && { "x-page": made.page }),
              ...(made.key !== undefined && { "idempotency-key": made.key }),
            },
            ...(made.body !== undefined && method !== "GET" && { raw: JSON.stringify(made.body) }),
          });
          sent++;
          if (answer.status !== 401) letIn.add(operation);
          const wrong = complaint(answer.status, answer.text);
          if (wrong) failures.push(`${method} ${path} ${JSON.stringify(made.body)}: ${answer.status} ${wrong}`);
        }
      };
      const queue = [...operations];
      const worker = async (by: number): Promise<void> => {
        for (let next = queue.pop(); next; next = queue.pop()) await attack(next, by);
      };
      await Promise.all(Array.from({ length: WORKERS }, (_, by) => worker(by)));
      expect(failures.map((failure) => failure.slice(0, 500))).toEqual([]);
      expect(sent).toBeGreaterThan(1_000);
      const shut = operations.filter(({ operation }) => !letIn.has(operation)).map(({ operation }) => operation.path);
      expect(shut.filter((path) => !OTHER_CREDENTIALS.has(path))).toEqual([]);
      expect(alarms).toEqual([]);
      expect((await servery().ask("/healthz", { auth: null })).status).toBe(200);
    }, 60_000);
  },
  { kitchen: true },
);

/** What is wrong with an answer to a hostile request; undefined when nothing is. */
const complaint = (status: number, text: string): string | undefined => {
  if (status >= 500) return text;
  if (status < 400) return undefined;
  if (status === 429 && !text.startsWith("{")) return undefined; // bare text by contract
  let body: Json;
  try {
    body = JSON.parse(text);
  } catch {
    return `no JSON: ${text}`;
  }
  const { error, error_description, request_id } = body;
  for (const part of [error, error_description, request_id]) {
    if (typeof part !== "string" || part.length === 0) return `not the error shape: ${text}`;
  }
  if (status !== 401 && /\b(invalid|expired)\b/.test(`${error} ${error_description}`)) return `token words: ${text}`;
  return undefined;
};
