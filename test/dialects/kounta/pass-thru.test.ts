import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Site } from "../../../src/domain/catalogue/records.ts";
import { done } from "../../../src/kit/brand.ts";
import { METHOD, REGISTER, SITE, menu } from "../../domain/menu.ts";
import { KitchenServery, soon } from "../../kitchen/kitchen-servery.ts";
import { type Json, engines } from "../../support/servery.ts";

const lines = [{ product_id: menu.chips }, { product_id: menu.longBlack }];
const inFull = [{ method_id: METHOD.app, amount: 14.5 }];

for (const engine of engines) {
  describe(`pass-thru orders from order to paper (${engine})`, () => {
    let kitchen: KitchenServery;
    beforeAll(async () => {
      kitchen = await KitchenServery.open(engine);
    }, 60_000);
    beforeEach(async () => {
      await kitchen.setOnline(REGISTER.fitzroyCounter, true);
      await kitchen.setOnline(REGISTER.fitzroyBar, true); // the site's own pass-thru register
    });
    afterAll(async () => {
      await kitchen.close();
      expect(kitchen.failures).toEqual([]);
    });

    const sent = (body: object): Promise<Json> =>
      kitchen.servery.order({ site_id: SITE.fitzroy, pass_thru_printing: true, status: "ON_HOLD", lines, ...body });
    const shown = async ({ id }: Json): Promise<Json> => (await kitchen.servery.get(`orders/${id}`)).json();
    const printed = (order: Json) =>
      soon(
        () => kitchen.texts("pass", order),
        (texts) => texts.length > 0,
      );
    const becomes = (order: Json, status: string): Promise<Json> =>
      soon(
        () => shown(order),
        (now) => now.status === status,
      );
    /** Long enough for anything that would still move to have moved. */
    const settled = async (): Promise<void> => {
      await soon(
        () => kitchen.servery.storage.jobs.waiting(),
        (waiting) => waiting.size === 0,
      );
    };

    test("KP-01 it prints at its stations without anybody at the venue", async () => {
      const order = await sent({});
      await printed(order);
      await settled();
      const [bar, kitchenText, pass] = [
        kitchen.texts("bar", order),
        kitchen.texts("kitchen", order),
        kitchen.texts("pass", order),
      ];
      expect([bar.length, kitchenText.length, pass.length]).toEqual([1, 1, 1]);
      expect(bar[0]).toContain("1x LB");
      expect(bar[0]).not.toContain("CHIPS");
      expect(kitchenText[0]).toContain("1x CHIPS");
      expect(kitchenText[0]).not.toContain("LB");
      expect(pass[0]).toMatch(/1x CHIPS[\s\S]*1x LB/);
      expect(await shown(order)).toMatchObject({ status: "ON_HOLD", paid: 0, pass_thru_printing: true });
    });

    const where = [
      ["none named, the default online", null, true, true, REGISTER.fitzroyBar],
      ["named and online", REGISTER.fitzroyCounter, true, true, REGISTER.fitzroyCounter],
      ["named and online, the default offline", REGISTER.fitzroyCounter, true, false, REGISTER.fitzroyCounter],
      ["named and offline, the default online", REGISTER.fitzroyCounter, false, true, REGISTER.fitzroyBar],
      ["the default named", REGISTER.fitzroyBar, false, true, REGISTER.fitzroyBar],
    ] as const;
    test.each(where)("KP-03 %s: it prints there", async (_, named, counter, bar, register) => {
      await kitchen.setOnline(REGISTER.fitzroyCounter, counter);
      await kitchen.setOnline(REGISTER.fitzroyBar, bar);
      const order = await sent({ pass_thru_printing_register: named });
      expect(order).toMatchObject({ status: "ON_HOLD", pass_thru_printing_register: register });
      expect(order).not.toHaveProperty("reject_reason");
      await printed(order);
    });

    const nowhere = [
      [
        "named and default offline",
        REGISTER.fitzroyCounter,
        /Fitzroy counter \(16\) is offline\..*Fitzroy bar \(17\) is offline\./,
      ],
      ["none named and the default offline", null, /^The site's pass-thru register Fitzroy bar \(17\) is offline\.$/],
      [
        "the default named and offline",
        REGISTER.fitzroyBar,
        /^The site's pass-thru register Fitzroy bar \(17\) is offline\.$/,
      ],
    ] as const;
    test.each(nowhere)("KP-04 KO-30 %s: it is rejected, and the callback says why", async (_, named, says) => {
      await kitchen.setOnline(REGISTER.fitzroyCounter, false);
      await kitchen.setOnline(REGISTER.fitzroyBar, false);
      const facts = { pass_thru_printing_register: named, callback_uri: "https://receiver.example/callback" };
      for (const more of [{}, { status: "PENDING", payments: inFull }]) {
        const order = await sent({ ...facts, ...more });
        const reject_reason = { id: 0, name: "Pass-thru printing is offline", notes: expect.stringMatching(says) };
        expect(order).toMatchObject({ status: "REJECTED", reject_reason });
        const told = await soon(
          () => kitchen.sent.filter(({ body }) => body["id"] === order.id),
          (all) => all.length > 0,
        );
        expect(told).toMatchObject([{ topic: "callback", body: { status: "REJECTED", reject_reason } }]);
        await settled();
        for (const station of ["bar", "kitchen", "pass"] as const) expect(kitchen.texts(station, order)).toEqual([]);
      }
    });

    test("KP-04 at a site that has no pass-thru register, with a register named that is offline or none", async () => {
      const { storage, company } = kitchen.servery;
      const setDefault = (passThruRegisterId: Site["passThruRegisterId"]) =>
        storage.change(company, async (tx) => {
          await tx.records.save("site", { ...tx.catalogue.site(SITE.southbank)!, passThruRegisterId });
          return done(undefined);
        });
      await setDefault(null);
      for (const [named, says] of [
        [null, "The site has no pass-thru register."],
        [REGISTER.southbankTerrace, `Register Southbank terrace (19) is offline. The site has no pass-thru register.`],
      ] as const) {
        const order = await sent({ site_id: SITE.southbank, pass_thru_printing_register: named });
        expect(order).toMatchObject({ status: "REJECTED", reject_reason: { notes: says } });
      }
      const printing = { site_id: SITE.southbank, pass_thru_printing_register: REGISTER.southbankCounter };
      expect(await sent(printing)).toMatchObject({ status: "ON_HOLD" });
      await setDefault(REGISTER.southbankCounter);
    });

    test("KP-06 held and not paid in full it stays ON_HOLD once it is printed", async () => {
      for (const payments of [[], [{ method_id: METHOD.app, amount: 5 }]]) {
        const order = await sent({ payments });
        await printed(order);
        await settled();
        expect(await shown(order)).toMatchObject({ status: "ON_HOLD" });
      }
    });

    test("KP-06 held and paid while it prints it becomes PENDING, or COMPLETE when it completes when paid", async () => {
      for (const [complete_when_paid, status] of [
        [false, "PENDING"],
        [true, "COMPLETE"],
      ] as const) {
        kitchen.paper.pass.setPaperOut(true);
        const order = await sent({ complete_when_paid });
        await soon(
          () => kitchen.texts("kitchen", order),
          (texts) => texts.length === 1,
        );
        expect((await kitchen.servery.post(`orders/${order.id}/payments`, inFull[0])).status).toBe(201);
        expect((await shown(order)).status).toBe("ON_HOLD");
        kitchen.paper.pass.setPaperOut(false);
        await becomes(order, status);
        expect(kitchen.texts("pass", order)).toHaveLength(1);
      }
    });

    test("KP-06 held and paid in full it is PENDING at once", async () => {
      kitchen.paper.pass.setPaperOut(true);
      const order = await sent({ payments: inFull });
      expect(order.status).toBe("PENDING");
      kitchen.paper.pass.setPaperOut(false);
      await becomes(order, "COMPLETE");
    });

    test("KP-07 paid in full it completes only when the last docket is on paper", async () => {
      kitchen.paper.pass.setPaperOut(true);
      const order = await sent({ status: "PENDING", payments: inFull });
      await soon(
        () => kitchen.texts("kitchen", order),
        (texts) => texts.length === 1,
      );
      await soon(
        () => kitchen.texts("bar", order),
        (texts) => texts.length === 1,
      );
      expect((await shown(order)).status).toBe("PENDING");
      kitchen.paper.pass.setPaperOut(false);
      await becomes(order, "COMPLETE");
      await settled();
      for (const station of ["bar", "kitchen", "pass"] as const) expect(kitchen.texts(station, order)).toHaveLength(1);
      const { storage, company } = kitchen.servery;
      const types = (await storage.reads(company).events(order.id)).map(({ type }) => type);
      expect(types.filter((type) => type === "order.completed")).toHaveLength(1);
    });

    test("KP-07 complete_when_paid false: it stays PENDING after printing", async () => {
      const order = await sent({ status: "PENDING", payments: inFull, complete_when_paid: false });
      await printed(order);
      await settled();
      expect(await shown(order)).toMatchObject({ status: "PENDING", paid: 14.5 });
    });

    test("KP-07 printed first and paid later: it completes by itself, as other orders do", async () => {
      const order = await sent({});
      await printed(order);
      await settled();
      await kitchen.servery.post(`orders/${order.id}/payments`, inFull[0]);
      await kitchen.servery.put(`orders/${order.id}`, { status: "PENDING" });
      expect((await shown(order)).status).toBe("COMPLETE");
    });

    test("KP-07 with nothing to print it completes at once", async () => {
      const before = kitchen.texts("pass").length;
      for (const id of [451, 452, 453]) await kitchen.setRule(id, { statuses: ["ACCEPTED"] });
      const order = await sent({ status: "PENDING", payments: inFull });
      await becomes(order, "COMPLETE");
      expect(kitchen.texts("pass").length).toBe(before);
      const statuses = ["ON_HOLD", "ACCEPTED", "PENDING", "COMPLETE"] as const;
      for (const id of [451, 452, 453]) await kitchen.setRule(id, { statuses });
    });

    test("KP-07 an order that was rejected meanwhile stays so", async () => {
      kitchen.paper.pass.setPaperOut(true);
      const order = await sent({ status: "PENDING", payments: inFull });
      await soon(
        () => kitchen.texts("kitchen", order),
        (texts) => texts.length === 1,
      );
      expect((await kitchen.servery.put(`orders/${order.id}`, { status: "REJECTED" })).status).toBe(200);
      kitchen.paper.pass.setPaperOut(false);
      await soon(
        () => kitchen.texts("pass", order),
        (texts) => texts.length === 2,
      );
      await settled();
      expect(kitchen.texts("pass", order)[1]).toContain("VOID");
      expect((await shown(order)).status).toBe("REJECTED");
    });
  });
}
