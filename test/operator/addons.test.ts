import { expect, test } from "vitest";
import type { AddonId } from "../../src/domain/ids.ts";
import { sha256 } from "../../src/kit/secrets.ts";
import { type Json, type TestServery, OTHER_ADDON, basic, onEveryEngine } from "../support/servery.ts";
import { as } from "./support.ts";

const HOUR = 3_600_000;

const reaches = async (servery: TestServery, auth: string): Promise<number> =>
  (await servery.ask("orders.json", { auth })).status;

onEveryEngine("add-ons in the operator API", (servery) => {
  const owner = () => as(servery(), "owner");
  const create = async (body: Record<string, unknown> = {}): Promise<Json> => {
    const made = await (await owner())("addons", { method: "POST", body: { name: "Table ordering", ...body } });
    expect(made.status, made.text).toBe(201);
    return made.json();
  };

  test("KC-02 an add-on is created with all its fields, and its secret is in the answer to that alone", async () => {
    const ask = await owner();
    const facts = {
      name: "  Table ordering ",
      description: "Guests order at their table.",
      public: false,
      apis: ["kounta", "kseries"],
      redirect_uris: ["https://app.example/callback?x=1", "https://app.example/other"],
      scopes: ["orders-api", "reservation-acme"],
      permissions: ["orders:read", "orders:write", "orders:read"],
      grants: ["authorization_code", "refresh_token", "client_credentials"],
    };
    const made = await ask("addons", { method: "POST", body: facts });
    expect(made.status, made.text).toBe(201);
    expect(made.headers.get("cache-control")).toBe("no-store");
    const { client_secret, ...record } = made.json();
    expect(record).toEqual({
      ...facts,
      id: expect.any(Number),
      client_id: expect.stringMatching(/^[0-9a-f]{24}$/),
      name: "Table ordering",
      permissions: ["orders:read", "orders:write"],
      status: "active",
      old_secret_until: null,
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$/),
      connected_companies: 1,
    });
    expect(client_secret).toMatch(/^[\w-]{32}$/);
    expect(made.headers.get("location")).toBe(`${servery().url}/admin/api/companies/5678/addons/${record.id}`);

    const shown = await ask(made.headers.get("location")!);
    expect([shown.status, shown.json()]).toEqual([200, record]);
    const list = await ask("addons");
    expect(list.status).toBe(200);
    expect(list.json()).toContainEqual(record);
    expect(list.json().map(({ id }: Json) => id)).not.toContain(OTHER_ADDON);
    for (const { text } of [shown, list]) {
      for (const hidden of [client_secret, sha256(client_secret), "secret_hash"]) expect(text).not.toContain(hidden);
    }
    expect(await reaches(servery(), basic(record.client_id, client_secret))).toBe(200);
  });

  test("KC-02 the secret is stored hashed", async () => {
    const { id, client_secret } = await create();
    const stored = await servery().storage.access.addons.get(servery().company, id as AddonId);
    expect(stored!.secretHash).toBe(sha256(client_secret));
    expect(JSON.stringify(stored)).not.toContain(client_secret);
  });

  test("KC-02 what is not said: a Kounta add-on that may do nothing yet; a public one has no secret", async () => {
    expect(await create()).toMatchObject({
      description: "",
      public: false,
      apis: ["kounta"],
      redirect_uris: [],
      scopes: [],
      permissions: [],
      grants: ["authorization_code", "refresh_token"],
    });
    const app = await create({ public: true });
    expect([app.public, app.client_secret]).toEqual([true, null]);
    const rotated = await (await owner())(`addons/${app.id}/secret`, { method: "POST", body: { overlap_hours: 0 } });
    expect([rotated.status, rotated.json().error]).toEqual([409, "public"]);
  });

  test("KC-02 the list comes in pages", async () => {
    const ask = await owner();
    await create();
    const first = await ask("addons");
    const ids: number[] = first.json().map(({ id }: Json) => id);
    expect(ids).toEqual(ids.toSorted((a, b) => a - b));
    const beyond = await ask(`addons?start=${ids.at(-2)}`);
    expect(beyond.json().map(({ id }: Json) => id)).toEqual([ids.at(-1)]);
    expect(first.headers.get("x-pages")).toBe("1");
  });

  test("KC-02 an edit changes what was sent and leaves the rest, and binds the add-on at once", async () => {
    const ask = await owner();
    const { id, client_id, client_secret, ...before } = await create({ permissions: ["*"], description: "First." });
    const auth = basic(client_id, client_secret);
    expect(await reaches(servery(), auth)).toBe(200);
    const edited = await ask(`addons/${id}`, {
      method: "PUT",
      body: { name: "Kiosk", permissions: ["products:read"] },
    });
    expect([edited.status, edited.json()]).toEqual([
      200,
      { ...before, id, client_id, name: "Kiosk", permissions: ["products:read"] },
    ]);
    expect((await ask(`addons/${id}`)).json()).toEqual(edited.json());
    expect(await reaches(servery(), auth)).toBe(403);
    expect((await ask(`addons/${id}`, { method: "PUT", body: {} })).json()).toEqual(edited.json());
  });

  test("KC-02 a rotated secret: the new one works at once, the old one to the second of the overlap", async () => {
    const ask = await owner();
    const now = Date.now();
    servery().clock.now = () => now;
    const { id, client_id, client_secret: first } = await create({ permissions: ["*"] });
    const rotate = (overlap_hours: unknown) => ask(`addons/${id}/secret`, { method: "POST", body: { overlap_hours } });
    const answer = await rotate(2);
    expect([answer.status, answer.headers.get("cache-control")]).toEqual([200, "no-store"]);
    const { client_secret: second, old_secret_until } = answer.json();
    expect(second).not.toBe(first);
    expect(Date.parse(old_secret_until)).toBe(Math.floor((now + 2 * HOUR) / 1_000) * 1_000);
    const [old, fresh] = [basic(client_id, first), basic(client_id, second)];
    for (const [after, status] of [
      [0, 200],
      [2 * HOUR - 1, 200],
      [2 * HOUR, 401],
    ] as const) {
      servery().clock.now = () => now + after;
      expect(await reaches(servery(), old), `${after} ms`).toBe(status);
      expect(await reaches(servery(), fresh), `${after} ms`).toBe(200);
    }
    servery().clock.now = () => now;
    const third = (await rotate(0)).json();
    expect(third.old_secret_until).toBeNull();
    expect([await reaches(servery(), fresh), await reaches(servery(), basic(client_id, third.client_secret))]).toEqual([
      401, 200,
    ]);
    for (const overlap of [-1, 169, 1.5, "2", null, undefined]) {
      const refused = await rotate(overlap);
      expect([refused.status, refused.json().field], String(overlap)).toEqual([400, "overlap_hours"]);
    }
    expect((await rotate(168)).status).toBe(200);
    servery().clock.now = Date.now;
  });

  test("KC-02 a revoked add-on is out for good: secret and tokens end, it is still shown, and nothing changes it", async () => {
    const ask = await owner();
    const { id, client_id, client_secret } = await create({ permissions: ["*"] });
    const ways = [basic(client_id, client_secret), `Bearer ${await servery().token(3_600, id)}`];
    for (const auth of ways) expect(await reaches(servery(), auth)).toBe(200);
    expect((await ask(`addons/${id}`, { method: "DELETE" })).status).toBe(204);
    for (const auth of ways) expect(await reaches(servery(), auth)).toBe(401);
    expect((await ask(`addons/${id}`)).json()).toMatchObject({ id, status: "revoked" });
    for (const [path, method, body] of [
      [`addons/${id}`, "PUT", { name: "Again" }],
      [`addons/${id}/secret`, "POST", { overlap_hours: 0 }],
      [`addons/${id}`, "DELETE", undefined],
    ] as const) {
      const refused = await ask(path, { method, ...(body && { body }) });
      expect([method, refused.status, refused.json().error]).toEqual([method, 409, "revoked"]);
    }
    expect(await reaches(servery(), ways[0]!)).toBe(401);
  });

  test("KC-02 what an add-on cannot be is a 400 that names the field", async () => {
    const ask = await owner();
    const { id } = await create();
    for (const [field, body] of [
      ["name", { name: " " }],
      ["name", { name: "n".repeat(101) }],
      ["name", { name: 7 }],
      ["description", { description: "d".repeat(501) }],
      ["apis", { apis: [] }],
      ["apis.0", { apis: ["soap"] }],
      ["redirect_uris", { redirect_uris: ["http://app.example/callback"] }],
      ["redirect_uris", { redirect_uris: ["/callback"] }],
      ["redirect_uris", { redirect_uris: ["https://app.example/#top"] }],
      ["redirect_uris", { redirect_uris: ["https://me:pass@app.example/"] }],
      ["redirect_uris", { redirect_uris: ["https://APP.example/"] }],
      ["redirect_uris", { redirect_uris: [`https://app.example/${"a".repeat(2_000)}`] }],
      ["redirect_uris", { redirect_uris: Array.from({ length: 21 }, (_, i) => `https://app.example/${i}`) }],
      ["redirect_uris", { redirect_uris: "https://app.example/" }],
      ["permissions", { permissions: ["orders:read", "orders:eat"] }],
      ["scopes", { scopes: ["orders-api", "everything"] }],
      ["grants.0", { grants: ["password"] }],
      ["grants", { grants: ["client_credentials"], public: true }],
      ["public", { public: "yes" }],
    ] as const) {
      for (const [path, method] of [
        ["addons", "POST"],
        [`addons/${id}`, "PUT"],
      ] as const) {
        const refused = await ask(path, { method, body: { name: "Kiosk", ...body } });
        expect([method, refused.status, refused.json().field], refused.text).toEqual([method, 400, field]);
        expect(refused.json().error_description).toMatch(new RegExp(`^${field}: must|^${field}: a public`));
        expect(refused.text).not.toMatch(/invalid|expired/);
      }
    }
    expect((await ask("addons", { method: "POST", body: {} })).json()).toMatchObject({ field: "name" });
  });

  test("KC-02 KC-16 unknown ids and other companies' add-ons are a 404 to see, change, rotate and revoke", async () => {
    const ask = await owner();
    for (const id of [OTHER_ADDON, 99_999_999, "9".repeat(30), "x"]) {
      for (const [path, method, body] of [
        [`addons/${id}`, "GET", undefined],
        [`addons/${id}`, "PUT", { name: "Mine" }],
        [`addons/${id}/secret`, "POST", { overlap_hours: 0 }],
        [`addons/${id}`, "DELETE", undefined],
      ] as const) {
        const answer = await ask(path, { method, ...(body && { body }) });
        expect([path, method, answer.status]).toEqual([path, method, 404]);
      }
    }
    const theirs = await servery().ask("/v1/companies/6789/orders.json", { auth: servery().other.auth });
    expect(theirs.status).toBe(200);
  });
});
