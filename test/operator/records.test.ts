import { expect, test } from "vitest";
import { type Json, onEveryEngine } from "../support/servery.ts";
import { triedGoods } from "./records-goods-kinds.ts";
import { tried } from "./records-kinds.ts";
import { as } from "./support.ts";

const all = [...tried, ...triedGoods];

onEveryEngine("records of the set-up", (servery) => {
  const owner = () => as(servery(), "owner");

  for (const { path, make, change, usual, needs, bad, write, update } of all) {
    test(`VU-03 ${path}: one is made, read, changed in part, found in the list and removed`, async () => {
      const ask = await owner();
      const said = make();
      const made = await ask(path, { method: "POST", body: said });
      expect([made.status, made.text]).toEqual([201, expect.any(String)]);
      const record = made.json();
      expect(record).toMatchObject({ ...said, ...usual, version: 1 });
      expect(made.headers.get("location")).toMatch(new RegExp(`/admin/api/companies/5678/${path}/${record.id}$`));
      expect((await ask(`${path}/${record.id}`)).json()).toEqual(record);

      const changed = await ask(`${path}/${record.id}`, { method: "PUT", body: { ...change, version: 1 } });
      expect([changed.status, changed.text]).toEqual([200, expect.any(String)]);
      expect(changed.json()).toEqual({ ...record, ...change, version: 2, updated_at: changed.json().updated_at });
      const again = await ask(`${path}/${record.id}`, { method: "PUT", body: change });
      expect([again.status, again.json()]).toEqual([200, changed.json()]);

      const newest = (await ask(`${path}?sort=-id&per_page=1`)).json<Json[]>();
      expect(newest).toEqual([changed.json()]);
      expect((await ask(`${path}/${record.id}`, { method: "DELETE" })).status).toBe(204);
      expect((await ask(`${path}/${record.id}`)).status).toBe(404);
      expect((await ask(`${path}/${record.id}`, { method: "DELETE" })).status).toBe(404);
    });

    test(`VU-03 ${path}: a change of what somebody else changed meanwhile is a 409 and changes nothing`, async () => {
      const ask = await owner();
      const { id } = (await ask(path, { method: "POST", body: make() })).json();
      const at = `${path}/${id}`;
      expect((await ask(at, { method: "PUT", body: change })).status).toBe(200);
      const late = await ask(at, { method: "PUT", body: { ...make(), version: 1 } });
      expect([late.status, late.json().error, late.json().version]).toEqual([409, "changed", 2]);
      expect(late.text).toContain("somebody else");
      expect((await ask(at)).json()).toMatchObject({ ...change, version: 2 });
      for (const version of ["2", 1.5, null]) {
        expect((await ask(at, { method: "PUT", body: { version } })).json().field).toBe("version");
      }
      await ask(at, { method: "DELETE" });
    });

    test(`VU-03 ${path}: what cannot be is a 400 that names the field, and makes nothing`, async () => {
      const ask = await owner();
      const total = async () => Number((await ask(path)).headers.get("x-total"));
      const before = await total();
      for (const field of needs) {
        const { [field]: _, ...less } = make();
        const refused = await ask(path, { method: "POST", body: less });
        expect([refused.status, refused.json().field], field).toEqual([400, field]);
      }
      for (const [body, field] of bad) {
        const refused = await ask(path, { method: "POST", body: { ...make(), ...body } });
        expect([refused.status, refused.json().field], JSON.stringify(body)).toEqual([400, field]);
        expect(refused.json().error_description ?? refused.text).toContain(`${field}: `);
      }
      expect((await ask(path, { method: "POST", body: [] })).status).toBe(400);
      expect(await total()).toBe(before);
    });

    test(`VU-03 ${path}: of no use to who may not set up; another company's are not there`, async () => {
      const [ask, barista] = [await owner(), await as(servery(), "barista")];
      const { id } = (await ask(path, { method: "POST", body: make() })).json();
      for (const [method, at, body] of [
        ["POST", path, make()],
        ["PUT", `${path}/${id}`, change],
        ["DELETE", `${path}/${id}`, undefined],
      ] as const) {
        const refused = await barista(at, { method, ...(body !== undefined && { body }) });
        expect([refused.status, refused.json().permission]).toEqual([403, (method === "PUT" && update) || write]);
        const elsewhere = `/admin/api/companies/5679/${at}`;
        expect((await ask(elsewhere, { method, ...(body !== undefined && { body }) })).status).toBe(404);
        expect((await ask(at.replace(String(id), "990"), { method: "PUT", body: change })).status).toBe(
          at === path ? 405 : 404,
        );
      }
      expect((await ask(`/admin/api/companies/5679/${path}`)).status).toBe(404);
      expect((await ask(`${path}/${id}`)).json().version).toBe(1);
      await ask(`${path}/${id}`, { method: "DELETE" });
    });
  }

  for (const { path, inUse } of all.filter((one) => one.inUse !== undefined)) {
    test(`VU-03 ${path}: one that something needs stays, and says what needs it`, async () => {
      const ask = await owner();
      const refused = await ask(`${path}/${inUse!.id}`, { method: "DELETE" });
      expect([refused.status, refused.text]).toEqual([409, expect.stringMatching(inUse!.says)]);
      expect((await ask(`${path}/${inUse!.id}`)).status).toBe(200);
    });
  }
});
