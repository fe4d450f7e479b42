import { expect, test } from "vitest";
import type { AddonId, AuthorizationId, CompanyId, StaffId } from "../../src/domain/ids.ts";
import { newSecret, sha256 } from "../../src/kit/secrets.ts";
import { type Json, OTHER_ADDON, onEveryEngine } from "../support/servery.ts";
import { as, staffIdOf } from "./support.ts";

const COMPANY = 5678 as CompanyId;

onEveryEngine("connected apps in the operator API", (servery) => {
  const apps = async (): Promise<Json[]> => (await (await as(servery(), "manager"))("connected_apps")).json();
  /** The other company's add-on, connected here by the owner, with every kind of thing that stands on that. */
  const connect = async (company = COMPANY) => {
    const { addons, tokens } = servery().storage.access;
    const staffId = staffIdOf("owner") as StaffId;
    const createdAt = servery().clock.now();
    const about = { companyId: company, addonId: OTHER_ADDON, staffId, api: "kounta" } as const;
    const code = () => {
      const text = newSecret();
      const times = { createdAt, expiresAt: createdAt + 60_000 };
      const stored = { ...about, permissions: ["*"], redirectUri: "https://a.example/", challenge: null, ...times };
      return { text, stored: { ...stored, hash: sha256(text) } };
    };
    await addons.grant(company, OTHER_ADDON, staffId, createdAt);
    const [access, refresh, used, unused] = [newSecret(), newSecret(), code(), code()];
    await tokens.addCode(used.stored);
    await tokens.addCode(unused.stored);
    const id = (await servery().storage.companies.newId("authorization")) as AuthorizationId;
    const permissions = ["orders:read", "company:read"];
    await tokens.redeem(
      used.stored,
      { ...about, id, permissions, createdAt },
      {
        access: { hash: sha256(access), createdAt, expiresAt: createdAt + 3_600_000 },
        refresh: { hash: sha256(refresh), createdAt },
      },
      createdAt,
    );
    return { access: `Bearer ${access}`, refresh, code: unused.text };
  };
  const exchange = (body: Record<string, string>) =>
    servery().ask("/v1/token.json", { method: "POST", auth: servery().other.auth, body });

  test("KC-16 the list shows what is connected: whose it is, who connected it, and what it may do", async () => {
    await connect();
    const listed = await apps();
    expect(listed.map(({ id }) => id)).toEqual([1, 2, OTHER_ADDON]);
    expect(listed[2]).toEqual({
      id: OTHER_ADDON,
      name: "Other add-on",
      description: "",
      owner: "Kissa Ōkami",
      own: false,
      connected_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      connected_by: { staff_id: staffIdOf("owner"), name: "Maeve O'Sullivan" },
      allows: [{ api: "kounta", permissions: ["company:read", "orders:read"] }],
    });
    expect(listed[0]).toMatchObject({ name: "Demo add-on", own: true, connected_by: null });
    expect(listed[0].allows[0].permissions).toContain("orders:write");
    expect(listed[1].allows).toMatchObject([{ api: "kseries", permissions: expect.arrayContaining(["orders-api"]) }]);
  });

  test("KC-16 removing an app ends its code, access token and refresh token for this company at once", async () => {
    const given = await connect();
    const elsewhere = `Bearer ${await servery().token(3_600, OTHER_ADDON, servery().other.company)}`;
    expect((await servery().ask("orders.json", { auth: given.access })).status).toBe(200);
    expect((await exchange({ grant_type: "refresh_token", refresh_token: given.refresh })).status).toBe(200);

    const removed = await (await as(servery(), "manager"))(`connected_apps/${OTHER_ADDON}`, { method: "DELETE" });
    expect([removed.status, removed.text]).toEqual([204, ""]);
    const access = await servery().ask("orders.json", { auth: given.access });
    expect([access.status, access.json().error]).toEqual([401, "invalid_token"]);
    const code = { grant_type: "authorization_code", code: given.code, redirect_uri: "https://a.example/" };
    for (const body of [{ grant_type: "refresh_token", refresh_token: given.refresh }, code]) {
      const refused = await exchange(body);
      expect([refused.status, refused.json().error], body.grant_type).toEqual([400, "invalid_grant"]);
    }
    expect((await apps()).map(({ id }) => id)).not.toContain(OTHER_ADDON);
    expect((await servery().ask("/v1/companies/6789/orders.json", { auth: elsewhere })).status).toBe(200);
    expect((await servery().ask("/v1/companies/6789/orders.json", { auth: servery().other.auth })).status).toBe(200);
  });

  test("KC-16 an app that was removed and is connected again begins afresh", async () => {
    const before = await connect();
    await (
      await as(servery(), "owner")
    )(`connected_apps/${OTHER_ADDON}`, { method: "DELETE" });
    const after = await connect();
    expect((await servery().ask("orders.json", { auth: before.access })).status).toBe(401);
    expect((await servery().ask("orders.json", { auth: after.access })).status).toBe(200);
  });

  test("KC-16 what is not connected, or to another company only, is a 404", async () => {
    const ask = await as(servery(), "owner");
    await ask(`connected_apps/${OTHER_ADDON}`, { method: "DELETE" });
    for (const id of [OTHER_ADDON, 99_999_999, "9".repeat(30), "x"]) {
      const answer = await ask(`connected_apps/${id}`, { method: "DELETE" });
      expect([id, answer.status]).toEqual([id, 404]);
    }
    for (const [method, path] of [
      ["GET", "connected_apps"],
      ["DELETE", `connected_apps/${OTHER_ADDON}`],
    ] as const) {
      expect((await ask(`/admin/api/companies/6789/${path}`, { method })).status).toBe(404);
    }
    expect((await servery().ask("/v1/companies/6789/orders.json", { auth: servery().other.auth })).status).toBe(200);
  });

  test("KC-16 a company's own add-on that it removed comes in neither by token nor by client id and secret", async () => {
    const token = `Bearer ${await servery().token(3_600, 1)}`;
    const { id } = await servery().order();
    const statuses = async () => {
      const answers = [servery().auth, token].flatMap((auth) =>
        ["orders.json", `orders/${id}.json`].map((path) => servery().ask(path, { auth })),
      );
      return (await Promise.all(answers)).map(({ status }) => status);
    };
    expect(await statuses()).toEqual([200, 200, 200, 200]);
    expect(await statuses()).toEqual([200, 200, 200, 200]);
    expect((await (await as(servery(), "owner"))("connected_apps/1", { method: "DELETE" })).status).toBe(204);
    expect(await statuses()).toEqual([401, 401, 401, 401]);
    await servery().storage.access.addons.grant(COMPANY, 1 as AddonId, null, servery().clock.now());
    expect(await statuses(), "connected again").toEqual([200, 200, 401, 401]);
  });

  test("KC-16 a company's own add-on that was removed is connected again by the company, another's is not", async () => {
    const own = { id: 77 as AddonId, clientId: "to-reconnect" };
    const auth = await servery().addon(own, "reconnects");
    const manager = await as(servery(), "manager");
    const reach = async () => (await servery().ask("orders.json", { auth })).status;
    expect(await reach()).toBe(200);
    expect((await manager("connected_apps/77", { method: "DELETE" })).status).toBe(204);
    expect(await reach()).toBe(401);
    const again = await manager("connected_apps/77", { method: "PUT" });
    expect([again.status, again.json().own]).toEqual([200, true]);
    expect(await reach()).toBe(200);
    for (const id of [OTHER_ADDON, 4_711]) {
      expect((await manager(`connected_apps/${id}`, { method: "PUT" })).status).toBe(404);
    }
  });
});
