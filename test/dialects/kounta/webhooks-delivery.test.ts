import { createHmac } from "node:crypto";
import { Webhook as Verifier } from "standardwebhooks";
import { expect, test } from "vitest";
import { withSecret } from "../../../src/domain/access/addon.ts";
import type { AddonId } from "../../../src/domain/ids.ts";
import { done } from "../../../src/kit/brand.ts";
import { sealKey } from "../../../src/kit/sealed-hmac.ts";
import { sha256 } from "../../../src/kit/secrets.ts";
import { onEveryEngine } from "../../support/servery.ts";
import { type Received, passing, register, settled, until, withReceiver } from "./webhooks-receiver.ts";

const MINUTE = 60_000;

/** What the vendor's clients do, and what the public package does. */
const hexOf = (secret: string, body: Buffer): string => createHmac("sha256", secret).update(body).digest("hex");
const verifies = (secret: string, { body, headers }: Received): boolean => {
  const key = `whsec_${Buffer.from(secret).toString("base64")}`;
  try {
    new Verifier(key).verify(body, headers as Record<string, string>);
    return true;
  } catch {
    return false;
  }
};

onEveryEngine("deliveries of webhooks", (servery) => {
  const receiver = withReceiver();
  let addons = 100;
  /** An add-on of its own with one webhook for completed orders. */
  const subscriber = async (more: Record<string, unknown> = {}) => {
    const id = ++addons as AddonId;
    const secret = `a secret of ${id}, and more than sixty-four bytes of it, so that HMAC has to hash it first`;
    const auth = await servery().addon({ id, clientId: `subscriber-${id}` }, secret);
    const path = `/${id}`;
    const webhook = await register(
      servery(),
      { topic: "orders/completed", address: `${receiver.url}${path}`, ...more },
      auth,
    );
    const ask = (method: string, body?: object) =>
      servery().ask(`webhooks/${webhook}`, { method, auth, ...(body && { body }) });
    return { id, secret, auth, path, webhook, ask };
  };
  const complete = (body: Record<string, unknown> = {}) =>
    servery().order({ status: "COMPLETE", lines: [{ product_id: servery().ids.product_ids[0] }], ...body });
  /** Waits until so many attempts are written down: before that, a clock that jumps would move what they decide. */
  const recorded = (webhookId: number, attempts: number): Promise<void> =>
    until(async () => {
      const { storage, company } = servery();
      const { rows } = await storage.deliveries.list(company, { webhookId }, { size: 100 });
      return rows.reduce((sum, row) => sum + row.attempts, 0) === attempts;
    }, `${attempts} attempts written down`);
  const statesOf = async (webhookId: number): Promise<string[]> => {
    const { rows } = await servery().storage.deliveries.list(servery().company, { webhookId }, { size: 50 });
    return rows.map(({ state }) => state);
  };

  test("KW-07 the raw body is signed, in both ways, and with nobody else's secret", async () => {
    const [one, other] = [await subscriber(), await subscriber()];
    await complete({ notes: "Crème brûlée 🍮" });
    const [first] = await receiver.soon(one.path);
    const [second] = await receiver.soon(other.path);
    expect(first!.headers["x-kounta-signature"]).toBe(hexOf(one.secret, first!.body));
    expect(second!.headers["x-kounta-signature"]).toBe(hexOf(other.secret, second!.body));
    expect([verifies(one.secret, first!), verifies(other.secret, first!)]).toEqual([true, false]);
    const forged = { ...first!, body: Buffer.concat([first!.body, Buffer.from(" ")]) };
    expect(verifies(one.secret, forged)).toBe(false);
    expect(first!.headers).not.toHaveProperty("x-kounta-signature-previous");
    await one.ask("DELETE");
    await other.ask("DELETE");
  });

  test("KW-07 while a secret is replaced both verify; when the overlap is over, the new one alone", async () => {
    const { id, secret, path, ask } = await subscriber();
    const fresh = "the new secret";
    const next = { hash: sha256(fresh), signing: sealKey(fresh) };
    const { storage, company, clock } = servery();
    const changed = await storage.access.addons.change(company, id, (addon) =>
      done(withSecret(addon, next, clock.now(), 2 * MINUTE)),
    );
    expect(changed.ok).toBe(true);
    await complete();
    const [during] = await receiver.soon(path);
    expect(during!.headers["x-kounta-signature"]).toBe(hexOf(fresh, during!.body));
    expect(during!.headers["x-kounta-signature-previous"]).toBe(hexOf(secret, during!.body));
    expect([verifies(fresh, during!), verifies(secret, during!)]).toEqual([true, true]);
    const real = clock.now;
    clock.now = () => real() + 3 * MINUTE;
    await complete();
    const [, after] = await receiver.soon(path, 2);
    clock.now = real;
    expect([verifies(fresh, after!), verifies(secret, after!)]).toEqual([true, false]);
    expect(after!.headers).not.toHaveProperty("x-kounta-signature-previous");
    await ask("DELETE");
  });

  test("KW-07 what fails is sent again on the published schedule: the same bytes under the same id, signed anew", async () => {
    const { secret, path, webhook, ask } = await subscriber();
    receiver.reply(path, (nth) => ({
      status: [500, 302, 429][nth - 1] ?? 204,
      headers: { location: `${receiver.url}/x` },
    }));
    const order = await complete();
    const asItWas = (await servery().get(`orders/${order["id"]}`)).text;
    await receiver.soon(path);
    const { clock } = servery();
    const real = clock.now;
    const schedule = await servery().ask("/admin/api/deliveries/schedule", { auth: null });
    const { retry_waits_ms: waits, jitter } = schedule.json<{ retry_waits_ms: number[]; jitter: number }>();
    let passed = 0;
    for (const [i, count] of [2, 3, 4].entries()) {
      passed += waits[i]! * (1 + jitter);
      await recorded(webhook, count - 1);
      clock.now = real;
      await passing(servery(), passed, () => receiver.at(path).length >= count, `attempt ${count}`);
    }
    clock.now = () => real() + passed;
    await settled(servery());
    clock.now = real;
    const got = receiver.at(path);
    expect(got).toHaveLength(4);
    expect(new Set(got.map(({ body }) => body.toString()))).toEqual(new Set([asItWas]));
    expect(new Set(got.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
    expect(got.every(({ body, headers }) => headers["x-kounta-signature"] === hexOf(secret, body))).toBe(true);
    const times = got.map(({ headers }) => Number(headers["webhook-timestamp"]));
    for (const [i, wait] of waits.slice(0, 3).entries())
      expect(times[i + 1]! - times[i]!).toBeGreaterThanOrEqual(Math.floor(wait / 1_000));
    expect(receiver.at("/x")).toEqual([]);
    expect(await statesOf(webhook)).toEqual(["delivered"]);
    await ask("DELETE");
  });

  test("KW-07 410 switches a webhook off with a notice; another address or its owner's word brings it back", async () => {
    const { path, webhook, ask } = await subscriber();
    receiver.reply(path, () => ({ status: 410 }));
    await complete();
    await until(async () => (await ask("GET")).json()["active"] === false, "the end of the webhook");
    expect((await ask("GET")).json()).toMatchObject({ active: false, disabled_reason: "gone" });
    const operator = await servery().operator();
    const [notice] = (await operator("notices")).json();
    expect(notice).toMatchObject({
      kind: "webhook_disabled",
      data: { webhook_id: webhook, reason: "gone" },
      seen_at: null,
    });
    await complete();
    await settled(servery());
    expect(receiver.at(path)).toHaveLength(1);
    expect(await statesOf(webhook)).toEqual(["failed"]);

    expect((await ask("PUT", { headers: { "X-A": "1" } })).json()).toMatchObject({
      active: false,
      disabled_reason: "gone",
    });
    expect((await ask("PUT", { active: true })).json()).toMatchObject({ active: true, disabled_reason: null });
    await complete();
    await until(async () => (await ask("GET")).json()["active"] === false, "the end of the webhook again");
    const moved = await ask("PUT", { address: `${receiver.url}${path}/new` });
    expect(moved.json()).toMatchObject({ active: true, disabled_reason: null });
    await complete();
    await receiver.soon(`${path}/new`);
    await ask("DELETE");
  });

  test("KW-07 what was on its way stops when the webhook is removed or switched off", async () => {
    const [removed, off] = [await subscriber(), await subscriber()];
    for (const { path } of [removed, off]) receiver.reply(path, () => ({ status: 503 }));
    await complete();
    for (const { webhook } of [removed, off]) await recorded(webhook, 1);
    expect((await removed.ask("DELETE")).status).toBe(204);
    await off.ask("PUT", { active: false });
    const { clock } = servery();
    const real = clock.now;
    clock.now = () => real() + MINUTE;
    await until(async () => (await statesOf(removed.webhook))[0] === "cancelled", "the end of one");
    await until(async () => (await statesOf(off.webhook))[0] === "cancelled", "the end of the other");
    clock.now = real;
    expect([receiver.at(removed.path).length, receiver.at(off.path).length]).toEqual([1, 1]);
  });

  test("KW-07 a company that takes its grant back sends nothing more to the add-on", async () => {
    const { id, path, webhook, auth } = await subscriber();
    const line = { product_id: servery().ids.product_ids[0] };
    const callback_uri = `${receiver.url}${path}/callback`;
    const order = await servery().order({ callback_uri, lines: [line] }, { auth });
    receiver.reply(path, () => ({ status: 503 }));
    await complete();
    await recorded(webhook, 1);
    const { storage, company, clock } = servery();
    expect(await storage.access.addons.ungrant(company, id)).toBe(true);
    await complete();
    await servery().put(`orders/${order["id"]}`, { status: "ON_HOLD" });
    const real = clock.now;
    clock.now = () => real() + MINUTE;
    await settled(servery());
    clock.now = real;
    expect([receiver.at(path).length, receiver.at(`${path}/callback`).length]).toEqual([1, 0]);
    expect(await statesOf(webhook)).toEqual(["cancelled"]);
    // Whoever connects it again does not find the old registrations.
    await storage.access.addons.grant(company, id, null, clock.now());
    expect((await servery().ask("webhooks", { auth })).json()).toEqual([]);
  });

  test("KW-07 ordered webhooks get an order's events one after another, others do not wait", async () => {
    const topic = "orders/kitchen_print";
    const strict = await subscriber({ topic, ordered: true });
    const loose = await subscriber({ topic });
    const fails = (nth: number) => ({ status: nth === 1 ? 500 : 200 });
    for (const { path } of [strict, loose]) receiver.reply(path, fails);
    const line = { product_id: servery().ids.product_ids[0] };
    const order = await servery().order({ status: "ON_HOLD", lines: [line] });
    for (const { path } of [strict, loose]) await receiver.soon(path);
    await servery().post(`orders/${order["id"]}/lines`, line);
    await recorded(loose.webhook, 2);
    await recorded(strict.webhook, 1);
    expect(receiver.at(strict.path)).toHaveLength(1);
    const { clock } = servery();
    const real = clock.now;
    await passing(servery(), MINUTE / 2, () => receiver.at(strict.path).length === 3, "the rest of the order's events");
    await settled(servery());
    clock.now = real;
    const lines = (path: string) => receiver.at(path).map(({ json }) => json.lines.length as number);
    expect(lines(strict.path)).toEqual([1, 1, 2]);
    expect(lines(loose.path)).toEqual([1, 2, 1]);
    await strict.ask("DELETE");
    await loose.ask("DELETE");
  });
});
