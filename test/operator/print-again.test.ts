import { expect, test } from "vitest";
import { FIRST_PRINTER } from "../../src/demo/kitchen.ts";
import { testDocket } from "../../src/paper/docket/docket-of.ts";
import { METHOD, SITE, menu } from "../domain/menu.ts";
import { type Json, onEveryEngine } from "../support/servery.ts";
import { type Operator, REGISTER, as } from "./support.ts";

/** Where the registers of the site print their receipts. */
const RECEIPTS = FIRST_PRINTER + 6;
const CHIPS = { product_id: menu.chips };

onEveryEngine(
  "what a register prints",
  (servery) => {
    const pin = () => as(servery(), "barista", "pin");
    const manager = () => as(servery(), "manager");
    const post = (ask: Operator, path: string, body: object = {}) => ask(path, { method: "POST", body });
    const held = () => servery().order({ status: "ON_HOLD", lines: [CHIPS] });

    /** The print jobs of an order, once it has as many. */
    const jobsOf = async (order: { id: number }, count: number): Promise<Json[]> => {
      const asking = await pin();
      const jobs = async (): Promise<Json[]> => (await asking(`print_jobs?order_id=${order.id}`)).json();
      await expect.poll(async () => (await jobs()).length, { timeout: 10_000 }).toBe(count);
      return jobs();
    };

    test("VU-01 with a PIN an order's dockets are seen, and printed again", async () => {
      const order = await held();
      const other = await held();
      const dockets = await jobsOf(order, 2);
      expect(dockets.map(({ order_id: id, kind }) => [id, kind])).toEqual([
        [order.id, "docket"],
        [order.id, "docket"],
      ]);
      const names = (await (await manager())("printers?site_id=823")).json<Json[]>();
      for (const job of dockets) {
        expect(job.printer_name).toBe(names.find(({ id }) => id === job.printer_id).name);
      }
      const [docket] = dockets;
      const seen = await (await pin())(`print_jobs/${docket.id}`);
      expect(seen.json()).toMatchObject({ id: docket.id, text: expect.stringMatching(/chips/i) });
      const again = await post(await pin(), `print_jobs/${docket.id}/reprint`);
      expect(again.status, again.text).toBe(201);
      const [newest] = await jobsOf(order, 3);
      expect(newest).toMatchObject({ id: again.json().id, kind: "reprint", printer_id: docket.printer_id });
      await jobsOf(other, 2);
    });

    test("VU-01 with a PIN nothing is seen, and nothing printed again, that is not of an order", async () => {
      const [report] = await servery().storage.prints.add([
        {
          companyId: servery().company,
          siteId: SITE.fitzroy,
          orderId: null,
          printerId: FIRST_PRINTER,
          eventId: null,
          kind: "test",
          doc: JSON.stringify(testDocket("Bar", "Fitzroy", "a printer")),
        },
      ]);
      const asking = await pin();
      for (const path of ["print_jobs", `print_jobs?site_id=823`, `print_jobs?printer_id=${FIRST_PRINTER}`]) {
        const all = await asking(path);
        expect([path, all.status, all.json().field]).toEqual([path, 400, "order_id"]);
      }
      expect((await asking(`print_jobs/${report}`)).status).toBe(404);
      expect((await post(asking, `print_jobs/${report}/reprint`)).status).toBe(404);
      expect((await asking(`print_jobs/${report}`, { method: "DELETE" })).status).toBe(403);
      expect((await (await manager())(`print_jobs/${report}`)).status).toBe(200);
      expect((await (await manager())("print_jobs")).status).toBe(200);
      expect((await post(await manager(), `print_jobs/${report}/reprint`)).status).toBe(201);
    });

    test("VU-01 a receipt prints where its register's do, else at no station, else on the first printer that is on", async () => {
      const order = await held();
      const receipt = async (body: object = {}) => post(await pin(), `orders/${order.id}/receipt`, body);
      const printerOf = async (): Promise<number> => (await receipt()).json().printer_id;
      const put = async (path: string, body: object) => {
        const answer = await (await manager())(path, { method: "PUT", body });
        expect(answer.status, answer.text).toBe(200);
      };
      const on = (printer: number, active: boolean) => put(`printers/${printer}`, { active });
      const printed = await receipt();
      expect([printed.status, printed.json()]).toEqual([201, { id: expect.any(Number), printer_id: RECEIPTS }]);
      await put(`registers/${REGISTER}`, { receipt_printer_id: FIRST_PRINTER + 2 });
      expect(await printerOf()).toBe(FIRST_PRINTER + 2);
      // Somebody in the office stands at no register: then it is the order's, and this one has none.
      const office = await post(await manager(), `orders/${order.id}/receipt`);
      expect(office.json().printer_id).toBe(RECEIPTS);
      const own = await servery().order({ status: "ON_HOLD", lines: [CHIPS], register_id: REGISTER });
      expect((await post(await manager(), `orders/${own.id}/receipt`)).json().printer_id).toBe(FIRST_PRINTER + 2);
      await on(FIRST_PRINTER + 2, false);
      expect(await printerOf()).toBe(RECEIPTS);
      await put(`registers/${REGISTER}`, { receipt_printer_id: null });
      await on(RECEIPTS, false);
      expect(await printerOf()).toBe(FIRST_PRINTER);
      await on(FIRST_PRINTER, false);
      expect(await printerOf()).toBe(FIRST_PRINTER + 1);
      await on(FIRST_PRINTER + 1, false);
      const none = await receipt();
      expect([none.status, none.json().error]).toEqual([409, "no_printer"]);
      expect((await receipt({ printer_id: FIRST_PRINTER })).status).toBe(201); // one that is named may be switched on later
      for (const printer of [FIRST_PRINTER, FIRST_PRINTER + 1, FIRST_PRINTER + 2, RECEIPTS]) await on(printer, true);
      await put(`registers/${REGISTER}`, { receipt_printer_id: RECEIPTS });
    });

    test("VU-01 sent twice with one key, a receipt, a docket or a report prints once", async () => {
      const order = await held();
      const dockets = await jobsOf(order, 2);
      const asking = await pin();
      const all = async (): Promise<number[]> =>
        (await (await manager())("print_jobs?per_page=200")).json<Json[]>().map(({ id }) => id);
      for (const [path, body] of [
        [`orders/${order.id}/receipt`, {}],
        [`print_jobs/${dockets[0].id}/reprint`, {}],
        [`registers/${REGISTER}/print_report`, { z: null }],
      ] as const) {
        const before = await all();
        const headers = { "idempotency-key": path.replace(/[^a-z\d]/g, "-") };
        const once = () => asking(path, { method: "POST", body, headers });
        const [first, ...more] = [await once(), await once(), await once()];
        expect(first.status, first.text).toBe(201);
        for (const again of more) {
          expect([again.status, again.text]).toEqual([201, first.text]);
          expect(again.headers.get("location")).toBe(first.headers.get("location"));
          expect(again.headers.get("idempotent-replayed")).toBe("true");
        }
        expect((await all()).filter((id) => !before.includes(id))).toEqual([first.json().id]);
        const other = await asking(path, { method: "POST", body: { ...body, printer_id: FIRST_PRINTER }, headers });
        expect([path, other.status]).toEqual([path, 422]);
        expect((await asking(path, { method: "POST", body })).json().id).not.toBe(first.json().id);
      }
    });

    test("printers are changed while they print, and nobody waits for the other for good", async () => {
      const order = await held();
      const asking = await manager();
      const statuses = new Set<number>();
      for (let round = 0; round < 6; round++) {
        const answers = await Promise.all(
          Array.from({ length: 12 }, (_, i) => {
            const printer = FIRST_PRINTER + (i % 2);
            return i % 3 === 0
              ? asking(`printers/${printer}`, { method: "PUT", body: { name: `Fitzroy ${i % 2} ${round}` } })
              : post(asking, `orders/${order.id}/receipt`, { printer_id: printer });
          }),
        );
        for (const { status } of answers) statuses.add(status);
      }
      expect(statuses).toEqual(new Set([200, 201]));
    });

    test("VU-01 what is given back is not cooked: no docket, no ticket, no word of the kitchen", async () => {
      const asking = await manager();
      const sale = await servery().order({
        status: "PENDING",
        lines: [{ ...CHIPS, quantity: 2 }],
        payments: [{ method_id: METHOD.cash, amount: 20 }],
      });
      expect(sale.status).toBe("COMPLETE");
      await jobsOf(sale, 2);
      const [line] = sale.lines;
      const payments = [{ method_id: METHOD.cash, amount: 10 }];
      const body = { lines: [{ line_id: line.line_id, quantity: 1 }], payments };
      const back = await post(asking, `orders/${sale.id}/refund`, body);
      expect(back.status, back.text).toBe(201);
      const refund = back.json();
      await jobsOf(await held(), 2); // whatever the refund would have printed is there by now
      expect(await jobsOf(refund, 0)).toEqual([]);
      const said = (await asking(`orders/${refund.id}/timeline`)).json<Json[]>().map(({ type }) => type);
      expect(said).toContain("order.completed");
      expect(said).not.toContain("order.kitchen_print");
      const tickets = await asking("sites/823/kitchen/tickets?per_page=200");
      const orders = tickets.json<Json[]>().map(({ order_id: id }) => id);
      expect(orders).toContain(sale.id);
      expect(orders).not.toContain(refund.id);
    });

    test("VU-01 a line that turns into one given back is taken from the kitchen, and told to it when it comes back", async () => {
      const order = await held();
      const asking = await manager();
      const [{ line_id: id }] = order.lines;
      const update = async (quantity: number) => {
        const changes = [{ do: "update_line", line_id: id, line: { quantity } }];
        const changed = await post(asking, `orders/${order.id}/changes`, { changes });
        expect(changed.status, changed.text).toBe(200);
      };
      await jobsOf(order, 2);
      await update(-1);
      await update(2);
      await jobsOf(order, 6);
      const said = (await asking(`orders/${order.id}/timeline`)).json<Json[]>().map(({ says }) => says);
      expect(said.filter((text: string) => text.startsWith("Told"))).toEqual([
        "Told the kitchen of 1 line.",
        "Told the kitchen to leave out 1 line.",
        "Told the kitchen of 1 line.",
      ]);
    });
  },
  { env: { SERVERY_VIRTUAL_PRINTER: "0" }, kitchen: true },
);
