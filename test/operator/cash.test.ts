import { expect, test } from "vitest";
import { done } from "../../src/kit/brand.ts";
import { type Json, onEveryEngine } from "../support/servery.ts";
import { register, settled, withReceiver } from "../dialects/kounta/webhooks-receiver.ts";
import { METHOD } from "../domain/menu.ts";
import { REGISTER, as, staffIdOf } from "./support.ts";

const CASH = `registers/${REGISTER}/cash`;

onEveryEngine("cash in and out of a drawer", (servery, engine) => {
  const receiver = withReceiver();
  type Operator = Awaited<ReturnType<typeof as>>;
  const move = (ask: Operator, body: unknown, headers: Record<string, string> = {}) =>
    ask(CASH, { method: "POST", body, headers });
  const cashTender = async (ask: Operator): Promise<Json> =>
    (await ask(`registers/${REGISTER}/x_report`))
      .json()
      .tenders.find(({ method_id }: Json) => method_id === METHOD.cash);

  test("VU-01 float, cash in and cash out are listed newest first and are expected in the drawer", async () => {
    const barista = await as(servery(), "barista", "pin");
    const before = await cashTender(barista);
    const float = await move(barista, { kind: "float", amount: 200 });
    const into = await move(barista, { kind: "in", amount: "50.05", reason: "  Change from the bank " });
    const out = await move(barista, { kind: "out", amount: 12.5, reason: "Milk" });
    expect([float.status, into.status, out.status]).toEqual([201, 201, 201]);
    expect(into.json()).toEqual({
      id: expect.any(Number),
      kind: "in",
      amount: 50.05,
      reason: "Change from the bank",
      staff: { id: staffIdOf("barista"), name: expect.any(String) },
      at: expect.stringMatching(/^\d{4}-.*[+-]\d\d:\d\d$/),
      z_number: null,
    });
    const list = (await barista(CASH)).json<Json[]>();
    expect(new Set(list.map(({ id }) => id)).size).toBe(list.length);
    for (const one of [float, into, out]) expect(list).toContainEqual(one.json());
    const first = await barista(`${CASH}?per_page=1`);
    const second = await barista(`${CASH}?per_page=1&page=2`);
    expect([...first.json(), ...second.json()]).toEqual(list.slice(0, 2));
    expect(first.headers.get("x-pages")).toBe(String(list.length));
    expect(first.headers.get("x-next-page")).toContain("page=2");
    expect((await barista(`${CASH}?since=2099-01-01T00:00:00Z`)).json()).toEqual([]);
    expect((await barista(`${CASH}?since=2001-01-01T00:00:00Z`)).json()).toEqual(list);

    const after = await cashTender(barista);
    const less = (name: string): number => Math.round((after[name] - before[name]) * 100) / 100;
    expect(["float", "cash_in", "cash_out", "sales", "expected"].map(less)).toEqual([200, 50.05, 12.5, 0, 237.55]);
  });

  test("VU-01 sent twice with one key, cash is moved once", async () => {
    const barista = await as(servery(), "barista", "pin");
    const key = { "idempotency-key": `cash-${engine}` };
    const before = await cashTender(barista);
    const body = { kind: "in", amount: 7, reason: "Found" };
    const answers = [await move(barista, body, key), await move(barista, body, key)];
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    expect(answers[1]!.text).toBe(answers[0]!.text);
    expect((await cashTender(barista)).cash_in).toBeCloseTo(before.cash_in + 7, 5);
    expect((await move(barista, { ...body, amount: 8 }, key)).status).toBe(422);
  });

  test("VU-01 closing a till sends reconciliations/created, whole and once", async () => {
    const path = `/${engine}/counted`;
    await register(servery(), { topic: "reconciliations/created", address: receiver.url + path });
    const barista = await as(servery(), "barista", "pin");
    await move(barista, { kind: "float", amount: 30 });
    const counted = [{ method_id: METHOD.cash, amount: 30 }];
    const closed = await barista(`registers/${REGISTER}/z_reports`, { method: "POST", body: { counted } });
    const [sent] = await receiver.soon(path);
    expect(sent!.json).toEqual((await servery().get(`reconciliations/${closed.json().reconciliation_id}`)).json());
    await settled(servery());
    expect(receiver.at(path)).toHaveLength(1);
  });

  test("many at once are all counted", async () => {
    const barista = await as(servery(), "barista", "pin");
    const before = await cashTender(barista);
    const all = await Promise.all(
      Array.from({ length: 20 }, () => move(barista, { kind: "out", amount: 0.01, reason: "Rounding" })),
    );
    expect(new Set(all.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(all.map((answer) => answer.json().id)).size).toBe(20);
    expect((await cashTender(barista)).cash_out).toBeCloseTo(before.cash_out + 0.2, 5);
  });

  const bad: [unknown, string][] = [
    [{ amount: 5, reason: "x" }, "kind"],
    [{ kind: "loan", amount: 5, reason: "x" }, "kind"],
    [{ kind: "in", reason: "x" }, "amount"],
    [{ kind: "in", amount: 0, reason: "x" }, "amount"],
    [{ kind: "out", amount: -5, reason: "x" }, "amount"],
    [{ kind: "in", amount: 1.005, reason: "x" }, "amount"],
    [{ kind: "in", amount: 1e12, reason: "x" }, "amount"],
    [{ kind: "in", amount: 5 }, "reason"],
    [{ kind: "out", amount: 5, reason: "  " }, "reason"],
    [{ kind: "in", amount: 5, reason: "4111 1111 1111 1111" }, "reason"],
    [{ kind: "in", amount: 5, reason: "x".repeat(300) }, "reason"],
  ];
  test.each(bad)("%o is refused for its %s", async (body, field) => {
    const refused = await move(await as(servery(), "barista", "pin"), body);
    expect([refused.status, refused.json().field]).toEqual([400, field]);
    expect(refused.text).not.toMatch(/invalid|expired/);
  });

  test("a PIN opens the drawer of its own register only; a manager with a password any, staff with one none", async () => {
    const pin = await as(servery(), "manager", "pin");
    const [manager, barista] = [await as(servery(), "manager"), await as(servery(), "barista")];
    const body = { kind: "in", amount: 1, reason: "x" };
    for (const path of ["cash", "x_report", "x_report.txt", "z_reports", "z_reports/1"]) {
      const refused = await pin(`registers/17/${path}`);
      expect([path, refused.status, refused.json().error]).toEqual([path, 403, "other_register"]);
      expect((await barista(`registers/${REGISTER}/${path}`)).status, path).toBe(403);
    }
    for (const [path, sent] of [
      ["cash", body],
      ["z_reports", { counted: [] }],
      ["print_report", { z: null }],
    ] as const) {
      expect((await pin(`registers/17/${path}`, { method: "POST", body: sent })).status, path).toBe(403);
      expect((await barista(`registers/17/${path}`, { method: "POST", body: sent })).status, path).toBe(403);
    }
    expect((await manager("registers/17/cash", { method: "POST", body })).status).toBe(201);
    expect((await manager("registers/99999999/cash", { method: "POST", body })).status).toBe(404);
    expect((await manager("registers/992/cash", { method: "POST", body })).status).toBe(404); // another company's
    expect((await manager("registers/992/x_report")).status).toBe(404);
  });

  test("without a payment method for cash there is no drawer: 409", async () => {
    const { storage, company } = servery();
    const set = (kind: "cash" | "other") =>
      storage.change(company, async (tx) => {
        const method = tx.catalogue.paymentMethod(METHOD.cash)!;
        return done(await tx.records.save("payment_method", { ...method, kind }));
      });
    await set("other");
    const refused = await move(await as(servery(), "barista", "pin"), { kind: "in", amount: 1, reason: "x" });
    await set("cash");
    expect([refused.status, refused.json().error]).toEqual([409, "no_cash"]);
  });
});
