import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import type { AddonId } from "../../../src/domain/ids.ts";
import { onEveryEngine } from "../../support/servery.ts";
import { passing, settled, withReceiver } from "./webhooks-receiver.ts";

onEveryEngine("callbacks", (servery) => {
  const receiver = withReceiver();
  let paths = 0;
  const place = (): string => `/callback/${++paths}`;
  const line = () => ({ product_id: servery().ids.product_ids[0] });
  const whole = async (id: number): Promise<string> => (await servery().get(`orders/${id}`)).text;

  test("KO-22 KO-28 the order is posted on each change of its status, just as its GET shows it", async () => {
    const path = place();
    const callback_uri = `${receiver.url}${path}`;
    const order = await servery().order({ callback_uri, lines: [line()], enable_alert_sound: false });
    const id = order["id"];
    await servery().put(`orders/${id}`, { notes: "no move" });
    await servery().post(`orders/${id}/lines`, line());
    await settled(servery());
    expect(receiver.at(path)).toEqual([]);
    const expected: string[] = [];
    for (const [i, status] of ["ON_HOLD", "PENDING", "COMPLETE"].entries()) {
      await servery().put(`orders/${id}`, { status });
      expected.push(await whole(id));
      const got = await receiver.soon(path, i + 1);
      expect(got[i]!.json).toMatchObject({ id, status });
    }
    await settled(servery());
    expect(receiver.at(path).map(({ body }) => body.toString())).toEqual(expected);
    const { json, method, headers } = receiver.at(path)[0]!;
    expect(method).toBe("POST");
    expect(json).toMatchObject({ callback_uri, enable_alert_sound: false, lines: [{ number: 1 }, { number: 2 }] });
    expect(headers).toMatchObject({
      "content-type": "application/json; charset=utf-8",
      "webhook-id": expect.stringMatching(/^evt_\d+$/),
      "x-servery-topic": "callback",
    });
    expect(new Set(receiver.at(path).map(({ headers: sent }) => sent["webhook-id"])).size).toBe(3);
  });

  test("KO-22 KO-30 the reason for which an order is rejected is in the callback", async () => {
    const path = place();
    const callback_uri = `${receiver.url}${path}`;
    const order = await servery().order({ callback_uri, lines: [line()], prompt_for_reject_reason: true });
    const operator = await servery().operator();
    const body = { status: "REJECTED", reject_reason: { id: 11, notes: "Sorry, no more chips today" } };
    expect((await operator(`orders/${order["id"]}`, { method: "PUT", body })).status).toBe(200);
    const [got] = await receiver.soon(path);
    expect(got!.json).toMatchObject({
      status: "REJECTED",
      reject_reason: { id: 11, name: "Sold out", notes: "Sorry, no more chips today" },
    });
    expect(got!.body.toString()).toBe(await whole(order["id"]));
  });

  test("KO-22 KW-07 a callback is signed with its add-on's secret, and keeps its order while it fails", async () => {
    const path = place();
    const auth = await servery().addon({ id: 91 as AddonId, clientId: "caller" }, "caller-secret");
    receiver.reply(path, (nth) => ({ status: nth === 1 ? 500 : 200 }));
    const order = await servery().order({ callback_uri: `${receiver.url}${path}`, lines: [line()] }, { auth });
    await servery().put(`orders/${order["id"]}`, { status: "ON_HOLD" });
    const [first] = await receiver.soon(path);
    expect(first!.headers["x-kounta-signature"]).toBe(
      createHmac("sha256", "caller-secret").update(first!.body).digest("hex"),
    );
    await servery().put(`orders/${order["id"]}`, { status: "PENDING" });
    const { clock } = servery();
    const real = clock.now;
    await passing(servery(), 30_000, () => receiver.at(path).length === 3, "both, in their order");
    clock.now = real;
    expect(receiver.at(path).map(({ json }) => json.status as string)).toEqual(["ON_HOLD", "ON_HOLD", "PENDING"]);
    expect(receiver.at(path)[1]!.body).toEqual(first!.body);
    await settled(servery());
  });

  test("KO-22 a callback is switched on, moved and switched off on the order itself", async () => {
    const [before, after] = [place(), place()];
    const order = await servery().order({ lines: [line()] });
    const at = `orders/${order["id"]}`;
    await servery().put(at, { callback_uri: `${receiver.url}${before}`, status: "ON_HOLD" });
    await receiver.soon(before);
    await servery().put(at, { callback_uri: `${receiver.url}${after}` });
    await servery().put(at, { status: "PENDING" });
    await receiver.soon(after);
    await servery().put(at, { callback_uri: null });
    await servery().put(at, { status: "COMPLETE" });
    await settled(servery());
    expect([receiver.at(before).length, receiver.at(after).length]).toEqual([1, 1]);
  });

  test.each([
    "http://10.1.2.3/hook",
    "http://169.254.169.254/",
    "https://me:secret@shop.example/",
    "http://[fd00::1]/",
  ])("KO-22 an order with the callback address %s is refused by name, made or changed", async (callback_uri) => {
    const order = await servery().order({ lines: [line()] });
    const answers = [
      await servery().post("orders", { site_id: servery().ids.site_id, callback_uri }),
      await servery().post(
        "orders",
        { site_id: servery().ids.site_id, callback_uri },
        { "idempotency-key": `k${++paths}` },
      ),
      await servery().put(`orders/${order["id"]}`, { callback_uri }),
    ];
    for (const answer of answers) {
      expect(answer.status).toBe(400);
      expect(answer.json()).toMatchObject({ error: "bad_request", field: "callback_uri", value: callback_uri });
      expect(answer.text).not.toMatch(/\b(?:invalid|expired)\b/);
    }
    expect((await servery().get(`orders/${order["id"]}`)).json()).toMatchObject({ callback_uri: null });
  });
});
