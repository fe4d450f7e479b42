import { expect, test } from "vitest";
import type { AddonId } from "../../../src/domain/ids.ts";
import { done } from "../../../src/kit/brand.ts";
import { type Json, type TestServery, onEveryEngine } from "../../support/servery.ts";
import { withReceiver } from "../kounta/webhooks-receiver.ts";
import { FITZROY, SOUTHBANK } from "./kseries.ts";
import { clientOf } from "./set-up-client.ts";

const AT_FITZROY = `/staff/v1/businessLocations/${FITZROY}`;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const receiver = withReceiver();

/** The clock of the venue's shifts is not ours to turn: events as they would come of it. */
const emit = (servery: TestServery, type: string, facts: object): Promise<unknown> =>
  servery.storage.change(servery.company, (tx) => {
    tx.emit([{ type, ...facts }]);
    return Promise.resolve(done(null));
  });

onEveryEngine("K-Series shifts", (servery, engine) => {
  const client = (addon = 2) => clientOf(servery(), ["staff-api"], AT_FITZROY, addon);

  test("shifts of the location, the last first, with coming and going", async () => {
    const ask = await client();
    const list = async (query: string): Promise<Json[]> => {
      const answer = await ask("GET", `/shift?size=100&${query}`);
      expect([query, answer.status, answer.text.slice(0, 80)]).toEqual([query, 200, expect.any(String)]);
      return answer.json().data.shifts;
    };
    const all = await list("");
    const [kounta] = (await servery().get(`sites/${FITZROY}/shifts/since/2000-01-01?page_size=100`)).json<Json[]>();
    expect(kounta).toBeDefined();
    const begun = (shift: Json): string => shift.events[0].timestamp;
    expect(all.map(begun)).toEqual(all.map(begun).toSorted().toReversed());
    expect(await list("sort=date,asc")).toEqual(all.toReversed());
    const ended = all.find(({ events }) => events.length === 2);
    expect(ended).toEqual({
      uuid: expect.stringMatching(/^[\w-]{22}==$/),
      businessId: 5678,
      businessLocationId: FITZROY,
      staffId: expect.any(Number),
      declaredCashTips: "0.00",
      dateInUTC: ended.events[1].timestamp,
      events: ["CLOCK_IN", "CLOCK_OUT"].map((eventType) => ({
        uuid: expect.stringMatching(/^[\w-]{22}==$/),
        timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
        createdOn: expect.stringMatching(/Z$/),
        eventType,
      })),
    });
    expect(new Set(all.map(({ uuid }) => uuid)).size).toBe(all.length);
    const { staffId } = ended;
    const own = await list(`staffId=${staffId}`);
    expect(own).toEqual(all.filter((shift) => shift.staffId === staffId));
    const at = begun(ended);
    expect(await list(`startTime=${at}`)).toEqual(all.filter((shift) => begun(shift) >= at));
    expect(await list(`endTime=${at}`)).toEqual(all.filter((shift) => begun(shift) < at));
    expect(await list("staffId=9765040300495493")).toEqual([]);
    const page = (await ask("GET", "/shift?page=2&size=3")).json();
    expect(page.data.shifts).toEqual(all.slice(3, 6));
    expect(page.page).toMatchObject({ page: 2, size: 3, totalElements: all.length });
    for (const query of ["startTime=2026-01-01T00:00:00", "staffId=x", "sort=tips,desc", "size=0"]) {
      expect((await ask("GET", `/shift?${query}`)).status, query).toBe(400);
    }
  });

  test("a webhook is made, listed, changed and deleted; each app sees its own", async () => {
    const ask = await client();
    const terms = { notificationType: "shift.created", url: `${receiver.url}/made`, webhookName: "Rostering" };
    const made = await ask("POST", "/webhooks", terms);
    expect([made.status, made.text.slice(0, 200)]).toEqual([200, expect.any(String)]);
    const webhook = made.json();
    expect(webhook).toEqual({
      uuid: expect.stringMatching(UUID),
      ...terms,
      businessLocationId: FITZROY,
      createdAt: expect.stringMatching(/\+00:00$/),
      updatedAt: webhook.createdAt,
    });
    expect((await ask("GET", "/webhooks")).json()).toEqual([webhook]);
    const twice = await ask("POST", "/webhooks", { ...terms, webhookName: "Again" });
    expect([twice.status, twice.json().message]).toEqual([409, "A webhook with these details already exists."]);
    const one = `/webhooks/${webhook.uuid}`;
    const other = (await ask("POST", "/webhooks", { ...terms, notificationType: "shift.deleted" })).json();
    expect((await ask("PATCH", `/webhooks/${other.uuid}`, terms)).status).toBe(409);
    const changed = await ask("PATCH", one, { ...terms, webhookName: "Payroll" });
    expect([changed.status, changed.json().webhookName, changed.json().uuid]).toEqual([200, "Payroll", webhook.uuid]);
    for (const body of [{}, { ...terms, notificationType: "shift.moved" }, { ...terms, url: "ftp://example.com" }]) {
      expect((await ask("POST", "/webhooks", body)).status, JSON.stringify(body)).toBe(400);
      expect((await ask("PATCH", one, body)).status, JSON.stringify(body)).toBe(400);
    }
    await servery().addon({ id: 3_901 as AddonId, clientId: "stranger", apis: ["kseries"], scopes: ["staff-api"] });
    const stranger = await client(3_901);
    expect((await stranger("GET", "/webhooks")).json()).toEqual([]);
    expect((await stranger("DELETE", one)).status).toBe(404);
    const elsewhere = await clientOf(servery(), ["staff-api"], `/staff/v1/businessLocations/${SOUTHBANK}`);
    expect((await elsewhere("DELETE", one)).status).toBe(404);
    // The other API's list of registrations does not show these.
    expect((await servery().get("webhooks")).json()).toEqual([]);
    for (const uuid of [webhook.uuid, other.uuid]) expect((await ask("DELETE", `/webhooks/${uuid}`)).status).toBe(200);
    expect((await ask("DELETE", one)).status).toBe(404);
    expect((await ask("PATCH", "/webhooks/not-a-uuid", terms)).status).toBe(404);
    expect((await ask("GET", "/webhooks")).json()).toEqual([]);
  });

  test("who registered is told of shifts of the location: what happened, and the shift as lists show it", async () => {
    const ask = await client();
    const pathOf = (type: string): string => `/${engine}-${type}`;
    const all = ["shift.created", "shift.updated", "shift.deleted"];
    for (const type of all) {
      const url = receiver.url + pathOf(type);
      const made = await ask("POST", "/webhooks", { notificationType: type, url, webhookName: "W" });
      expect(made.status, made.text).toBe(200);
    }
    const reads = servery().storage.reads(servery().company);
    const here = (await reads.shifts({ from: 0, siteId: FITZROY as never }, { size: 1 })).rows[0]!;
    const there = (await reads.shifts({ from: 0, siteId: SOUTHBANK as never }, { size: 1 })).rows[0]!;
    for (const { id, siteId } of [there, here]) await emit(servery(), "shift.started", { id, siteId });
    for (const type of ["shift.ended", "shift.break_started"]) await emit(servery(), type, { id: here.id });
    await emit(servery(), "shift.deleted", { id: 1, shift: { ...here, id: 1 } });
    const [shown] = (await ask("GET", "/shift?sort=id,asc&size=1")).json().data.shifts;
    const bodies = async (type: string, count: number): Promise<Json[]> =>
      (await receiver.soon(pathOf(type), count)).map(({ json }) => json);
    const deleted = await bodies("shift.deleted", 1);
    expect(deleted).toEqual([
      { notificationType: "shift.deleted", data: { ...shown, uuid: expect.any(String), events: expect.any(Array) } },
    ]);
    expect(deleted[0].data.uuid).not.toBe(shown.uuid);
    const updated = { notificationType: "shift.updated", data: shown };
    expect(await bodies("shift.updated", 2)).toEqual([updated, updated]);
    // The other location's shift began first: it would have been here by now.
    expect(await bodies("shift.created", 1)).toEqual([{ notificationType: "shift.created", data: shown }]);
  });
});
