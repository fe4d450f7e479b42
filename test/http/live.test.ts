import { describe, expect, test } from "vitest";
import { done } from "../../src/kit/brand.ts";
import { SESSION_PREFIX } from "../../src/http/callers.ts";
import { sha256 } from "../../src/kit/secrets.ts";
import type { StaffId } from "../../src/domain/ids.ts";
import { FEEDS_OF_SESSION_MAX } from "../../src/live/feeds.ts";
import { type TestServery, engines, onEveryEngine, openTestServery } from "../support/servery.ts";
import { Ear, until } from "./live-client.ts";
import { session } from "./matrix.ts";

const OWNER = 732846;
const STAFF = 732849;

onEveryEngine("the live feed", (servery) => {
  const url = (query = ""): string => `${servery().url}/admin/api/events${query}`;
  const person = (): Promise<string> => session(servery(), { staff: STAFF });
  const listen = async (query = "", more: Record<string, string> = {}, auth?: string): Promise<Ear> =>
    Ear.listen(url(query), auth ?? (await person()), more);
  /** Events of one company that no order has. */
  const emit = (...types: string[]): Promise<unknown> =>
    servery().storage.change(servery().company, (tx) => {
      tx.emit(types.map((type) => ({ type })));
      return Promise.resolve(done(null));
    });

  test("an order's events come as they happen, with what screens need to know", async () => {
    const ear = await listen("", { accept: "text/event-stream" });
    expect(ear.status).toBe(200);
    expect(ear.headers).toMatchObject({
      "content-type": "text/event-stream",
      "cache-control": "no-store",
      "x-accel-buffering": "no",
      "x-request-id": expect.stringMatching(/^[0-9a-f]{10}-/),
    });
    const began = Date.now();
    const order = await servery().order({ status: "SUBMITTED" });
    await until(() => ear.heard.length >= 1);
    expect(ear.text.startsWith("retry: 2000\n\n")).toBe(true);
    const [first] = ear.heard;
    expect(first).toMatchObject({
      event: "order.created",
      data: { type: "order.created", order_id: order.id, site_id: servery().ids.site_id, version: 1 },
    });
    expect(first!.data.id).toBe(first!.id);
    expect(first!.data.at).toMatch(/^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(Math.abs(Date.parse(first!.data.at) - began)).toBeLessThan(5_000);
    await servery().put(`orders/${order.id}`, { status: "PENDING" });
    await until(() => ear.types().includes("order.status_changed"));
    const changed = ear.heard.find(({ event }) => event === "order.status_changed")!;
    expect(changed.data).toMatchObject({ from: "SUBMITTED", to: "PENDING", order_id: order.id, version: 2 });
    ear.close();
  });

  test("KO-28 a new SUBMITTED order sounds at the registers, unless it asks not to", async () => {
    const ear = await listen();
    await servery().order({ status: "SUBMITTED" });
    await servery().order({ status: "SUBMITTED", enable_alert_sound: false });
    await servery().order({ status: "PENDING" });
    await until(() => ear.heard.filter(({ event }) => event === "order.created").length === 3);
    const created = ear.heard.filter(({ event }) => event === "order.created");
    expect(created.map(({ data }) => data.alert)).toEqual([true, false, false]);
    ear.close();
  });

  test("a commit on this server is told within 250 ms", async () => {
    const ear = await listen();
    const took: number[] = [];
    for (let n = 0; n < 20; n++) {
      const order = await servery().order();
      const answered = Date.now();
      const mine = () => ear.heard.find(({ data }) => data.order_id === order.id);
      await until(() => mine() !== undefined);
      took.push(mine()!.at - answered);
      await emit(`quick.${n}`); // what is about no order is committed by itself
      const committed = Date.now();
      const loose = () => ear.heard.find(({ event }) => event === `quick.${n}`);
      await until(() => loose() !== undefined);
      took.push(loose()!.at - committed);
    }
    expect(Math.max(...took)).toBeLessThan(250);
    ear.close();
  });

  test("the feed of a site has its events and those of no site, and another company's site is not there", async () => {
    const [here, there] = [servery().ids.site_id, 824];
    const ears = [await listen(`?site=${here}`), await listen(`?site=${there}`), await listen()];
    const orders = [await servery().order(), await servery().order({ site_id: there })];
    await emit("products.changed");
    await until(() => ears.every((ear) => ear.types().includes("products.changed")));
    const [a, b] = orders.map(({ id }) => id);
    const seen = ears.map((ear) => [a, b].filter((id) => ear.heard.some(({ data }) => data.order_id === id)));
    expect(seen).toEqual([[a], [b], [a, b]]);
    for (const ear of ears) ear.close();

    for (const site of ["990", "1", "99999999999999999999"]) {
      const none = await listen(`?site=${site}`);
      expect([site, none.status]).toEqual([site, 404]);
    }
    expect((await listen("?site=x")).status).toBe(400);
  });

  test("another company hears nothing of it", async () => {
    const { company, auth } = servery().other;
    const facts = { companyId: company, staffId: 991 as StaffId, username: "live-okami", passwordHash: "none" };
    await servery().storage.access.people.add({ ...facts, role: "owner", active: true, createdAt: 0 });
    const stranger = await listen("", {}, await session(servery(), { company, staff: 991 }));
    const ear = await listen();
    await servery().order();
    await until(() => ear.heard.length > 0);
    const theirs = await servery().ask(`/v1/companies/${company}/orders`, {
      method: "POST",
      body: { site_id: 990 },
      auth,
    });
    expect(theirs.status).toBe(201);
    await until(() => stranger.heard.length > 0);
    expect(new Set(stranger.heard.map(({ data }) => data.site_id))).toEqual(new Set([990]));
    expect(new Set(ear.heard.map(({ data }) => data.site_id))).not.toContain(990);
    ear.close();
    stranger.close();
  });

  test("a feed that was lost goes on after the last event it had", async () => {
    const first = await listen();
    await servery().order();
    await until(() => first.heard.length > 0);
    first.close();
    const last = first.ids().at(-1)!;
    for (let n = 0; n < 150; n++) await emit(`missed.${n}.a`, `missed.${n}.b`); // more than a page
    for (const again of [await listen("", { "last-event-id": String(last) }), await listen(`?last_event_id=${last}`)]) {
      await until(() => again.types().includes("missed.149.b"));
      const missed = again.heard.filter(({ event }) => event.startsWith("missed."));
      expect(missed).toHaveLength(300);
      expect(new Set(missed.map(({ event }) => event)).size).toBe(300);
      expect(missed.map(({ id }) => id)).toEqual(missed.map(({ id }) => id).sort((a, b) => a - b));
      await emit("after.all");
      await until(() => again.types().at(-1) === "after.all"); // and it is live
      again.close();
    }
    for (const bad of ["x", "-1", "1e3", "99999999999999999999"]) {
      expect([bad, (await listen(`?last_event_id=${bad}`)).status]).toEqual([bad, 400]);
    }
  });

  test("events that come while a feed catches up come once, and none is left out", async () => {
    const start = await listen();
    await emit("race.begin");
    await until(() => start.types().includes("race.begin"));
    const last = start.ids().at(-1)!;
    const names = Array.from({ length: 600 }, (_, n) => `race.${n}`);
    const writing = (async () => {
      for (let n = 0; n < names.length; n += 4) await emit(...names.slice(n, n + 4));
    })();
    const ears: Ear[] = [];
    for (let n = 0; n < 5; n++) {
      ears.push(await listen("", { "last-event-id": String(last) }));
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
    await writing;
    for (const ear of [start, ...ears]) {
      await until(() => ear.types().includes("race.599"));
      expect(ear.types().filter((type) => /^race\.\d/.test(type))).toEqual(names);
      ear.close();
    }
  });

  test("what happened too long ago is not told: the client is told to load again", async () => {
    const first = await listen();
    await emit("old.seen");
    await until(() => first.heard.length > 0);
    const last = first.ids().at(-1)!;
    first.close();
    await emit("old.missed");
    const real = servery().clock.now;
    servery().clock.now = () => real() + 8 * 24 * 3_600_000;
    const again = await listen("", { "last-event-id": String(last) });
    servery().clock.now = real;
    await until(() => again.types().includes("reset"));
    await emit("old.after");
    await until(() => again.types().includes("old.after"));
    expect(again.types()).toEqual(["reset", "old.after"]);
    again.close();
  });

  test("a quiet feed has a comment line every 15 seconds", async () => {
    const auth = await session(servery(), { staff: STAFF, seconds: 36_000 });
    const ear = await listen("", {}, auth);
    const real = servery().clock.now;
    try {
      const opened = real();
      servery().clock.now = () => opened + 14_000;
      await new Promise((resolve) => setTimeout(resolve, 1_200));
      expect(ear.text).not.toContain(":\n\n");
      servery().clock.now = () => opened + 16_000;
      await until(() => ear.text.endsWith("\n\n:\n\n"));
    } finally {
      servery().clock.now = real;
    }
    expect(ear.ended).toBe(false);
    ear.close();
  });

  test("it is for people who may see orders, by header or by cookie", async () => {
    expect((await Ear.listen(url(), undefined)).status).toBe(401);
    expect((await Ear.listen(url(), servery().auth)).status).toBe(403);
    expect((await Ear.listen(url(), `Bearer ${await servery().token()}`)).status).toBe(403);
    expect((await Ear.listen(url(), `Bearer ${SESSION_PREFIX}none`)).status).toBe(401);
    const pin = await Ear.listen(url(), await session(servery(), { staff: STAFF, kind: "pin" }));
    expect(pin.status).toBe(200);
    pin.close();
    const cookie = `servery_session=${(await person()).slice("Bearer ".length)}`;
    const browser = await Ear.listen(url(), undefined, { cookie, accept: "text/event-stream" });
    expect(browser.status).toBe(200);
    browser.close();
    expect((await listen("", { accept: "text/html" })).status).toBe(406);
    const head = await servery().ask("/admin/api/events", { method: "HEAD", auth: await person() });
    expect(head.status).toBe(200);
    const wrong = await servery().ask("/admin/api/events", { method: "POST", auth: await person() });
    expect(wrong.status).toBe(405);
  });

  test("a feed ends with its session: signed out, over in time, or no longer allowed", async () => {
    const { storage, clock } = servery();
    const auths = [await person(), await session(servery(), { staff: STAFF, seconds: 30 }), await person()];
    const [out, late, stays] = await Promise.all(auths.map((auth) => listen("", {}, auth)));
    await storage.access.people.endSession(sha256(auths[0]!.slice("Bearer ".length)));
    await servery().order();
    await until(() => out!.ended);
    expect(out!.heard).toEqual([]); // nothing after the end, not even what came a moment later
    expect(late!.ended).toBe(false);
    const real = clock.now;
    clock.now = () => real() + 31_000;
    await until(() => late!.ended);
    clock.now = real;
    expect(stays!.ended).toBe(false);
    expect((await listen("", {}, auths[0])).status).toBe(401);
    await storage.access.people.endSessionsOf(servery().company, STAFF as StaffId);
    await until(() => stays!.ended); // without any event
  });

  test(`a session has ${FEEDS_OF_SESSION_MAX} feeds, and room again when one is closed`, async () => {
    const auth = await person();
    const ears: Ear[] = [];
    for (let n = 0; n < FEEDS_OF_SESSION_MAX; n++) ears.push(await listen("", {}, auth));
    expect(ears.map(({ status }) => status)).toEqual(ears.map(() => 200));
    expect((await listen("", {}, auth)).status).toBe(429);
    const other = await listen();
    expect(other.status).toBe(200);
    const metrics = await (await fetch(`${servery().url}/metrics`)).text();
    const open = Number(/^servery_live_feeds (\d+)$/m.exec(metrics)?.[1]);
    expect(open).toBeGreaterThanOrEqual(FEEDS_OF_SESSION_MAX + 1);
    ears[0]!.close();
    await until(async () => {
      const again = await listen("", {}, auth);
      again.close();
      return again.status === 200;
    });
    for (const ear of [...ears, other]) ear.close();
  });

  test("a client that does not read is cut, and the others hear all", async () => {
    const [deaf, ear] = [await listen(), await listen()];
    deaf.response!.pause();
    const filler = "x".repeat(60_000);
    for (let n = 0; n < 600; n++) {
      await servery().storage.change(servery().company, (tx) => {
        tx.emit([{ type: `flood.${n}`, filler }]);
        return Promise.resolve(done(null));
      });
      await new Promise((resolve) => setTimeout(resolve, 1)); // clients and server share this process
    }
    await emit("flood.over");
    await until(() => ear.types().includes("flood.over"));
    expect(ear.types().filter((type) => type.startsWith("flood."))).toHaveLength(601);
    deaf.response!.resume();
    await until(() => deaf.ended);
    expect(deaf.types()).not.toContain("flood.over");
    ear.close();
  });
});

for (const engine of engines) {
  describe(`feeds and the server's end (${engine})`, () => {
    const owner = (servery: TestServery) => session(servery, { staff: OWNER });

    test("a server that stops ends its feeds at once", async () => {
      const servery = await openTestServery(engine);
      const ears = await Promise.all(
        Array.from({ length: 5 }, async () => Ear.listen(`${servery.url}/admin/api/events`, await owner(servery))),
      );
      const began = Date.now();
      await servery.close();
      await until(() => ears.every(({ ended }) => ended));
      expect(Date.now() - began).toBeLessThan(3_000);
    });

    test("a process has 1,000 feeds at the most", async () => {
      const servery = await openTestServery(engine);
      try {
        const url = `${servery.url}/admin/api/events`;
        const ears: Ear[] = [];
        for (let n = 0; n < 50; n++) {
          const auth = await owner(servery);
          ears.push(...(await Promise.all(Array.from({ length: 20 }, () => Ear.listen(url, auth)))));
        }
        expect(new Set(ears.map(({ status }) => status))).toEqual(new Set([200]));
        const more = await Ear.listen(url, await owner(servery));
        expect([more.status, more.headers["retry-after"]]).toEqual([503, "5"]);
        await servery.order();
        await until(() => ears.every(({ heard }) => heard.length > 0));
        for (const ear of ears) ear.close();
      } finally {
        await servery.close();
      }
    }, 30_000);
  });
}
