import { expect, test } from "vitest";
import type { StaffId } from "../../src/domain/ids.ts";
import { type Json, onEveryEngine } from "../support/servery.ts";
import { as, staffIdOf } from "./support.ts";

onEveryEngine("records of staff and customers", (servery) => {
  const put = async (path: string, body: unknown) => (await as(servery(), "manager"))(path, { method: "PUT", body });
  const post = async (path: string, body: unknown) => (await as(servery(), "manager"))(path, { method: "POST", body });
  const remove = async (path: string) => (await as(servery(), "manager"))(path, { method: "DELETE" });

  test("VU-03 staff: somebody new can be let in, and stays while they can sign in", async () => {
    const made = await post("staff", {
      first_name: " Nora ",
      site_ids: [823],
      emails: ["", "n@brindleandtram.example"],
    });
    expect(made.json()).toMatchObject({ first_name: "Nora", last_name: "", emails: ["n@brindleandtram.example"] });
    const { id } = made.json();
    expect((await servery().get(`staff/${id}`)).json()).toMatchObject({ first_name: "Nora", is_admin: false });
    const { people } = servery().storage.access;
    await people.setPin(servery().company, id as StaffId, "hash", 0);
    const withPin = await remove(`staff/${id}`);
    expect([withPin.status, withPin.text]).toEqual([409, expect.stringContaining("with a PIN")]);
    await people.setPin(servery().company, id as StaffId, null, 0);
    const person = { username: "nora", password: "a-long-one-5678", role: "staff" };
    expect((await post("people", { staff_id: id, ...person })).status).toBe(201);
    const withName = await remove(`staff/${id}`);
    expect([withName.status, withName.text]).toEqual([409, expect.stringContaining("sign in as nora")]);
    expect((await put(`people/${id}`, { active: false })).status).toBe(200);
    expect((await remove(`staff/${id}`)).status).toBe(204);
    expect((await servery().get(`staff/${id}`)).status).toBe(404);
    expect((await remove(`staff/${staffIdOf("waiter")}`)).status).toBe(409);
  });

  test("VU-03 staff: an address is written whole, kept in their book and taken away with null", async () => {
    const { id } = (await post("staff", { first_name: "Ola" })).json();
    const home = { lines: ["1 Pier Road"], city: "Port Melbourne", postal_code: "3207" };
    const told = (await put(`staff/${id}`, { postal_address: home })).json();
    expect(told.postal_address).toMatchObject({ ...home, zone: null, country: null });
    expect((await servery().get(`staff/${id}/addresses`)).json()).toHaveLength(1);
    expect((await put(`staff/${id}`, { postal_address: home })).json().version).toBe(told.version);
    expect((await put(`staff/${id}`, { postal_address: null })).json().postal_address).toBeNull();
    expect((await servery().get(`staff/${id}/addresses`)).json()).toEqual([]);
    await remove(`staff/${id}`);
  });

  test("VU-03 customers: added, read, changed in part; a stale version changes nothing", async () => {
    const said = { first_name: "Iris", last_name: "Møller", mobile: "0491 579 999", tags: ["regular"] };
    const made = await post("customers", said);
    expect([made.status, made.json()]).toMatchObject([201, { ...said, version: 1, company_id: 5678 }]);
    const { id } = made.json();
    expect(made.headers.get("location")).toMatch(new RegExp(`/admin/api/companies/5678/customers/${id}$`));
    const ask = await as(servery(), "barista", "pin");
    expect((await ask(`customers/${id}`)).json()).toEqual(made.json());
    const address = { address: "5 Pier Road", city: "Port Melbourne" };
    const changed = await put(`customers/${id}`, { primary_address: address, version: 1 });
    expect(changed.json()).toMatchObject({ version: 2, mobile: said.mobile, primary_address: address });
    const late = await put(`customers/${id}`, { first_name: "Other", version: 1 });
    expect([late.status, late.json().error]).toEqual([409, "customer_changed"]);
    const seen = (await servery().get(`customers/${id}`)).json();
    expect(seen).toMatchObject({ first_name: "Iris", primary_address: address });
    for (const [body, field] of [
      [{ first_name: "" }, "first_name"],
      [{ email: "iris" }, "email"],
      [{ version: "2" }, "version"],
    ] as const) {
      const refused = await put(`customers/${id}`, body);
      expect([refused.status, refused.json().field]).toEqual([400, field]);
    }
    expect((await post("customers", { first_name: "Nobody" })).status).toBe(400);
    expect((await post("customers", said)).json().field).toBe("mobile");
    expect((await put("customers/99999", {})).status).toBe(404);
    expect((await ask("/admin/api/companies/5679/customers")).status).toBe(404);
  });

  test("VU-03 customers: found by parts of their name, address and number, page by page", async () => {
    const made: number[] = [];
    for (const [first_name, last_name, email, phone] of [
      ["Quill", "Aster-Vale", "quill_aster@brindleandtram.example", "+61 3 7010 0477"],
      ["Quinn", "Aster", "100%quinn@brindleandtram.example", "03 7010 0488"],
    ]) {
      made.push((await post("customers", { first_name, last_name, email, phone })).json().id as number);
    }
    const ask = await as(servery(), "barista");
    const found = async (q: string) => {
      const answer = await ask(`customers?q=${encodeURIComponent(q)}`);
      expect(answer.status, answer.text).toBe(200);
      return answer.json<Json[]>().map(({ id }) => id as number);
    };
    expect(await found("aster qui")).toEqual(made);
    expect(await found("QUINN")).toEqual([made[1]]);
    expect(await found("quill_")).toEqual([made[0]]);
    expect(await found("100%")).toEqual([made[1]]);
    expect(await found("%")).toEqual([made[1]]);
    expect(await found("7010 04")).toEqual(expect.arrayContaining(made));
    expect(await found("+61 3 7010-0477")).toEqual([made[0]]);
    expect(await found("quill quinn")).toEqual([]);
    for (const odd of ["\0", "'", "\\", "💡", "+", "((("]) await found(odd);
    const first = await ask("customers?q=aster%20qui&per_page=1");
    expect([first.headers.get("x-pages"), first.json<Json[]>().length]).toEqual(["2", 1]);
    const next = await ask(first.headers.get("x-next-page")!);
    expect(next.json<Json[]>().map(({ id }) => id)).toEqual([made[1]]);
    const mobile = (await ask(`customers?email=${encodeURIComponent("QUILL_aster@brindleandtram.example")}`)).json<
      Json[]
    >();
    expect(mobile.map(({ id }) => id)).toEqual([made[0]]);
  });
});
