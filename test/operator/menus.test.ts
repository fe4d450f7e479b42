import { expect, test } from "vitest";
import { type Json, onEveryEngine } from "../support/servery.ts";
import { FLAT_WHITE, LATTE } from "./goods-support.ts";
import { as } from "./support.ts";

const product = (id: number, color: string | null = null) => ({ kind: "product", product_id: id, color });
const group = (name: string, ...entries: Json[]) => ({ name, color: null, entries });
const inner = (inside: Json) => ({ kind: "group", group: inside });

onEveryEngine("menus of the back office", (servery) => {
  const ask = async (path: string, method = "GET", body?: unknown) =>
    (await as(servery(), "manager"))(path, { method, ...(body !== undefined && { body }) });
  const made = async (groups: Json): Promise<Json> => {
    const answer = await ask("menus", "POST", { name: "Test", groups });
    expect([answer.status, answer.text]).toEqual([201, expect.any(String)]);
    return answer.json();
  };

  test("VU-03 a menu is stored as a whole tree, and shown as it was put together", async () => {
    const { id, groups } = await made([
      group("Coffee", product(LATTE, "brown"), inner(group("White", product(FLAT_WHITE)))),
    ]);
    expect(groups).toEqual([
      {
        id: expect.any(Number),
        name: "Coffee",
        color: null,
        entries: [product(LATTE, "brown"), inner({ ...group("White", product(FLAT_WHITE)), id: expect.any(Number) })],
      },
    ]);
    expect((await ask(`menus/${id}`)).json().groups).toEqual(groups);
    const [all] = (await ask("menus")).json<Json[]>();
    expect(all).toMatchObject({ id: 2301, name: "All day", site_ids: null });
  });

  test("VU-03 groups that are sent with their id keep it wherever they are put; others are new", async () => {
    const { id, groups } = await made([group("A", inner(group("B", product(LATTE)))), group("C")]);
    const [a, c] = groups;
    const b = a.entries[0].group;
    const moved = [{ ...c, entries: [inner(b)] }, group("D"), { ...a, name: "A2", entries: [] }];
    const after = (await ask(`menus/${id}`, "PUT", { groups: moved })).json().groups;
    expect(after).toEqual([
      { ...c, entries: [inner(b)] },
      { ...group("D"), id: after[1].id },
      { ...a, name: "A2", entries: [] },
    ]);
    expect(new Set([a.id, b.id, c.id, after[1].id]).size).toBe(4);
    for (const wrong of [[a, a], [{ ...a, id: 2320 }], [{ ...a, entries: [inner({ ...b, id: a.id })] }]]) {
      const refused = await ask(`menus/${id}`, "PUT", { groups: wrong });
      expect([refused.status, refused.json().field]).toEqual([400, expect.stringMatching(/^groups\..*id$/)]);
    }
    expect((await ask(`menus/${id}`)).json().groups).toEqual(after);
  });

  test("VU-03 a menu names its unknown product with the place; one that is gone by now may stay", async () => {
    const tree = [group("A", product(LATTE), inner(group("B", product(FLAT_WHITE), product(990))))];
    const refused = await ask("menus", "POST", { name: "Test", groups: tree });
    expect([refused.status, refused.json()]).toMatchObject([
      400,
      { field: "groups.0.entries.1.group.entries.1.product_id", value: "990" },
    ]);
    const body = { name: "Gone soon", price: { amount: "1" } };
    const { id: gone } = (await ask("products", "POST", body)).json();
    const { id, groups } = await made([group("A", product(gone))]);
    expect((await ask(`products/${gone}`, "DELETE")).status).toBe(204);
    expect((await ask(`menus/${id}`, "PUT", { groups: [...groups, group("B")] })).status).toBe(200);
    expect((await ask("menus", "POST", { name: "New", groups: [group("A", product(gone))] })).status).toBe(400);
  });

  test("VU-03 a menu has limits: how deep, how many groups, how many entries", async () => {
    const nested = (depth: number): Json => (depth === 1 ? group("Deep") : group("Deep", inner(nested(depth - 1))));
    expect((await ask("menus", "POST", { name: "Deep", groups: [nested(5)] })).status).toBe(201);
    const many = Array.from({ length: 201 }, (_, i) => group(`G${i}`));
    const full = Array.from({ length: 5_001 }, () => product(LATTE));
    for (const [groups, says] of [
      [[nested(6)], "groups can stand 5 deep at the most"],
      [many, "must not be more than 200"],
      [[group("A", ...many.slice(1).map(inner))], "a menu has 200 groups at the most"],
      [[group("A", ...full)], "must not be more than 5000"],
      [[group("A", ...full.slice(1)), group("B", product(LATTE))], "a menu has 5000 entries at the most"],
    ] as const) {
      const refused = await ask("menus", "POST", { name: "Large", groups });
      expect([refused.status, refused.json().error_description]).toEqual([400, expect.stringContaining(says)]);
    }
  });

  test("VU-03 menus of a site are the ones that it has; ordering apps see the new menu", async () => {
    const { id } = (await ask("menus", "POST", { name: "Only Southbank", site_ids: [824] })).json();
    const of = async (site: number) => (await ask(`menus?site_id=${site}`)).json<Json[]>().map((menu) => menu.id);
    expect(await of(824)).toContain(id);
    expect(await of(823)).not.toContain(id);
  });
});
