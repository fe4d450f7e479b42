import { beforeAll, expect, test } from "vitest";
import { demoData } from "../../../src/demo/demo.ts";
import type { Checkin, Reconciliation, Shift } from "../../../src/domain/back-office.ts";
import type { AddonId, CompanyId } from "../../../src/domain/ids.ts";
import { type Answer, type TestServery, basic, onEveryEngine, testAddon } from "../../support/servery.ts";

/** A company with the demo's venue and days that never move: the end of April 2013 in Melbourne (+10:00). */
const COMPANY = 7777 as CompanyId;
const FITZROY = 823;
const SOUTHBANK = 824;
const OWNER = 732846;
const BARISTA = 732849;

const at = (text: string): number => Date.parse(text);
const shifts = [
  {
    id: 1,
    staffId: BARISTA,
    siteId: FITZROY,
    startedAt: at("2013-04-28T23:59:59+10:00"),
    finishedAt: at("2013-04-29T06:00:00+10:00"),
    breaks: [{ startedAt: at("2013-04-29T02:00:00+10:00"), finishedAt: at("2013-04-29T02:30:00+10:00") }],
  },
  {
    id: 2,
    staffId: OWNER,
    siteId: FITZROY,
    startedAt: at("2013-04-29T00:00:00+10:00"),
    finishedAt: at("2013-04-29T08:00:00+10:00"),
    breaks: [],
  },
  {
    id: 3,
    staffId: BARISTA,
    siteId: SOUTHBANK,
    startedAt: at("2013-04-29T23:59:59+10:00"),
    finishedAt: null,
    breaks: [],
  },
  { id: 4, staffId: BARISTA, siteId: null, startedAt: at("2013-04-30T00:00:00+10:00"), finishedAt: null, breaks: [] },
] as unknown as Shift[];

const count = (facts: object): object => ({
  level: "register",
  registerId: 16,
  staffId: null,
  processed: true,
  version: 1,
  incomeAccounts: [],
  tenders: [],
  ...facts,
});
const created = (text: string) => ({ createdAt: at(text), updatedAt: at(text) });
const reconciliations = [
  count({ id: 11, number: 1, siteId: FITZROY, ...created("2013-04-28T23:30:00+10:00") }),
  count({
    id: 12,
    number: 2,
    siteId: FITZROY,
    processed: false,
    incomeAccounts: [
      { ledgerCode: "4-1100", amounts: [{ taxId: 829, net: 10_000, tax: 1_000 }] },
      { ledgerCode: null, amounts: [{ taxId: null, net: 250, tax: 0 }] },
    ],
    tenders: [{ methodId: 1, recorded: 11_250, counted: 11_245, cashIn: 0, cashOut: 2_000 }],
    ...created("2013-04-29T23:30:00+10:00"),
  }),
  count({
    id: 13,
    number: 3,
    siteId: SOUTHBANK,
    registerId: null,
    staffId: OWNER,
    level: "staff_member",
    processed: false,
    ...created("2013-04-30T23:30:00+10:00"),
  }),
] as unknown as Reconciliation[];

const checkins = [
  { id: 21, siteId: FITZROY, customerId: 4289, startedAt: at("2013-04-29T12:00:00+10:00"), durationMinutes: 60 },
  { id: 22, siteId: SOUTHBANK, customerId: 4291, startedAt: at("2013-04-29T13:00:00+10:00"), durationMinutes: 90 },
] as unknown as Checkin[];

const open = async ({ storage }: TestServery): Promise<void> => {
  const { records } = demoData(0);
  await storage.companies.load(COMPANY, {
    records: records.map((change) =>
      change.kind === "company" ? { ...change, id: COMPANY, record: { ...change.record!, id: COMPANY } } : change,
    ),
    shifts,
    reconciliations,
    checkins,
  });
  await storage.access.addons.add(
    testAddon(
      { id: 7 as AddonId, companyId: COMPANY, clientId: "ledger-addon", permissions: ["*"], name: "Ledger add-on" },
      "ledger-secret",
      0,
    ),
  );
};

onEveryEngine("back office", (servery) => {
  const auth = basic("ledger-addon", "ledger-secret");
  beforeAll(() => open(servery()));
  const get = (path: string, headers: Record<string, string> = {}): Promise<Answer> =>
    servery().ask(`/v1/companies/me/${path}`, { auth, headers });
  const put = (path: string, body: unknown): Promise<Answer> =>
    servery().ask(`/v1/companies/me/${path}`, { method: "PUT", body, auth });
  const ids = async (path: string): Promise<number[]> => {
    const answer = await get(path);
    expect([path, answer.status]).toEqual([path, 200]);
    return answer.json<{ id: number }[]>().map(({ id }) => id);
  };

  test("KR-11 shifts are asked for by the day they began on, in the company's time zone", async () => {
    expect(await ids("shifts/2013-04-29")).toEqual([2, 3]);
    expect(await ids("shifts/2013%2D04%2D29.json")).toEqual([2, 3]);
    expect(await ids("shifts/since/2013-04-29")).toEqual([2, 3, 4]);
    expect(await ids("shifts/2013-05-29")).toEqual([]);
    expect(await ids("shifts/9999-12-31")).toEqual([]);
    expect(await ids(`sites/${FITZROY}/shifts/since/2013-04-28`)).toEqual([1, 2]);
    expect(await ids(`sites/${SOUTHBANK}/shifts/2013-04-29`)).toEqual([3]);
    expect(await ids(`staff/${BARISTA}/shifts/since/2013-04-28`)).toEqual([1, 3, 4]);
    expect(await ids(`staff/${BARISTA}/shifts/2013-04-30`)).toEqual([4]);
  });

  test("KR-11 a shift tells who, where and when, without what the path says", async () => {
    const barista = {
      id: BARISTA,
      first_name: expect.any(String),
      last_name: expect.any(String),
      email: expect.any(String),
    };
    const site = { id: FITZROY, name: "Brindle & Tram Fitzroy", code: "FITZ" };
    const times = {
      id: 1,
      started_at: "2013-04-28T23:59:59+10:00",
      finished_at: "2013-04-29T06:00:00+10:00",
      breaks: [{ started_at: "2013-04-29T02:00:00+10:00", finished_at: "2013-04-29T02:30:00+10:00" }],
    };
    expect((await get("shifts/2013-04-28")).json()).toEqual([{ ...times, staff_member: barista, site }]);
    expect((await get(`sites/${FITZROY}/shifts/2013-04-28`)).json()).toEqual([{ ...times, staff_member: barista }]);
    expect((await get(`staff/${BARISTA}/shifts/2013-04-28`)).json()).toEqual([{ ...times, site }]);
    expect((await get("shifts/2013-04-30")).json()).toMatchObject([{ site: null, finished_at: null, breaks: [] }]);
  });

  test("KR-11 a list of shifts without a day, of no day, or of nobody is refused", async () => {
    for (const path of ["shifts", `sites/${FITZROY}/staff/${BARISTA}/shifts/2013-04-29`]) {
      expect([path, (await get(path)).status]).toEqual([path, 404]);
    }
    for (const path of [
      "shifts/yesterday",
      "shifts/2013-02-30",
      "shifts/since",
      "shifts/since/2013-4-29",
      "shifts/20130429",
    ]) {
      const refused = await get(path);
      expect([path, refused.status]).toEqual([path, 400]);
      expect(refused.json()).toMatchObject({ error: "bad_request", field: "date" });
    }
    expect((await get("staff/1/shifts/2013-04-29")).status).toBe(404);
    expect((await get("sites/990/shifts/2013-04-29")).status).toBe(404);
  });

  test.each(["reconciliations", "cashups"])(
    "KR-11 %s are listed by place, state and day, in that grammar",
    async (all) => {
      expect(await ids(all)).toEqual([11, 12, 13]);
      expect(await ids(`${all}/unprocessed`)).toEqual([12, 13]);
      expect(await ids(`${all}/2013-04-28`)).toEqual([11]);
      expect(await ids(`${all}/2013%2D04%2D29`)).toEqual([12]);
      expect(await ids(`${all}/since/2013-04-29`)).toEqual([12, 13]);
      expect(await ids(`${all}/unprocessed/2013-04-28`)).toEqual([]);
      expect(await ids(`${all}/unprocessed/since/2013-04-30.json`)).toEqual([13]);
      expect(await ids(`sites/${FITZROY}/${all}`)).toEqual([11, 12]);
      expect(await ids(`sites/${FITZROY}/${all}/unprocessed/since/2013-04-01`)).toEqual([12]);
      expect(await ids(`registers/16/${all}/2013-04-29`)).toEqual([12]);
      expect(await ids(`registers/17/${all}/unprocessed`)).toEqual([]);
      expect((await get(`${all}/2013-13-01`)).status).toBe(400);
      expect((await get(`${all}/since/soon`)).status).toBe(400);
      expect((await get(`${all}/2013-04-29/unprocessed`)).status).toBe(404);
      expect((await get(`sites/990/${all}`)).status).toBe(404);
      expect((await get(`registers/992/${all}/unprocessed`)).status).toBe(404);
    },
  );

  const site = { id: FITZROY, name: "Brindle & Tram Fitzroy", code: "FITZ" };
  const register = { id: 16, code: expect.any(String), name: expect.any(String) };
  const counts = {
    income_accounts: [
      { ledger_code: "4-1100", amounts: [{ tax_id: 829, net: 100, tax: 10 }] },
      { ledger_code: null, amounts: [{ tax_id: null, net: 2.5, tax: 0 }] },
    ],
    reconciliations: [
      {
        payment_method: { id: 1, name: "Cash", ledger_code: "1-1110" },
        takings: { recorded: 112.5, counted: 112.45 },
        adjustments: { cash_in: 0, cash_out: 20 },
      },
    ],
  };
  const row = {
    id: 12,
    id_str: "12",
    number: 2,
    reconciliation_level: "register",
    processed: false,
    site,
    register,
    staff_member: null,
    created_at: "2013-04-29T23:30:00+10:00",
    updated_at: "2013-04-29T23:30:00+10:00",
  };

  test("KC-10 lists of reconciliations are abridged, the record by id is full", async () => {
    expect((await get("reconciliations/2013-04-29")).json()).toEqual([row]);
    expect((await get("reconciliations/12")).json()).toEqual({ ...row, ...counts });
    expect((await get("reconciliations/13")).json()).toMatchObject({
      reconciliation_level: "staff_member",
      register: null,
      staff_member: { id: OWNER },
    });
    expect((await get("reconciliations/99")).status).toBe(404);
  });

  test("KR-11 a cash-up is the same count in the older shape", async () => {
    const cashup = {
      id: 12,
      number: 2,
      processed: false,
      register_level_reconciliation: true,
      site,
      register,
      staff_member: null,
      ...counts,
      created_at: "2013-04-29T23:30:00+10:00",
    };
    expect((await get("cashups/unprocessed/2013-04-29")).json()).toEqual([cashup]);
    expect((await get("cashups/12")).json()).toEqual(cashup);
  });

  test("KR-11 a reconciliation is marked as processed, in both generations", async () => {
    servery().clock.now = () => at("2013-05-01T09:00:00+10:00");
    const etag = (await get("reconciliations/13")).headers.get("etag")!;
    const marked = await put("reconciliations/13", { processed: true });
    expect(marked.status).toBe(200);
    expect(marked.json()).toMatchObject({ id: 13, processed: true, updated_at: "2013-05-01T09:00:00+10:00" });
    const after = await get("reconciliations/13", { "if-none-match": etag });
    expect([after.status, after.json()]).toEqual([200, marked.json()]);
    expect(await ids("reconciliations/unprocessed")).toEqual([12]);
    expect(await ids("cashups/unprocessed")).toEqual([12]);
    expect((await put("cashups/13", { processed: false })).json()).toMatchObject({ id: 13, processed: false });
    expect(await ids("reconciliations/unprocessed")).toEqual([12, 13]);
    expect((await put("reconciliations/13", {})).json()["processed"]).toBe(true);
    await put("reconciliations/13", { processed: false });
    servery().clock.now = Date.now;

    const refused = await put("reconciliations/13", { processed: "yes" });
    expect([refused.status, refused.json()["field"]]).toEqual([400, "processed"]);
    expect((await put("reconciliations/99", { processed: true })).status).toBe(404);
  });

  test("KR-11 check-ins of a site", async () => {
    expect((await get(`sites/${FITZROY}/checkins`)).json()).toEqual([
      { id: 21, customer_id: 4289, start_time: "2013-04-29T12:00:00+10:00", duration: 60 },
    ]);
    expect(await ids(`sites/${SOUTHBANK}/checkins?start=22`)).toEqual([]);
    expect((await get("sites/990/checkins")).status).toBe(404);
  });

  test("KC-15 these lists page in both ways", async () => {
    const page = await get("shifts/since/2013-04-28");
    expect(page.headers.get("x-pages")).toBe("1");
    expect(await ids("shifts/since/2013-04-28?start=2")).toEqual([3, 4]);
    expect(await ids("reconciliations?start=12")).toEqual([13]);
    expect(await ids("reconciliations?page=2")).toEqual([]);
  });

  test("KC-16 another company's counts and check-ins are not there", async () => {
    const { auth: demo } = servery();
    for (const path of ["reconciliations/12", "cashups/12"]) {
      expect([path, (await servery().ask(`/v1/companies/me/${path}`, { auth: demo })).status]).toEqual([path, 404]);
    }
    const body = { processed: true };
    const marked = await servery().ask("/v1/companies/me/reconciliations/12", { method: "PUT", body, auth: demo });
    expect(marked.status).toBe(404);
    expect((await get("reconciliations/12")).json()["processed"]).toBe(false);
    expect((await servery().get("reconciliations")).json()).toEqual([]);
    for (const path of ["shifts/2013-04-29", "reconciliations", `sites/${FITZROY}/checkins`]) {
      const foreign = `/v1/companies/${COMPANY}/${path}`;
      expect([path, (await servery().ask(foreign, { auth: demo })).status]).toEqual([path, 404]);
    }
  });
});
