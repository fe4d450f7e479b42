import { expect, test } from "vitest";
import type { Json, TestServery } from "../support/servery.ts";
import { onEveryEngine } from "../support/servery.ts";
import { register, withReceiver } from "../dialects/kounta/webhooks-receiver.ts";
import { clientOf } from "../dialects/kseries/set-up-client.ts";
import { as, staffIdOf } from "./support.ts";

const SITE = 823;
const OTHER_SITE = 824;

onEveryEngine("shifts of the people at the venue", (servery, engine) => {
  const receiver = withReceiver();
  const put = (ask: Awaited<ReturnType<typeof as>>, path: string, body?: object, key?: string) =>
    ask(path, { method: "PUT", ...(body && { body }), ...(key && { headers: { "idempotency-key": key } }) });
  const post = (ask: Awaited<ReturnType<typeof as>>, path: string, body?: object, key?: string) =>
    ask(path, { method: "POST", ...(body && { body }), ...(key && { headers: { "idempotency-key": key } }) });
  /** Lets so many seconds pass. */
  const pass = (seconds: number): void => {
    const { clock } = servery();
    const { now } = clock;
    clock.now = () => now() + seconds * 1_000;
  };
  /** Nobody is at work: what the demo has running is ended. */
  const nobodyAtWork = async ({ storage, company }: TestServery): Promise<void> => {
    const owner = await as(servery(), "owner");
    for (const shift of await storage.reads(company).till.openShifts(0)) {
      const ended = await put(owner, `shifts/${shift.id}`, {});
      expect([ended.status, ended.text.slice(0, 300)]).toEqual([200, expect.any(String)]);
    }
  };

  test("VU-01 a shift with a break, from coming to going, by somebody with a PIN", async () => {
    await nobodyAtWork(servery());
    const waiter = await as(servery(), "waiter", "pin");
    const came = await post(waiter, `sites/${SITE}/shifts`, {});
    expect([came.status, came.text]).toEqual([201, expect.any(String)]);
    const shift = came.json();
    expect(shift).toEqual({
      id: expect.any(Number),
      site_id: SITE,
      staff: { id: staffIdOf("waiter"), name: expect.any(String) },
      started_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]/),
      finished_at: null,
      breaks: [],
      on_break: false,
    });
    expect(came.headers.get("location")).toMatch(new RegExp(`/admin/api/companies/5678/shifts/${shift.id}$`));
    const current = async (): Promise<Json[]> => (await waiter(`sites/${SITE}/shifts/current`)).json();
    expect(await current()).toEqual([shift]);
    expect((await waiter(`sites/${OTHER_SITE}/shifts/current`)).json()).toEqual([]);

    pass(900);
    const paused = await post(waiter, `shifts/${shift.id}/breaks`);
    expect([paused.status, paused.json()]).toMatchObject([201, { on_break: true, breaks: [{ finished_at: null }] }]);
    expect((await post(waiter, `shifts/${shift.id}/breaks`)).json()).toMatchObject({ error: "on_break" });
    expect(await current()).toEqual([paused.json()]);
    pass(600);
    const back = await put(waiter, `shifts/${shift.id}/breaks/current`);
    expect([back.status, back.json().on_break]).toEqual([200, false]);
    const [pause] = back.json().breaks;
    expect(Date.parse(pause.finished_at) - Date.parse(pause.started_at)).toBeGreaterThanOrEqual(600_000);
    const twice = await put(waiter, `shifts/${shift.id}/breaks/current`);
    expect([twice.status, twice.json().error]).toEqual([409, "not_on_break"]);

    pass(900);
    const went = await put(waiter, `shifts/${shift.id}`, {});
    expect([went.status, went.json()]).toMatchObject([200, { id: shift.id, finished_at: expect.any(String) }]);
    expect(await current()).toEqual([]);
    expect((await put(waiter, `shifts/${shift.id}`, {})).json().error).toBe("shift_over");
    expect((await post(waiter, `shifts/${shift.id}/breaks`)).status).toBe(409);
    expect((await waiter(`shifts/${shift.id}`)).json()).toEqual(went.json());
    // The public API lists it among all shifts.
    const day = shift.started_at.slice(0, 10);
    const listed = (await servery().get(`staff/${staffIdOf("waiter")}/shifts/since/${day}`)).json<Json[]>();
    expect(listed.find(({ id }) => id === shift.id)).toMatchObject({ breaks: [pause] });
  });

  test("VU-01 who goes home from a break ends both, and not before what is known, nor later than now", async () => {
    await nobodyAtWork(servery());
    const waiter = await as(servery(), "waiter", "pin");
    const shift = (await post(waiter, `sites/${SITE}/shifts`, {})).json();
    pass(60);
    const paused = (await post(waiter, `shifts/${shift.id}/breaks`)).json();
    pass(60);
    for (const at of [shift.started_at, "2099-01-01T00:00:00Z", "yesterday"]) {
      const refused = await put(waiter, `shifts/${shift.id}`, { finished_at: at });
      expect([refused.status, refused.json().field]).toEqual([400, "finished_at"]);
    }
    const at = paused.breaks[0].started_at;
    const ended = (await put(waiter, `shifts/${shift.id}`, { finished_at: at })).json();
    expect(ended).toMatchObject({ finished_at: at, on_break: false, breaks: [{ started_at: at, finished_at: at }] });
  });

  test("VU-01 one shift at a time: a second one is a 409 that names the first", async () => {
    await nobodyAtWork(servery());
    const waiter = await as(servery(), "waiter", "pin");
    const many = await Promise.all([1, 2, 3, 4].map(() => post(waiter, `sites/${SITE}/shifts`, {})));
    expect(many.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409, 409, 409]);
    const { id } = many.find(({ status }) => status === 201)!.json();
    expect(many.find(({ status }) => status === 409)!.json()).toMatchObject({ error: "shift_running", shift_id: id });
    // One that was forgotten days ago is not at work any more, and keeps nobody from coming.
    pass(3 * 86_400 + 60);
    const again = await as(servery(), "waiter", "pin");
    expect((await again(`sites/${SITE}/shifts/current`)).json()).toEqual([]);
    expect((await post(again, `sites/${SITE}/shifts`, {})).status).toBe(201);
    expect((await put(again, `shifts/${id}`, {})).status).toBe(200);
  });

  test("VU-01 sent twice with one key, a shift starts once and the answer is the same", async () => {
    await nobodyAtWork(servery());
    const waiter = await as(servery(), "waiter", "pin");
    const key = `shift-${engine}`;
    const first = await post(waiter, `sites/${SITE}/shifts`, {}, key);
    const second = await post(waiter, `sites/${SITE}/shifts`, {}, key);
    expect([second.status, second.json()]).toEqual([201, first.json()]);
    expect(second.headers.get("idempotent-replayed")).toBe("true");
    expect(second.headers.get("location")).toBe(first.headers.get("location"));
    expect((await post(waiter, `sites/${SITE}/shifts`, { staff_id: staffIdOf("waiter") }, key)).status).toBe(422);
    // A refusal is kept too.
    const refused = await post(waiter, `sites/${SITE}/shifts`, {}, `${key}-b`);
    await nobodyAtWork(servery());
    const same = await post(waiter, `sites/${SITE}/shifts`, {}, `${key}-b`);
    expect([refused.status, same.status, same.json()]).toEqual([409, 409, refused.json()]);
  });

  test("staff change and see their own shifts only; a manager anybody's", async () => {
    await nobodyAtWork(servery());
    const [waiter, barista] = [await as(servery(), "waiter", "pin"), await as(servery(), "barista", "pin")];
    const [managing, manager] = [await as(servery(), "manager", "pin"), await as(servery(), "manager")];
    const shift = (await post(waiter, `sites/${SITE}/shifts`, {})).json();
    for (const ask of [barista, managing]) {
      for (const [method, path] of [
        ["PUT", `shifts/${shift.id}`],
        ["POST", `shifts/${shift.id}/breaks`],
        ["PUT", `shifts/${shift.id}/breaks/current`],
      ] as const) {
        const refused = await ask(path, { method, body: {} });
        expect([refused.status, refused.json().error]).toEqual([403, "not_yours"]);
      }
      const other = await post(ask, `sites/${SITE}/shifts`, { staff_id: staffIdOf("waiter") });
      expect([other.status, other.json().error]).toEqual([403, "not_yours"]);
      expect((await ask(`shifts/${shift.id}`)).status).toBe(403);
      expect((await ask(`shifts?staff_id=${staffIdOf("waiter")}`)).status).toBe(403);
    }
    expect((await waiter(`shifts/${shift.id}`)).json()).toEqual(shift);
    expect((await put(manager, `shifts/${shift.id}`, {})).status).toBe(200);
    const made = await post(manager, `sites/${SITE}/shifts`, { staff_id: staffIdOf("barista") });
    expect([made.status, made.json().staff.id]).toEqual([201, staffIdOf("barista")]);

    const own = (await waiter("shifts?per_page=200")).json<Json[]>();
    expect(new Set(own.map(({ staff }) => staff.id))).toEqual(new Set([staffIdOf("waiter")]));
    const all = (await manager("shifts?per_page=200")).json<Json[]>();
    expect(new Set(all.map(({ staff }) => staff.id)).size).toBeGreaterThan(3);
    const page = await manager("shifts?per_page=2&page=2");
    expect(page.json()).toEqual(all.slice(2, 4));
    expect(page.headers.get("x-pages")).toBe(String(Math.ceil(all.length / 2)));
    const there = (await manager(`shifts?site_id=${OTHER_SITE}&per_page=200`)).json<Json[]>();
    expect(there).toEqual(all.filter(({ site_id }) => site_id === OTHER_SITE));
    const { started_at: since } = all[5];
    const later = (await manager(`shifts?from=${encodeURIComponent(since)}&per_page=200`)).json<Json[]>();
    expect(later).toEqual(all.filter(({ started_at }) => Date.parse(started_at) >= Date.parse(since)));
    const before = (await manager(`shifts?to=${encodeURIComponent(since)}&per_page=200`)).json<Json[]>();
    expect([...before, ...later].map(({ id }) => id).toSorted((a, b) => a - b)).toEqual(
      all.map(({ id }) => id).toSorted((a, b) => a - b),
    );
  });

  test("what cannot be is told, and other companies' shifts are a 404", async () => {
    await nobodyAtWork(servery());
    const manager = await as(servery(), "manager");
    for (const [path, body, field] of [
      [`sites/${SITE}/shifts`, { staff_id: 99_999_999 }, "staff_id"],
      [`sites/${SITE}/shifts`, { staff_id: staffIdOf("southbank") }, "staff_id"],
      [`sites/${SITE}/shifts`, { staff_id: "x" }, "staff_id"],
    ] as const) {
      const refused = await post(manager, path, body);
      expect([refused.status, refused.json().field]).toEqual([400, field]);
      expect(refused.text).not.toMatch(/invalid|expired/);
    }
    for (const query of ["from=x", "per_page=0", "page=0", "staff_id=x"]) {
      expect((await manager(`shifts?${query}`)).status, query).toBe(400);
    }
    for (const site of [99_999_999, 990]) {
      expect((await post(manager, `sites/${site}/shifts`, {})).status).toBe(404);
      expect((await manager(`sites/${site}/shifts/current`)).status).toBe(404);
    }
    for (const method of ["GET", "PUT"]) {
      expect((await manager("shifts/99999999", { method, ...(method === "PUT" && { body: {} }) })).status).toBe(404);
    }
    expect((await post(manager, "shifts/99999999/breaks")).status).toBe(404);
    expect((await put(manager, "shifts/99999999/breaks/current")).status).toBe(404);
  });

  test("VU-01 the four shift topics send the whole shift, once each; K-Series hears of coming and of each change", async () => {
    await nobodyAtWork(servery());
    const path = (name: string): string => `/${engine}/${name}`;
    const topics = ["start", "startbreak", "endbreak", "end"];
    for (const name of topics) {
      await register(servery(), { topic: `shifts/${name}`, address: receiver.url + path(name) });
    }
    const kseries = await clientOf(servery(), ["staff-api"], `/staff/v1/businessLocations/${SITE}`);
    for (const notificationType of ["shift.created", "shift.updated"]) {
      const terms = { notificationType, url: receiver.url + path(notificationType), webhookName: "Rostering" };
      expect((await kseries("POST", "/webhooks", terms)).status).toBe(200);
    }
    const waiter = await as(servery(), "waiter", "pin");
    const { id } = (await post(waiter, `sites/${SITE}/shifts`, {})).json();
    const only = async (name: string): Promise<Json> => {
      const all = await receiver.soon(path(name));
      expect(all).toHaveLength(1);
      return all[0]!.json;
    };
    const whole = async (): Promise<Json> => {
      const all = (await servery().get(`staff/${staffIdOf("waiter")}/shifts/since/2000-01-01`)).json<Json[]>();
      return all.find((shift) => shift.id === id);
    };
    const steps = [
      ["start", () => Promise.resolve()],
      ["startbreak", () => post(waiter, `shifts/${id}/breaks`)],
      ["endbreak", () => put(waiter, `shifts/${id}/breaks/current`)],
      ["end", () => put(waiter, `shifts/${id}`, {})],
    ] as const;
    for (const [name, step] of steps) {
      await step();
      const sent = await only(name);
      expect(sent).toMatchObject({ ...(await whole()), staff_member: { id: staffIdOf("waiter") }, site: { id: SITE } });
    }
    expect(topics.map((name) => receiver.at(path(name)).length)).toEqual([1, 1, 1, 1]);
    const created = await only("shift.created");
    expect(created).toMatchObject({ data: { staffId: staffIdOf("waiter"), businessLocationId: SITE } });
    expect(created.data.events.map(({ eventType }: Json) => eventType)).toEqual(["CLOCK_IN"]);
    const updates = await receiver.soon(path("shift.updated"), 3);
    expect(updates.at(-1)!.json.data.events.map(({ eventType }: Json) => eventType)).toEqual(["CLOCK_IN", "CLOCK_OUT"]);
  });
});
