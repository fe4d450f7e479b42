import { expect, test } from "vitest";
import { type Json, onEveryEngine } from "../support/servery.ts";
import { booking, platform } from "../dialects/kseries/reservations-setting.ts";
import { settled, withReceiver } from "../dialects/kounta/webhooks-receiver.ts";
import { as } from "./support.ts";

const FITZROY = 823;
const DAY = "2026-05-02";

const receiver = withReceiver();

onEveryEngine("reservations at the venue", (servery) => {
  const ask = () => as(servery(), "barista", "pin");
  const put = async (id: string, body: unknown) => (await ask())(`reservations/${id}`, { method: "PUT", body });
  const post = async (body: unknown, headers = {}) => (await ask())("reservations", { method: "POST", body, headers });
  const body = (more: Record<string, unknown> = {}) => ({
    site_id: FITZROY,
    scheduled_at: `${DAY}T19:30:00`,
    party_size: 4,
    guest: { first_name: "Uma", last_name: "Reid", phone: "0491 570 158" },
    ...more,
  });
  const listed = async (query: string): Promise<Json[]> => (await (await ask())(`reservations?${query}`)).json();

  test("VU-03 reservations: taken by the site's clock, found in the day's list, changed and cancelled", async () => {
    const made = await post(body({ tables: ["4"], duration_minutes: 90, notes: "By the window" }));
    expect(made.status, made.text).toBe(201);
    const record = made.json();
    expect(record).toMatchObject({
      own: true,
      platform: "venue",
      status: "SCHEDULED",
      scheduled_at: `${DAY}T19:30:00+10:00`,
      duration_minutes: 90,
      party_size: 4,
      covers: null,
      tables: ["4"],
      guest: { first_name: "Uma", last_name: "Reid", walk_in: false, allergens: [] },
      notes: "By the window",
    });
    expect(made.headers.get("location")).toMatch(new RegExp(`/reservations/${record.id}$`));
    expect((await (await ask())(`reservations/${record.id}`)).json()).toEqual(record);
    const early = (await post(body({ scheduled_at: `${DAY}T02:00:00Z`, guest: { first_name: "Élodie" } }))).json();
    await post(body({ scheduled_at: "2026-05-03T00:00:00" }));
    expect((await listed(`site_id=823&date=${DAY}`)).map(({ id }) => id)).toEqual([early.id, record.id]);
    expect((await listed(`date=${DAY}&q=elodie`)).map(({ id }) => id)).toEqual([early.id]);
    expect((await listed(`date=${DAY}&q=0491570158`)).map(({ id }) => id)).toEqual([record.id]);
    expect(await listed(`site_id=824&date=${DAY}`)).toEqual([]);
    expect((await listed(`date=${DAY}&per_page=1&page=2`)).map(({ id }) => id)).toEqual([record.id]);

    const change = { scheduled_at: `${DAY}T20:15:00`, party_size: 5, tables: ["5"], guest: { email: "u@r.example" } };
    const changed = await put(record.id, { ...change, duration_minutes: null, version: record.version });
    expect(changed.json()).toMatchObject({
      scheduled_at: `${DAY}T20:15:00+10:00`,
      duration_minutes: null,
      party_size: 5,
      tables: ["5"],
      guest: { first_name: "Uma", email: "u@r.example" },
    });
    const late = await put(record.id, { party_size: 9, version: record.version });
    expect([late.status, late.json().error]).toEqual([409, "changed"]);
    expect((await (await ask())(`reservations/${record.id}`, { method: "DELETE" })).status).toBe(204);
    expect((await (await ask())(`reservations/${record.id}`)).json().status).toBe("CANCELLED");
    expect((await listed(`date=${DAY}&status=SCHEDULED`)).map(({ id }) => id)).toEqual([early.id]);
  });

  test("VU-03 reservations: guests who sit have their table, and its orders are theirs", async () => {
    const [first, second] = [(await post(body({ tables: ["7"] }))).json(), (await post(body())).json()];
    expect((await put(first.id, { status: "SEATED", covers: 3 })).json()).toMatchObject({
      status: "SEATED",
      covers: 3,
    });
    const taken = await put(second.id, { status: "SEATED", tables: ["FD7"] });
    expect([taken.status, taken.json().field]).toEqual([400, "tables"]);
    const order = { site_id: FITZROY, status: "PENDING", table: "7", lines: [{ product_id: 730000 }] };
    const made = await (await ask())("orders", { method: "POST", body: order });
    expect(made.status, made.text).toBe(201);
    const id = Number(/orders\/(\d+)/.exec(made.headers.get("location")!)![1]);
    const stored = await servery()
      .storage.reads(servery().company)
      .order(id as never);
    expect(stored!.reservation?.id).toBe(Buffer.from(first.id, "base64url").toString().split(" ")[2]);
    expect((await put(first.id, { status: "PAID" })).json()).toMatchObject({
      status: "SEATED",
      paid_at: expect.any(String),
    });
    expect((await put(first.id, { status: "NO_SHOW" })).json().field).toBe("status");
    expect((await put(first.id, { status: "DEPARTED" })).status).toBe(200);
    expect((await put(second.id, { status: "SEATED", tables: ["7"] })).status).toBe(200);
  });

  test("VU-03 reservations: the same key takes one reservation", async () => {
    const headers = { "idempotency-key": "reservation-1" };
    const [first, again] = [await post(body({ notes: "Once" }), headers), await post(body({ notes: "Once" }), headers)];
    expect([first.status, again.status, again.text]).toEqual([201, 201, first.text]);
    expect((await post(body({ notes: "Twice" }), headers)).status).toBe(422);
    expect((await listed(`date=${DAY}&q=once`)).length).toBe(1);
  });

  test("VU-03 reservations: a platform's own are listed; the venue says where its guests are, and it is told", async () => {
    const { push } = await platform(servery(), receiver.url, "tablesoon", { restaurant: "fitz" });
    const pushed = booking({ utcScheduledAt: "2026-05-02T09:00:00", utcUpdatedAt: "2026-04-01T10:00:00" });
    expect((await push("R-1", pushed)).status).toBe(202);
    const [row] = await listed(`date=${DAY}&q=inès`);
    expect(row).toMatchObject({ own: false, platform: "tablesoon", scheduled_at: `${DAY}T19:00:00+10:00` });
    for (const [change, field] of [
      [{ party_size: 3 }, "party_size"],
      [{ scheduled_at: `${DAY}T20:00:00` }, "scheduled_at"],
      [{ duration_minutes: 60 }, "duration_minutes"],
      [{ guest: { first_name: "Other" } }, "guest"],
    ] as const) {
      const refused = await put(row!.id, change);
      expect([refused.status, refused.json().field]).toEqual([400, field]);
    }
    expect((await put(row!.id, { status: "SEATED", tables: ["9"], covers: 2 })).status).toBe(200);
    await settled(servery());
    const told = receiver.at("/tablesoon/reservation").map(({ json }) => json);
    expect(JSON.stringify(told)).toContain("SEATED");
  });

  test("VU-03 reservations: what cannot be is a 400 that names the field, what is not there a 404", async () => {
    for (const [more, field] of [
      [{ site_id: undefined }, "site_id"],
      [{ site_id: 990 }, "site_id"],
      [{ scheduled_at: undefined }, "scheduled_at"],
      [{ scheduled_at: "tonight" }, "scheduled_at"],
      [{ party_size: 0 }, "party_size"],
      [{ party_size: 1_001 }, "party_size"],
      [{ guest: {} }, "guest.first_name"],
      [{ guest: "Uma" }, "guest"],
      [{ tables: ["404"] }, "tables"],
      [{ tables: "4" }, "tables"],
      [{ status: "PAID" }, "status"],
      [{ duration_minutes: 1.5 }, "duration_minutes"],
      [{ notes: "4111 1111 1111 1111" }, "notes"],
    ] as const) {
      const refused = await post(body(more));
      expect([refused.status, refused.json().field], JSON.stringify(more)).toEqual([400, field]);
    }
    for (const id of ["990", "AAAA", Buffer.from(":venue 823 990").toString("base64url"), "_"]) {
      expect((await put(id, {})).status, id).toBe(404);
      expect((await (await ask())(`reservations/${id}`)).status, id).toBe(404);
      expect((await (await ask())(`reservations/${id}`, { method: "DELETE" })).status, id).toBe(404);
    }
    const list = async (query: string) => (await (await ask())(`reservations?${query}`)).status;
    expect([await list("date=2026-02-30"), await list("status=GONE"), await list("site_id=990")]).toEqual([
      400, 400, 404,
    ]);
    expect((await (await ask())("/admin/api/companies/5679/reservations")).status).toBe(404);
  });
});
