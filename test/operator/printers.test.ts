import { expect, test } from "vitest";
import { CATEGORY } from "../../src/demo/ids.ts";
import { FIRST_PRINTER, FIRST_RULE } from "../../src/demo/kitchen.ts";
import type { CompanyId, RegisterId, SiteId } from "../../src/domain/ids.ts";
import { done } from "../../src/kit/brand.ts";
import { testDocket } from "../../src/paper/docket/docket-of.ts";
import { type Json, onEveryEngine } from "../support/servery.ts";
import { type Operator, as } from "./support.ts";

const SOUTHBANK_PRINTER = FIRST_PRINTER + 3;

onEveryEngine(
  "printers and print rules in the operator API",
  (servery) => {
    const manager = () => as(servery(), "manager");
    const post = async (path: string, body: object, ask?: Operator) =>
      (ask ?? (await manager()))(path, { method: "POST", body });
    const put = async (path: string, body: object) => (await manager())(path, { method: "PUT", body });
    const del = async (path: string) => (await manager())(path, { method: "DELETE" });
    const get = async (path: string) => (await manager())(path);
    const printer = async (facts: object = {}): Promise<Json> => {
      const made = await post("printers", { site_id: 823, name: " Grill ", host: "10.0.0.9", ...facts });
      expect(made.status, made.text).toBe(201);
      return made.json();
    };
    const job = async (facts: object = {}): Promise<number> => {
      const doc = JSON.stringify(testDocket("Bar", "Fitzroy", "a printer"));
      const [id] = await servery().storage.prints.add([
        {
          companyId: servery().company,
          siteId: 823 as SiteId,
          orderId: null,
          printerId: FIRST_PRINTER,
          eventId: null,
          kind: "test",
          doc,
          ...facts,
        },
      ]);
      return id!;
    };

    test("a printer is added, read, changed in part and removed", async () => {
      const made = await printer();
      expect(made).toEqual({
        id: expect.any(Number),
        name: "Grill",
        site_id: 823,
        host: "10.0.0.9",
        port: 9100,
        columns: 42,
        fallback_printer_id: null,
        active: true,
        waiting: 0,
        last_error: null,
      });
      const path = `printers/${made.id}`;
      expect((await get(path)).json()).toEqual(made);
      const changed = await put(path, { host: "grill.local", port: 9101, fallback_printer_id: FIRST_PRINTER });
      const after = { ...made, host: "grill.local", port: 9101, fallback_printer_id: FIRST_PRINTER };
      expect([changed.status, changed.json()]).toEqual([200, after]);
      expect((await put(path, { fallback_printer_id: null })).json()).toMatchObject({ fallback_printer_id: null });
      expect((await get("printers?site_id=823")).json<Json[]>().map(({ id }) => id)).toEqual([
        401,
        402,
        403,
        407,
        made.id,
      ]);
      expect((await get("printers?site_id=824")).json()).toHaveLength(4);
      expect((await del(path)).status).toBe(204);
      expect((await get(path)).status).toBe(404);
      expect((await del(path)).status).toBe(404);
    });

    const badPrinters: [object, string, string][] = [
      [{ site_id: 990 }, "site_id", "unknown"],
      [{ name: " " }, "name", "bad_request"],
      [{ host: "" }, "host", "bad_request"],
      [{ host: "http://10.0.0.9" }, "host", "bad_request"],
      [{ host: "10.0.0.9 -x" }, "host", "bad_request"],
      [{ port: 0 }, "port", "bad_request"],
      [{ port: 65_536 }, "port", "bad_request"],
      [{ port: 9100.5 }, "port", "bad_request"],
      [{ columns: 8 }, "columns", "bad_request"],
      [{ active: "yes" }, "active", "bad_request"],
      [{ fallback_printer_id: 99_999_999 }, "fallback_printer_id", "unknown"],
      [{ fallback_printer_id: SOUTHBANK_PRINTER }, "fallback_printer_id", "printer_of_other_site"],
    ];
    test.each(badPrinters)("a printer as %o is refused for its %s", async (facts, field, error) => {
      const made = await post("printers", { site_id: 823, name: "Grill", host: "10.0.0.9", ...facts });
      expect([made.status, made.json()]).toMatchObject([400, { field, error }]);
      expect(made.text).not.toMatch(/invalid|expired/);
    });

    test("a printer does not stand in for itself, and does not go while it is needed", async () => {
      const { id } = await printer();
      const itself = await put(`printers/${id}`, { fallback_printer_id: id });
      expect(itself.json()).toMatchObject({ error: "fallback_of_itself", field: "fallback_printer_id" });
      const inUse = await del(`printers/${FIRST_PRINTER}`);
      expect([inUse.status, inUse.json()]).toMatchObject([
        400,
        { error: "printer_in_use", used_by: "print rule", used_by_id: FIRST_RULE },
      ]);
      const other = await printer({ fallback_printer_id: id });
      expect((await del(`printers/${id}`)).json()).toMatchObject({ used_by: "printer", used_by_id: other.id });
      await put(`printers/${other.id}`, { fallback_printer_id: null });
      const waiting = await job({ printerId: id });
      expect((await del(`printers/${id}`)).json()).toMatchObject({ error: "printer_has_jobs", waiting: 1 });
      expect((await del(`print_jobs/${waiting}`)).status).toBe(204);
      expect((await del(`printers/${id}`)).status).toBe(204);
    });

    test("a register prints its receipts at a printer of its site, which then stays", async () => {
      const register = async (body: object) => put("registers/16", body);
      const { id } = await printer({ name: "Counter" });
      const said = await register({ receipt_printer_id: id });
      expect([said.status, said.json().receipt_printer_id]).toEqual([200, id]);
      const inUse = await del(`printers/${id}`);
      expect([inUse.status, inUse.json()]).toMatchObject([
        400,
        { error: "printer_in_use", used_by: "register", used_by_id: 16 },
      ]);
      for (const [bad, error] of [
        [SOUTHBANK_PRINTER, "field"],
        [99_999_999, "unknown"],
        ["x", "bad_request"],
      ] as const) {
        const refused = await register({ receipt_printer_id: bad });
        expect([refused.status, refused.json()]).toMatchObject([400, { field: "receipt_printer_id", error }]);
      }
      expect((await get("registers/16")).json().receipt_printer_id).toBe(id);
      expect((await register({ receipt_printer_id: null })).json().receipt_printer_id).toBeNull();
      expect((await del(`printers/${id}`)).status).toBe(204);
      const facts = { site_id: 823, code: "F9", name: "Garden", receipt_printer_id: FIRST_PRINTER };
      const made = await post("registers", facts);
      expect([made.status, made.json().receipt_printer_id]).toEqual([201, FIRST_PRINTER]);
      // The public API knows nothing of it.
      expect((await servery().get("registers/16")).json()).not.toHaveProperty("receipt_printer_id");
    });

    test("a register from before there were receipt printers has none, and gets one", async () => {
      const { storage, company } = servery();
      await storage.change(company, async (tx) => {
        const { receiptPrinterId: _, ...before } = tx.catalogue.register(17 as RegisterId)!;
        return done(await tx.records.save("register", before));
      });
      expect((await get("registers/17")).json().receipt_printer_id).toBeNull();
      expect((await put("registers/17", { name: "Bar" })).json()).toMatchObject({
        name: "Bar",
        receipt_printer_id: null,
      });
      const given = await put("registers/17", { receipt_printer_id: FIRST_PRINTER });
      expect(given.json()).toMatchObject({ name: "Bar", receipt_printer_id: FIRST_PRINTER });
    });

    test("a print rule is added, read, changed in part and removed", async () => {
      const facts = { site_id: 823, station: " Bar ", printer_id: FIRST_PRINTER, statuses: ["ON_HOLD", "ON_HOLD"] };
      const made = await post("print_rules", facts);
      const rule = made.json();
      expect([made.status, rule]).toEqual([
        201,
        {
          id: expect.any(Number),
          site_id: 823,
          station: "Bar",
          printer_id: FIRST_PRINTER,
          category_ids: [],
          statuses: ["ON_HOLD"],
          copies: 1,
        },
      ]);
      const path = `print_rules/${rule.id}`;
      const change = { category_ids: [CATEGORY.beer], copies: 2 };
      expect((await put(path, change)).json()).toEqual({ ...rule, ...change });
      expect((await get(path)).json()).toEqual({ ...rule, ...change });
      expect((await get("print_rules?site_id=823")).json()).toHaveLength(4);
      expect((await del(path)).status).toBe(204);
      expect((await get(path)).status).toBe(404);
    });

    const badRules: [object, string, string][] = [
      [{ site_id: 990 }, "site_id", "unknown"],
      [{ station: "" }, "station", "bad_request"],
      [{ printer_id: SOUTHBANK_PRINTER }, "printer_id", "printer_of_other_site"],
      [{ printer_id: 99_999_999 }, "printer_id", "unknown"],
      [{ category_ids: [996] }, "category_ids", "unknown"],
      [{ statuses: [] }, "statuses", "bad_request"],
      [{ statuses: ["SUBMITTED"] }, "statuses.0", "bad_request"],
      [{ copies: 0 }, "copies", "bad_request"],
      [{ copies: 6 }, "copies", "bad_request"],
    ];
    test.each(badRules)("a rule with %o is refused for its %s", async (facts, field, error) => {
      const rule = { site_id: 823, station: "Bar", printer_id: FIRST_PRINTER, statuses: ["ON_HOLD"], ...facts };
      const made = await post("print_rules", rule);
      expect([made.status, made.json()]).toMatchObject([400, { field, error }]);
    });

    test("KP-08 a test docket is a print job, shown as data and as text", async () => {
      const made = await post(`printers/${FIRST_PRINTER}/test`, {});
      expect(made.status).toBe(201);
      const shown = (await get(made.headers.get("location")!)).json();
      expect(shown).toMatchObject({ kind: "test", state: "waiting", order_id: null, site_id: 823, attempt_count: 0 });
      expect(shown.docket).toMatchObject({ kind: "test", station: "Fitzroy bar" });
      expect(shown.text).toContain("TEST");
    });

    test("print jobs are listed by site, order, printer and state, page by page", async () => {
      const [a, b] = [await job({ printerId: 402 }), await job({ siteId: 824, printerId: SOUTHBANK_PRINTER })];
      const ids = async (query: string) => (await get(`print_jobs?${query}`)).json<Json[]>().map(({ id }) => id);
      expect(await ids("printer_id=402")).toEqual([a]);
      expect(await ids("site_id=824")).toEqual([b]);
      expect(await ids("state=printed")).toEqual([]);
      expect(await ids("order_id=93000001")).toEqual([]);
      expect((await get("print_jobs?state=lost")).json()).toMatchObject({ field: "state" });
      const [newest, ...rest] = (await get("print_jobs")).json<Json[]>();
      expect(newest.id).toBe(b);
      expect(await ids(`start=${b}`)).toEqual(rest.map(({ id }: Json) => id));
    });

    test("moving and printing again stay within a site", async () => {
      const id = await job();
      const away = await post(`print_jobs/${id}/reprint`, { printer_id: SOUTHBANK_PRINTER });
      expect([away.status, away.json()]).toMatchObject([400, { error: "printer_of_other_site", field: "printer_id" }]);
      const move = await post(`printers/${FIRST_PRINTER}/move`, { to: SOUTHBANK_PRINTER });
      expect([move.status, move.json()]).toMatchObject([400, { error: "printer_of_other_site", field: "to" }]);
      expect((await post("print_jobs/99999999/reprint", {})).status).toBe(404);
      expect((await post("printers/99999999/move", { to: 401 })).status).toBe(404);
    });

    test("KC-16 another company's printers, rules and jobs are a 404", async () => {
      const mine = await job();
      const theirs = await as(servery(), "manager");
      for (const path of [`printers/${FIRST_PRINTER}`, `print_rules/${FIRST_RULE}`, `print_jobs/${mine}`]) {
        expect((await theirs(`/admin/api/companies/6789/${path}`)).status).toBe(404);
        expect((await theirs(path)).status).toBe(200);
      }
      const other = 6789 as CompanyId;
      const foreign = await job({ companyId: other, siteId: 990, printerId: 5 });
      expect((await get(`print_jobs/${foreign}`)).status).toBe(404);
      expect((await del(`print_jobs/${foreign}`)).status).toBe(404);
    });

    test("staff cannot set up printers: 403", async () => {
      const barista = await as(servery(), "barista");
      expect((await barista("printers")).status).toBe(403);
      expect((await post("printers", { site_id: 823, name: "x", host: "x" }, barista)).status).toBe(403);
    });
  },
  { env: { SERVERY_WORKERS: "0" }, kitchen: true },
);
