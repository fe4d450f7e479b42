import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { menu } from "../domain/menu.ts";
import type { PrintStore } from "../../src/storage/prints.ts";
import { type Operator, as } from "../operator/support.ts";
import { type Json, engines } from "../support/servery.ts";
import { KitchenServery, PRINTER, soon } from "./kitchen-servery.ts";

const CHIPS = { product_id: menu.chips };
const COFFEE = { product_id: menu.longBlack };
const TWICE = "MAY BE A DUPLICATE";

for (const engine of engines) {
  describe(`dockets on paper (${engine})`, () => {
    let kitchen: KitchenServery;
    let ask: Operator;
    beforeAll(async () => {
      kitchen = await KitchenServery.open(engine);
      ask = await as(kitchen.servery, "manager");
    }, 60_000);
    afterEach(async () => {
      await kitchen.repair();
      kitchen.servery.clock.now = Date.now;
      await kitchen.setRule(452, { copies: 1, statuses: ["ON_HOLD", "ACCEPTED", "PENDING", "COMPLETE"] });
      await allDone();
    });
    afterAll(async () => {
      await kitchen.close();
      expect(kitchen.failures).toEqual([]);
    });

    const held = (...lines: object[]): Promise<Json> => kitchen.servery.order({ status: "ON_HOLD", lines });
    const allDone = () =>
      soon(
        () => kitchen.servery.storage.jobs.waiting(),
        (waiting) => waiting.size === 0,
        20_000,
      );
    const jobsOf = async ({ id }: Json, query = ""): Promise<Json[]> =>
      (await ask(`print_jobs?order_id=${id}${query}`)).json();
    const jobAt = async (order: Json, printer: number): Promise<Json> =>
      (await jobsOf(order, `&printer_id=${printer}`))[0];
    const failedWith = (order: Json, printer: number, error: string) =>
      soon(
        () => jobAt(order, printer),
        (job) => job?.last_error === error,
      );
    const texts = (station: keyof typeof PRINTER, order: Json, count: number) =>
      soon(
        () => kitchen.texts(station, order),
        (all) => all.length >= count,
        20_000,
      );

    test("KP-08 a printer that is off: the docket waits, is shown, and prints once when it is back", async () => {
      await kitchen.paper.kitchen.setOnline(false);
      const order = await held(CHIPS, COFFEE);
      const waiting = await failedWith(order, PRINTER.kitchen, "refused");
      expect(waiting).toMatchObject({ state: "waiting", kind: "docket", printed_at: null, order_id: order.id });
      await texts("bar", order, 1);
      const shown = (await ask(`printers/${PRINTER.kitchen}`)).json();
      expect(shown).toMatchObject({ waiting: 1, last_error: "refused", active: true });
      await kitchen.paper.kitchen.setOnline(true);
      const [text] = await texts("kitchen", order, 1);
      expect(text).not.toContain(TWICE);
      await allDone();
      expect(await jobAt(order, PRINTER.kitchen)).toMatchObject({ state: "printed", last_error: null });
      expect(kitchen.texts("kitchen", order)).toHaveLength(1);
      expect((await ask(`printers/${PRINTER.kitchen}`)).json()).toMatchObject({ waiting: 0, last_error: null });
    });

    test.each([
      ["paper_out", (is: boolean) => kitchen.paper.kitchen.setPaperOut(is)],
      ["cover_open", (is: boolean) => kitchen.paper.kitchen.setCoverOpen(is)],
    ])("KP-08 %s: nothing goes out until it is mended, and dockets keep their order", async (why, set) => {
      set(true);
      const first = await held(CHIPS);
      await failedWith(first, PRINTER.kitchen, why);
      const second = await held({ ...CHIPS, quantity: 2 });
      set(false);
      await texts("kitchen", second, 1);
      await allDone();
      const all = kitchen.texts("kitchen").slice(-2);
      expect(all[0]).toContain(`Order ${first.id}`);
      expect(all[1]).toContain(`Order ${second.id}`);
      expect(all.join()).not.toContain(TWICE);
    });

    test("KP-08 a slow printer holds up nobody else, and prints once", async () => {
      kitchen.paper.kitchen.setSlow(150);
      const order = await held(CHIPS, COFFEE);
      await texts("bar", order, 1);
      expect(kitchen.texts("kitchen", order)).toEqual([]);
      await texts("kitchen", order, 1);
      await allDone();
      expect(kitchen.texts("kitchen", order)).toHaveLength(1);
    });

    test("KP-08 a printer that dies in the middle: it prints again, and says that it may be there twice", async () => {
      kitchen.paper.kitchen.setSlow(30);
      kitchen.paper.kitchen.dieAfter(3);
      const order = await held(CHIPS);
      const job = await soon(
        () => jobAt(order, PRINTER.kitchen),
        (job) => job?.last_error !== null && job !== undefined,
      );
      expect(job).toMatchObject({ state: "printing", printed_at: null });
      await kitchen.paper.kitchen.setOnline(true);
      const all = await soon(
        () => kitchen.texts("kitchen").filter((text) => text.includes(TWICE) && text.includes(`Order ${order.id}`)),
        (marked) => marked.length > 0,
        20_000,
      );
      expect(all).toHaveLength(1);
      await allDone();
      expect(await jobAt(order, PRINTER.kitchen)).toMatchObject({ state: "printed" });
    });

    test("KP-08 the server dies before it writes down that a docket is out: it comes again, marked", async () => {
      await kitchen.stopWork();
      const { storage } = kitchen.servery;
      let dies = true;
      const prints: PrintStore = {
        ...storage.prints,
        record: (outcome) =>
          dies && outcome.state === "printed" ? Promise.reject(new Error("died")) : storage.prints.record(outcome),
      };
      await kitchen.startWork(new Proxy(storage, { get: (of, key) => (key === "prints" ? prints : of[key as never]) }));
      const order = await held(CHIPS);
      await texts("kitchen", order, 1);
      await soon(
        () => kitchen.failures.length,
        (count) => count >= 2,
      );
      expect(await jobAt(order, PRINTER.kitchen)).toMatchObject({ state: "printing", attempt_count: 1 });
      dies = false;
      await kitchen.stopWork();
      expect(kitchen.failures.splice(0).map(String)).toEqual(["Error: died", "Error: died"]); // kitchen and pass
      await kitchen.startWork();
      const [once, again] = await texts("kitchen", order, 2);
      expect(once).not.toContain(TWICE);
      expect(again).toContain(TWICE);
      await allDone();
      expect(kitchen.texts("kitchen", order)).toHaveLength(2);
    });

    test("KP-08 a server that dies between commit and first attempt prints after its start, unmarked", async () => {
      await kitchen.stopWork();
      const order = await held(CHIPS);
      expect(kitchen.texts("kitchen", order)).toEqual([]);
      await kitchen.startWork();
      const [text] = await texts("kitchen", order, 1);
      expect(text).not.toContain(TWICE);
    });

    test("KP-08 what changes after the first print comes as changes; deleting takes all of it back", async () => {
      const order = await held(CHIPS, COFFEE);
      await texts("kitchen", order, 1);
      await kitchen.servery.post(`orders/${order.id}/lines`, { ...CHIPS, quantity: 3, notes: "no salt" });
      const [, added] = await texts("kitchen", order, 2);
      expect(added).toMatch(/CHANGES[\s\S]*ADD 3x CHIPS[\s\S]*>> no salt/);
      expect(added).not.toContain("1x CHIPS");
      await kitchen.servery.delete(`orders/${order.id}/lines/1`);
      const [, , removed] = await texts("kitchen", order, 3);
      expect(removed).toMatch(/CHANGES[\s\S]*VOID 1x CHIPS/);
      await allDone();
      expect(kitchen.texts("bar", order)).toHaveLength(1);
      expect((await kitchen.servery.delete(`orders/${order.id}`)).status).toBe(204);
      const [, , , gone] = await texts("kitchen", order, 4);
      expect(gone).toMatch(/VOID[\s\S]*VOID 3x CHIPS/);
      const [, barGone] = await texts("bar", order, 2);
      expect(barGone).toMatch(/VOID[\s\S]*LB/);
      const kinds = (await jobsOf(order, `&printer_id=${PRINTER.kitchen}`)).map(({ kind }) => kind);
      expect(kinds).toEqual(["void", "changes", "changes", "docket"]);
    });

    test("KP-08 an order that comes back to a rule does not print the same dish twice", async () => {
      await kitchen.setRule(452, { statuses: ["ON_HOLD"] });
      const order = await held(CHIPS);
      await texts("kitchen", order, 1);
      await kitchen.servery.put(`orders/${order.id}`, { status: "PENDING", complete_when_paid: false });
      await kitchen.servery.post(`orders/${order.id}/lines`, { ...CHIPS, quantity: 2 });
      await kitchen.servery.put(`orders/${order.id}`, { status: "ON_HOLD" });
      const [, changes] = await texts("kitchen", order, 2);
      expect(changes).toContain("ADD 2x CHIPS");
      expect(changes).not.toContain("1x CHIPS");
      await allDone();
      expect(kitchen.texts("kitchen", order)).toHaveLength(2);
    });

    test("KP-08 as many copies as the rule says", async () => {
      await kitchen.setRule(452, { copies: 3 });
      const order = await held(CHIPS);
      await texts("kitchen", order, 3);
      await allDone();
      expect(kitchen.texts("kitchen", order)).toHaveLength(3);
    });

    test("KP-08 after half a minute the fallback prints what waits; after two the venue is told, once", async () => {
      const real = kitchen.servery.clock.now;
      let ahead = 0;
      kitchen.servery.clock.now = () => real() + ahead;
      const later = (ms: number): void => {
        ahead += ms;
        kitchen.kick();
      };
      const notices = async (): Promise<Json[]> =>
        (await ask("notices")).json<Json[]>().filter(({ kind }) => kind === "printer_failing");
      await kitchen.paper.kitchen.setOnline(false);
      const order = await held(CHIPS);
      const attempted = (count: number) =>
        soon(
          () => jobAt(order, PRINTER.kitchen),
          (job) => job?.attempt_count >= count && job.state === "waiting",
        );
      await attempted(1);
      later(29_000);
      await attempted(2);
      expect(kitchen.texts("bar", order)).toEqual([]);
      await kitchen.setPrinter("kitchen", { fallbackPrinterId: PRINTER.bar });
      const another = await held({ ...CHIPS, quantity: 2 });
      later(15_000);
      const [moved] = await texts("bar", order, 1);
      expect(moved).toMatch(/^\s*Kitchen/); // the station, though it came out at the bar
      expect(moved).not.toContain(TWICE);
      await texts("bar", another, 1);
      expect(await notices()).toEqual([]);
      await allDone();
      await kitchen.setPrinter("kitchen", { fallbackPrinterId: null });
      const third = await held(CHIPS);
      for (let i = 0; i < 12; i++) {
        const { attempt_count } = (await jobAt(third, PRINTER.kitchen)) ?? { attempt_count: 0 };
        later(15_000);
        await soon(
          () => jobAt(third, PRINTER.kitchen),
          (job) => job?.attempt_count > attempt_count && job.state === "waiting",
        );
      }
      const data = { printer_id: PRINTER.kitchen, name: "Fitzroy kitchen", error: "refused" };
      expect(await notices()).toMatchObject([{ data, seen_at: null }]);
      await kitchen.paper.kitchen.setOnline(true);
      later(15_000);
      await texts("kitchen", third, 1);
      await allDone();
      expect(kitchen.texts("kitchen", order)).toEqual([]);
    });

    test("KP-08 a printer that is switched off lets its dockets wait, and prints them when it is switched on", async () => {
      const off = await ask(`printers/${PRINTER.kitchen}`, { method: "PUT", body: { active: false } });
      expect(off.json()).toMatchObject({ active: false });
      const order = await held(CHIPS);
      expect(await failedWith(order, PRINTER.kitchen, "switched_off")).toMatchObject({
        state: "waiting",
        attempt_count: 0,
      });
      await ask(`printers/${PRINTER.kitchen}`, { method: "PUT", body: { active: true } });
      kitchen.kick();
      const [text] = await texts("kitchen", order, 1);
      expect(text).not.toContain(TWICE);
    });

    test("KP-08 printed again on purpose it is marked, on its own printer or another", async () => {
      const order = await held(CHIPS);
      await texts("kitchen", order, 1);
      await allDone();
      const { id } = await jobAt(order, PRINTER.kitchen);
      const made = await ask(`print_jobs/${id}/reprint`, { method: "POST", body: {} });
      expect(made.status, made.text).toBe(201);
      kitchen.kick();
      const [, again] = await texts("kitchen", order, 2);
      expect(again).toContain("REPRINT");
      expect(again).not.toContain(TWICE);
      const shown = (await ask(made.headers.get("location")!)).json();
      expect(shown).toMatchObject({ id: made.json().id, kind: "reprint", order_id: order.id });
      expect(shown.text).toContain("REPRINT");
      expect(shown.docket).toMatchObject({ kind: "docket", station: "Kitchen", orderId: order.id });
      const elsewhere = await ask(`print_jobs/${id}/reprint`, { method: "POST", body: { printer_id: PRINTER.bar } });
      expect(elsewhere.status).toBe(201);
      kitchen.kick();
      expect((await texts("bar", order, 1))[0]).toContain("REPRINT");
    });

    test("KP-08 what waits can be sent to another printer, or taken back", async () => {
      await kitchen.paper.kitchen.setOnline(false);
      const [first, second] = [await held(CHIPS), await held({ ...CHIPS, quantity: 2 })];
      await failedWith(first, PRINTER.kitchen, "refused");
      const { id } = await soon(
        () => jobAt(first, PRINTER.kitchen),
        (job) => job?.state === "waiting",
      );
      expect((await ask(`print_jobs/${id}`, { method: "DELETE" })).status).toBe(204);
      expect((await ask(`print_jobs/${id}`)).json()).toMatchObject({ state: "cancelled" });
      const twice = await ask(`print_jobs/${id}`, { method: "DELETE" });
      expect([twice.status, twice.json()]).toMatchObject([400, { error: "already_done", state: "cancelled" }]);
      const move = { method: "POST", body: { to: PRINTER.bar } };
      const moved = await ask(`printers/${PRINTER.kitchen}/move`, move);
      expect(moved.json()).toEqual({ moved: 1 });
      kitchen.kick();
      expect((await texts("bar", second, 1))[0]).toContain("2x CHIPS");
      await allDone();
      expect(kitchen.texts("bar", first)).toEqual([]);
      expect(kitchen.texts("kitchen", first)).toEqual([]);
    });
  });
}
