import { expect, test } from "vitest";
import { onEveryEngine } from "../../support/servery.ts";
import { METHOD, REGISTER, SITE, menu } from "../../domain/menu.ts";

const lines = [{ product_id: menu.chips }];
const inFull = [{ method_id: METHOD.app, amount: 10 }];
const half = [{ method_id: METHOD.app, amount: 5 }];

onEveryEngine(
  "pass-thru orders on their way in",
  (servery) => {
    const sent = (body: object) =>
      servery().post("orders", { site_id: SITE.fitzroy, pass_thru_printing: true, lines, ...body });
    const shown = async (body: object) => (await servery().get((await sent(body)).headers.get("location")!)).json();

    test("KP-02 a register without the flag has no effect, even one that does not exist", async () => {
      for (const pass_thru_printing of [false, null, undefined]) {
        for (const pass_thru_printing_register of [REGISTER.fitzroyBar, REGISTER.southbankCounter, 999]) {
          const order = await shown({ pass_thru_printing, pass_thru_printing_register });
          expect(order).toMatchObject({ status: "SUBMITTED", pass_thru_printing: false });
          expect(order).not.toHaveProperty("pass_thru_printing_register");
        }
      }
      const complete = await shown({
        pass_thru_printing: false,
        pass_thru_printing_register: REGISTER.fitzroyBar,
        status: "PENDING",
        payments: inFull,
      });
      expect(complete["status"]).toBe("COMPLETE");
    });

    test("KP-02 with the flag the register is kept, and must be one of the site", async () => {
      const kept = await shown({ status: "ON_HOLD", pass_thru_printing_register: REGISTER.fitzroyBar });
      expect(kept).toMatchObject({ pass_thru_printing: true, pass_thru_printing_register: REGISTER.fitzroyBar });
      const unknown = await sent({ status: "ON_HOLD", pass_thru_printing_register: 999 });
      expect(unknown.json()).toMatchObject({ error: "unknown", field: "pass_thru_printing_register", value: "999" });
      const elsewhere = await sent({ status: "ON_HOLD", pass_thru_printing_register: REGISTER.southbankCounter });
      expect(elsewhere.json()).toMatchObject({ error: "register_of_other_site", field: "pass_thru_printing_register" });
    });

    test.each([undefined, "SUBMITTED", "COMPLETE", "REJECTED"])("KP-05 sent as %s it is refused", async (status) => {
      const list = (await servery().get("orders")).text;
      const answer = await sent({ status, payments: inFull });
      expect(answer.status).toBe(400);
      expect(answer.json()).toMatchObject({
        error: "pass_thru_needs_held_or_pending",
        error_description: "A pass-thru printing order must be sent as ON_HOLD or PENDING.",
        field: "status",
      });
      expect((await servery().get("orders")).text).toBe(list);
    });

    test.each([
      ["nothing", []],
      ["half of it", half],
      ["all but the tip/service", inFull],
    ])("KP-05 sent as PENDING with %s paid it is refused", async (what, payments) => {
      const answer = await sent({
        status: "PENDING",
        payments,
        ...(what.includes("tip") && { tip_service_amount: 1 }),
      });
      expect(answer.status).toBe(400);
      expect(answer.json()).toMatchObject({
        error: "pass_thru_pending_not_paid",
        error_description: "A pass-thru printing order sent as PENDING must be paid in full.",
      });
    });

    test("KP-05 PENDING and paid it waits for its printing, ON_HOLD and unpaid too", async () => {
      for (const complete_when_paid of [true, false]) {
        const order = await shown({ status: "PENDING", payments: inFull, complete_when_paid });
        expect(order).toMatchObject({ status: "PENDING", paid: 10, pass_thru_printing: true });
      }
      expect(await shown({ status: "ON_HOLD" })).toMatchObject({ status: "ON_HOLD", paid: 0 });
    });

    test("KP-06 ON_HOLD and paid in full becomes PENDING; paid in part it stays", async () => {
      const order = await shown({ status: "ON_HOLD", payments: inFull });
      expect(order).toMatchObject({ status: "PENDING", paid: 10, pass_thru_printing: true });
      const [first] = await servery()
        .storage.reads(servery().company)
        .events(order["id"] as never);
      expect(first).toMatchObject({ type: "order.created", data: { status: "PENDING" } });
      expect(await shown({ status: "ON_HOLD", payments: half })).toMatchObject({ status: "ON_HOLD", paid: 5 });
      expect(await shown({ status: "ON_HOLD", payments: inFull, pass_thru_printing: false })).toMatchObject({
        status: "ON_HOLD",
      });
      expect(await shown({ status: "ON_HOLD", payments: inFull, tip_service_amount: 1 })).toMatchObject({
        status: "ON_HOLD",
      });
    });
  },
  { env: { SERVERY_WORKERS: "0" } },
); // what becomes of them once they are printed is told elsewhere
