import { expect, test } from "vitest";
import type { Addon } from "../../src/domain/access/addon.ts";
import type { AddonId, StaffId } from "../../src/domain/ids.ts";
import { hashPassword } from "../../src/kit/passwords.ts";
import { type Answer, OTHER_ADDON, type TestServery, basic, onEveryEngine, testAddon } from "../support/servery.ts";
import { cookieOf, posted, signIn, tokenInPage } from "./walk.ts";

/** Somebody who is signed in in a browser: reads pages, and sends their forms. */
const browserOf = async (servery: TestServery, cookie: string) => {
  const get = (path: string): Promise<Answer> => servery.ask(path, { auth: null, headers: { cookie } });
  const csrf = tokenInPage((await get("/account")).text);
  const send = (path: string, fields: Fields = {}, headers: Record<string, string> = {}): Promise<Answer> =>
    servery.ask(path, posted(encoded({ csrf, ...fields }), { cookie, ...headers }));
  return { cookie, csrf, get, send };
};
const asRole = async (servery: TestServery, username: string) => browserOf(servery, await signIn(servery, username));

type Fields = Readonly<Record<string, string | readonly string[] | undefined>>;
const encoded = (fields: Fields): string =>
  new URLSearchParams(
    Object.entries(fields).flatMap(([name, value]) =>
      (typeof value === "string" ? [value] : (value ?? [])).map((one): [string, string] => [name, one]),
    ),
  ).toString();

let nextStaff = 40_000;

/** A person of the demo company for one test alone, signed in. */
const newPerson = async (servery: TestServery, role: "owner" | "manager" | "staff" = "owner") => {
  const staffId = nextStaff++ as StaffId;
  const person = {
    companyId: servery.company,
    staffId,
    username: `person-${staffId}`,
    role,
    active: true,
    createdAt: servery.clock.now(),
  };
  const password = `a long password ${staffId}`;
  await servery.storage.access.people.add({ ...person, passwordHash: await hashPassword(password) });
  const enter = async (secret = password): Promise<Answer> => {
    const csrf = tokenInPage((await servery.ask("/login", { auth: null })).text);
    return servery.ask("/login", posted({ csrf, username: person.username, password: secret }));
  };
  return { ...person, password, enter, browser: await browserOf(servery, cookieOf(await enter())) };
};

const SHOP = {
  name: "Table shop",
  description: "Takes orders at the table.",
  kind: "confidential",
  dialects: ["kounta", "kseries"],
  grants: ["authorization_code", "refresh_token"],
  redirect_uris: "https://shop.example/callback\r\n\r\n https://shop.example/second \r\n",
  permissions: ["orders:read", "company:read"],
  scopes: ["items"],
} as const;

const secretIn = ({ text }: Answer): string | undefined => /<code class="copy">([\w-]{32})<\/code>/.exec(text)?.[1];
const clientIdIn = ({ text }: Answer): string => /<dd><code class="copy">([\w-]+)<\/code><\/dd>/.exec(text)![1]!;

/** Creates an add-on on the page; answers its id and credentials. */
const create = async (
  servery: TestServery,
  { send }: Awaited<ReturnType<typeof asRole>>,
  fields: Fields = {},
): Promise<{ id: number; clientId: string; secret: string; page: Answer }> => {
  const page = await send("/office/add-ons", { ...SHOP, ...fields });
  expect(page.status, page.text).toBe(200);
  const clientId = clientIdIn(page);
  const addon = await servery.storage.access.addons.byClientId(clientId);
  return { id: addon!.id, clientId, secret: secretIn(page)!, page };
};

const atOwnCompany = async (servery: TestServery, clientId: string, secret: string): Promise<number> =>
  (await servery.ask("/v1/companies/5678.json", { auth: basic(clientId, secret) })).status;

const SENT = [
  ["/account/password", { current: "x", password: "y" }],
  ["/account/pin", { current: "x", pin: "4826" }],
  ["/account/sign-out-everywhere", {}],
  ["/apps/1/remove", {}],
  ["/office/add-ons", SHOP],
  ["/office/add-ons/1", SHOP],
  ["/office/add-ons/1/rotate", { overlap_hours: "0" }],
  ["/office/add-ons/1/revoke", {}],
] as const;
const READ = [
  "/account",
  "/apps",
  "/apps/1/remove",
  "/office/add-ons",
  "/office/add-ons/new",
  "/office/add-ons/1",
  "/office/add-ons/1/edit",
  "/office/add-ons/1/revoke",
] as const;

onEveryEngine("pages of people", (servery) => {
  const state = async (): Promise<string> => {
    const { addons, people } = servery().storage.access;
    const [own, grants, all] = await Promise.all([
      addons.of(servery().company),
      addons.grantsOf(servery().company),
      people.of(servery().company),
    ]);
    const sessions = await Promise.all(all.map(({ companyId, staffId }) => people.sessionsOf(companyId, staffId)));
    const pins = await Promise.all(all.map(({ companyId, staffId }) => people.pin(companyId, staffId)));
    return JSON.stringify([own, grants, all, sessions, pins]);
  };

  test("whoever is not signed in signs in first, and comes back to the page they wanted", async () => {
    for (const path of READ) {
      const answer = await servery().ask(`${path}?done=removed`, { auth: null });
      expect([answer.status, answer.headers.get("location")], path).toEqual([
        303,
        `/login?next=${encodeURIComponent(path)}`,
      ]);
    }
    const before = await state();
    for (const [path, fields] of SENT) {
      const answer = await servery().ask(path, posted(encoded(fields)));
      expect(answer.status, path).toBe(303);
      const next = new URL(answer.headers.get("location")!, servery().url).searchParams.get("next")!;
      const back = await servery().ask(next, { auth: null, headers: { cookie: await signIn(servery()) } });
      expect(back.status, next).toBe(200);
    }
    expect(JSON.parse(await state()).slice(0, 2)).toEqual(JSON.parse(before).slice(0, 2));
  });

  test("no form does anything that did not come from a page of our own for this very session", async () => {
    const { send, cookie } = await asRole(servery(), "owner");
    const stranger = await asRole(servery(), "southbank");
    const elsewhere = { origin: "https://elsewhere.example" };
    const before = await state();
    for (const [path, fields] of SENT) {
      const all = {
        missing: await servery().ask(path, posted(encoded(fields), { cookie })),
        wrong: await send(path, { ...fields, csrf: "wrong" }),
        strangers: await send(path, { ...fields, csrf: stranger.csrf }),
        origin: await send(path, fields, elsewhere),
        site: await send(path, fields, { "sec-fetch-site": "cross-site" }),
      };
      for (const [what, { status, text }] of Object.entries(all)) {
        expect([status, text.includes("Please try again")], `${path} ${what}`).toEqual([403, true]);
      }
    }
    expect(await state()).toBe(before);
  });

  test("KC-02 only the owner reaches the add-ons, and staff do not reach the connected apps", async () => {
    const before = await state();
    for (const [username, open] of [
      ["manager", ["/account", "/apps", "/apps/1/remove"]],
      ["barista", ["/account"]],
    ] as const) {
      const { get, send } = await asRole(servery(), username);
      for (const path of READ) {
        const { status, text } = await get(path);
        const may = (open as readonly string[]).includes(path);
        expect([status, text.includes("Not for your role")], `${username} ${path}`).toEqual([may ? 200 : 403, !may]);
        if (may) expect(text.includes('href="/office/add-ons"'), path).toBe(false);
      }
      for (const [path, fields] of SENT) {
        if (path.startsWith("/account") || (username === "manager" && path.startsWith("/apps"))) continue;
        expect((await send(path, fields)).status, `${username} ${path}`).toBe(403);
      }
    }
    const [addons, grants] = JSON.parse(await state()) as unknown[];
    expect([addons, grants]).toEqual((JSON.parse(before) as unknown[]).slice(0, 2));
  });

  test("numbers of other companies' add-ons and of none are not there", async () => {
    const { get, send } = await asRole(servery(), "owner");
    for (const id of [OTHER_ADDON, 999_999, "0", "abc", "1e0", "-1", "%00", "99999999999999999999"]) {
      const read = [
        `/apps/${id}/remove`,
        `/office/add-ons/${id}`,
        `/office/add-ons/${id}/edit`,
        `/office/add-ons/${id}/revoke`,
      ];
      const sent = [...read.filter((path) => !path.endsWith("/edit")), `/office/add-ons/${id}/rotate`];
      for (const path of read) expect((await get(path)).status, `GET ${path}`).toBe(404);
      for (const path of sent) {
        const answer = await send(path, { ...SHOP, overlap_hours: "0" });
        expect([answer.status, answer.headers.get("content-type")], path).toEqual([404, "text/html; charset=utf-8"]);
      }
    }
    expect((await servery().ask("/v1/companies/6789.json", { auth: servery().other.auth })).status).toBe(200);
  });

  test("KC-02 an add-on is created in the back office; its secret is shown once, works, and is stored hashed", async () => {
    const owner = await asRole(servery(), "owner");
    const { id, clientId, secret, page } = await create(servery(), owner);
    expect(secret).toMatch(/^[\w-]{32}$/);
    expect(page.headers.get("cache-control")).toBe("no-store");
    expect(page.text).toContain("The add-on was created.");
    expect(await atOwnCompany(servery(), clientId, secret)).toBe(200);
    expect(await atOwnCompany(servery(), clientId, `${secret}x`)).toBe(401);

    const again = await owner.get(`/office/add-ons/${id}`);
    expect(again.status).toBe(200);
    expect(secretIn(again)).toBeUndefined();
    for (const shown of [
      "Table shop",
      "Takes orders at the table.",
      clientId,
      "https://shop.example/second",
      "Orders and sales",
    ]) {
      expect(again.text).toContain(shown);
    }
    const stored = await servery().storage.access.addons.get(servery().company, id as AddonId);
    expect(stored).toMatchObject({
      companyId: 5678,
      name: "Table shop",
      isPublic: false,
      apis: ["kounta", "kseries"],
      grants: ["authorization_code", "refresh_token"],
      redirectUris: ["https://shop.example/callback", "https://shop.example/second"],
      permissions: ["orders:read", "company:read"],
      scopes: ["items"],
      active: true,
    });
    expect(JSON.stringify(stored)).not.toContain(secret);
    expect((await owner.get("/office/add-ons")).text).toContain(`href="/office/add-ons/${id}"`);
  });

  test("KC-02 a form with mistakes comes back with what was written and the problems beside the fields", async () => {
    const { send } = await asRole(servery(), "owner");
    const wrong: readonly (readonly [fields: Fields, ...problems: string[]])[] = [
      [{ name: " " }, "Give it a name."],
      [{ name: "x".repeat(101) }, "Use at most 100 characters."],
      [{ description: "x".repeat(501) }, "Use at most 500 characters."],
      [{ dialects: [] }, "Choose at least one API."],
      [{ dialects: ["other"] }, "Choose at least one API."],
      [{ redirect_uris: "shop" }, "shop: write the whole address"],
      [{ redirect_uris: "http://shop.example/" }, "it must begin with https://"],
      [{ redirect_uris: "https://shop.example/#top" }, "it must have no part behind a #."],
      [{ redirect_uris: "https://a:b@shop.example/" }, "it must have no username or password in it."],
      [{ redirect_uris: "HTTPS://Shop.example/a" }, "write it as browsers do: https://shop.example/a"],
      [{ redirect_uris: `https://shop.example/${"x".repeat(2_000)}` }, "it must have at most 2000 characters."],
      [
        { redirect_uris: Array.from({ length: 21 }, (_, i) => `https://shop.example/${i}`).join("\n") },
        "Use at most 20 addresses.",
      ],
      [{ permissions: ["orders:read", "everything:write"] }, "Choose from this list."],
      [{ scopes: ["orders-api admin"] }, "Choose from this list."],
      [
        { kind: "public", grants: ["client_credentials"] },
        "Without a secret an app cannot have access on its own behalf.",
      ],
      [
        { name: "", dialects: [], redirect_uris: "ftp://shop.example", scopes: ["all"] },
        "Give it a name.",
        "Choose at least one API.",
        "ftp://shop.example: it must begin with https://",
        "Choose from this list.",
      ],
    ];
    const before = await servery().storage.access.addons.of(servery().company);
    for (const [fields, ...problems] of wrong) {
      const { status, text } = await send("/office/add-ons", { ...SHOP, description: "<b>Kept</b>", ...fields });
      expect(status, problems[0]).toBe(400);
      for (const problem of problems) expect(text).toContain(problem);
      if (!fields["description"]) expect(text).toContain("&lt;b&gt;Kept&lt;/b&gt;");
      expect(text).toMatch(/value="refresh_token" checked|value="client_credentials" checked/);
    }
    expect(await servery().storage.access.addons.of(servery().company)).toEqual(before);
  });

  test("KC-02 an app on people's own devices has no secret, and none can be made for it", async () => {
    const { get, send } = await asRole(servery(), "owner");
    const made = await send("/office/add-ons", { ...SHOP, kind: "public", name: "Pocket menu" });
    expect([made.status, made.text]).toEqual([303, ""]);
    const location = made.headers.get("location")!;
    expect(location).toMatch(/^\/office\/add-ons\/\d+\?done=created$/);
    const page = await get(location);
    expect(page.text).toContain("The add-on was created.");
    expect(secretIn(page)).toBeUndefined();
    expect(page.text).not.toContain("Make a new secret");
    expect((await send(`${location.split("?")[0]}/rotate`, { overlap_hours: "0" })).status).toBe(400);
  });

  test("KC-02 an add-on is edited: the form holds what it has, and only that is changed", async () => {
    const owner = await asRole(servery(), "owner");
    const { id, clientId, secret } = await create(servery(), owner);
    const path = `/office/add-ons/${id}`;
    const form = await owner.get(`${path}/edit`);
    expect(form.text).toContain("https://shop.example/callback\nhttps://shop.example/second");
    for (const name of ["orders:read", "company:read", "items", "kseries", "refresh_token"]) {
      expect(form.text).toMatch(new RegExp(`value="${name}" checked`));
    }
    expect(form.text).not.toMatch(/value="(\*|orders:write|client_credentials|financial-api)" checked/);

    const saved = await owner.send(path, {
      ...SHOP,
      name: "  Garden shop ",
      description: "Line one\r\nLine\0two",
      permissions: ["*", "orders:read"],
      dialects: ["kounta"],
      grants: [],
    });
    expect([saved.status, saved.headers.get("location")]).toEqual([303, `${path}?done=saved`]);
    expect((await owner.get(`${path}?done=saved`)).text).toContain("Your changes were saved.");
    const stored = (await servery().storage.access.addons.get(servery().company, id as AddonId))!;
    expect(stored).toMatchObject({
      name: "Garden shop",
      description: "Line one\nLine two",
      permissions: ["*"],
      apis: ["kounta"],
      grants: [],
      clientId,
    });
    expect(await atOwnCompany(servery(), clientId, secret)).toBe(200);
    expect((await owner.get(`${path}/edit`)).text).toMatch(/value="\*" checked/);

    const wrong = await owner.send(path, { ...SHOP, name: "" });
    expect([wrong.status, wrong.text.includes("Edit <bdi>Garden shop</bdi>")]).toEqual([400, true]);
  });

  test("KC-02 a platform's own scope stays with an add-on that has it", async () => {
    const owner = await asRole(servery(), "owner");
    const facts = {
      id: 8_001 as AddonId,
      clientId: "platform",
      apis: ["kseries"],
      scopes: ["reservation-tables"],
    } as const;
    await servery().addon(facts);
    expect((await owner.get("/office/add-ons/8001/edit")).text).toMatch(/value="reservation-tables" checked/);
    expect((await owner.send("/office/add-ons/8001", { ...SHOP, scopes: ["reservation-tables"] })).status).toBe(303);
    const stored = await servery().storage.access.addons.get(servery().company, 8_001 as AddonId);
    expect(stored?.scopes).toEqual(["reservation-tables"]);
    expect((await owner.get("/office/add-ons/1/edit")).text).not.toContain("reservation-tables");
  });

  test("KC-02 a secret is rotated: the new one is shown once, the old one is good for the overlap chosen", async () => {
    const owner = await asRole(servery(), "owner");
    const { id, clientId, secret: first } = await create(servery(), owner);
    const path = `/office/add-ons/${id}`;

    const rotated = await owner.send(`${path}/rotate`, { overlap_hours: "24" });
    const second = secretIn(rotated)!;
    expect([rotated.status, rotated.headers.get("cache-control")]).toEqual([200, "no-store"]);
    expect(second).not.toBe(first);
    expect(rotated.text).toContain("The secret before this one works until");
    expect(await atOwnCompany(servery(), clientId, first)).toBe(200);
    expect(await atOwnCompany(servery(), clientId, second)).toBe(200);
    const stored = (await servery().storage.access.addons.get(servery().company, id as AddonId))!;
    expect(Math.abs(stored.oldSecret!.until - servery().clock.now() - 86_400_000)).toBeLessThan(60_000);

    const third = secretIn(await owner.send(`${path}/rotate`, { overlap_hours: "0" }))!;
    expect(await Promise.all([first, second, third].map((one) => atOwnCompany(servery(), clientId, one)))).toEqual([
      401, 401, 200,
    ]);
    expect(secretIn(await owner.get(path))).toBeUndefined();

    for (const overlap_hours of ["", "2", "-1", "1e9", "168.5"]) {
      const answer = await owner.send(`${path}/rotate`, { overlap_hours });
      expect([answer.status, secretIn(answer)], overlap_hours).toEqual([400, undefined]);
    }
    expect(await atOwnCompany(servery(), clientId, third)).toBe(200);
  });

  test("KC-02 an add-on is revoked: its secret and its tokens stop working at once, and it stays so", async () => {
    const owner = await asRole(servery(), "owner");
    const { id, clientId, secret } = await create(servery(), owner);
    const path = `/office/add-ons/${id}`;
    const token = await servery().token(3_600, id);
    const me = async (): Promise<number> =>
      (await servery().ask("/v1/companies/5678.json", { auth: `Bearer ${token}` })).status;
    expect([await me(), await atOwnCompany(servery(), clientId, secret)]).toEqual([200, 200]);

    const asked = await owner.get(`${path}/revoke`);
    expect([asked.status, asked.text.includes("1 company loses the connection at once.")]).toEqual([200, true]);
    expect(await me()).toBe(200);
    const revoked = await owner.send(`${path}/revoke`);
    expect([revoked.status, revoked.headers.get("location")]).toEqual([303, `${path}?done=revoked`]);
    expect([await me(), await atOwnCompany(servery(), clientId, secret)]).toEqual([401, 401]);

    expect((await owner.get(`${path}?done=revoked`)).text).toContain("The add-on was revoked.");
    expect((await owner.send(`${path}/revoke`)).headers.get("location")).toBe(`${path}?done=revoked`);
    for (const page of ["edit", "revoke"]) {
      expect((await owner.get(`${path}/${page}`)).headers.get("location"), page).toBe(path);
    }
    for (const [form, fields] of [
      ["", SHOP],
      ["/rotate", { overlap_hours: "0" }],
    ] as const) {
      expect((await owner.send(`${path}${form}`, fields)).headers.get("location"), form).toBe(`${path}?done=ended`);
    }
    expect((await owner.get(`${path}?done=ended`)).text).toContain("cannot be changed any more");
    expect((await servery().storage.access.addons.get(servery().company, id as AddonId))?.active).toBe(false);
  });

  test("KC-16 a company sees the apps that it connected and what each may do, and removes one with all its tokens", async () => {
    const { addons } = servery().storage.access;
    const { company, other } = servery();
    const manager = await asRole(servery(), "manager");
    await addons.grant(company, OTHER_ADDON, servery().ids.staff_ids[0] as StaffId, servery().clock.now());
    const permissions = ["orders:read", "customers:read"];
    const here = await servery().token(3_600, OTHER_ADDON, company, { permissions });
    const there = await servery().token(3_600, OTHER_ADDON, other.company);
    const at = async (token: string, id: number): Promise<number> =>
      (await servery().ask(`/v1/companies/${id}/customers.json`, { auth: `Bearer ${token}` })).status;
    expect([await at(here, company), await at(there, other.company)]).toEqual([200, 200]);

    const list = await manager.get("/apps");
    expect(list.status).toBe(200);
    const card = list.text.slice(list.text.indexOf("Other add-on"));
    for (const shown of ["Other add-on", "Published by <bdi>Kissa Ōkami</bdi>", "Orders and sales", "Customers"]) {
      expect(card).toContain(shown);
    }
    expect(card).not.toContain("Place and change orders");
    expect(list.text).toContain("Your own add-on");

    const asked = await manager.get(`/apps/${OTHER_ADDON}/remove`);
    expect([asked.status, asked.text.includes("Remove <bdi>Other add-on</bdi>?")]).toEqual([200, true]);
    expect(await at(here, company)).toBe(200);
    const removed = await manager.send(`/apps/${OTHER_ADDON}/remove`);
    expect([removed.status, removed.headers.get("location")]).toEqual([303, "/apps?done=removed"]);
    expect([await at(here, company), await at(there, other.company)]).toEqual([401, 200]);

    const after = await manager.get("/apps?done=removed");
    expect(after.text).toContain("The app was removed.");
    expect(after.text).not.toContain("Other add-on");
    expect((await manager.get(`/apps/${OTHER_ADDON}/remove`)).status).toBe(404);
    expect((await manager.send(`/apps/${OTHER_ADDON}/remove`)).status).toBe(404);
  });

  test("KC-16 a company's own add-on that is removed from its connected apps has no way in any more", async () => {
    const owner = await asRole(servery(), "owner");
    const { id, clientId, secret } = await create(servery(), owner);
    expect(await atOwnCompany(servery(), clientId, secret)).toBe(200);
    expect((await owner.send(`/apps/${id}/remove`)).status).toBe(303);
    expect(await atOwnCompany(servery(), clientId, secret)).toBe(401);
    expect((await owner.get(`/office/add-ons/${id}`)).text).toContain("0 companies");
  });

  test("KC-16 what an app's publisher took away, or what another API's approval says, is not shown as allowed", async () => {
    const { addons } = servery().storage.access;
    const facts: Partial<Addon> & Pick<Addon, "id" | "clientId"> = {
      id: 8_002 as AddonId,
      companyId: servery().other.company,
      clientId: "shrinking",
      name: "Shrinking app",
      apis: ["kseries"],
      permissions: ["orders:read"],
      scopes: ["items"],
    };
    await addons.add(testAddon(facts, "secret", 0));
    await addons.grant(servery().company, facts.id, null, servery().clock.now());
    await servery().token(60, facts.id, servery().company, { api: "kounta", permissions: ["orders:read"] });
    await servery().token(60, facts.id, servery().company, { api: "kseries", permissions: ["items", "accounting"] });
    const { text } = await (await asRole(servery(), "owner")).get("/apps");
    const card = text.slice(text.indexOf("Shrinking app"));
    expect(card).toContain("See and change the items you sell");
    expect(card).not.toMatch(/See your orders|accounting groups/);
  });

  test("sentences about what was done come from the page, never from its address", async () => {
    const { get } = await asRole(servery(), "owner");
    for (const done of ["<b>swordfish</b>", "toString", "__proto__", "removed%00", "password"]) {
      const { status, text } = await get(`/apps?done=${done}`);
      expect([status, /role="(status|alert)"|swordfish/.test(text)], done).toEqual([200, false]);
    }
  });

  test("a password is changed with the current one; other sessions end, this one stays", async () => {
    const { browser, enter, password, username } = await newPerson(servery(), "staff");
    const elsewhere = await browserOf(servery(), cookieOf(await enter()));
    const next = "a much better password";
    const wrong = [
      [{ current: "", password: next }, "Type your current password."],
      [{ current: "not the one", password: next }, "This is not your current password."],
      [{ current: password, password: "short" }, "Use at least 10 characters."],
      [{ current: password, password: "x".repeat(201) }, "Use at most 200 characters."],
      [{ current: password, password: username.toUpperCase() }, "Use something else than your username."],
      [{ current: password, password: "ababababababab" }, "Use more different characters."],
    ] as const;
    for (const [fields, problem] of wrong) {
      const { status, text } = await browser.send("/account/password", fields);
      expect([status, text.includes(problem)], problem).toEqual([400, true]);
      expect(text).not.toContain(next);
    }
    expect((await elsewhere.get("/account")).status).toBe(200);

    const changed = await browser.send("/account/password", { current: password, password: next });
    expect([changed.status, changed.headers.get("location")]).toEqual([303, "/account?done=password"]);
    expect((await browser.get("/account?done=password")).text).toContain("Your password was changed.");
    expect((await elsewhere.get("/account")).status).toBe(303);
    expect([(await enter()).status, (await enter(next)).status]).toEqual([401, 303]);
  });

  test("the current password cannot be guessed on the account's page", async () => {
    const { browser, password } = await newPerson(servery());
    const statuses: number[] = [];
    for (let i = 0; i < 6; i++) {
      statuses.push((await browser.send("/account/pin", { current: `guess ${i}`, pin: "4826" })).status);
    }
    expect(statuses).toEqual([400, 400, 400, 400, 400, 429]);
    const right = await browser.send("/account/password", { current: password, password: "a much better password" });
    expect([right.status, right.text.includes("Too many wrong passwords.")]).toEqual([429, true]);
    expect(Number(right.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await browser.get("/account")).status).toBe(200);
  });

  test("two changes of a password that start from the same one: the later is refused", async () => {
    const { browser, password, enter } = await newPerson(servery());
    const all = await Promise.all(
      ["the first new password", "the second new password"].map((next) =>
        browser.send("/account/password", { current: password, password: next }),
      ),
    );
    expect(all.map(({ status }) => status).sort((a, b) => a - b)).toEqual([303, 409]);
    expect((await enter()).status).toBe(401);
  });

  test("a PIN is set with the current password", async () => {
    const { browser, password, companyId, staffId } = await newPerson(servery(), "staff");
    const pin = (): Promise<string | undefined> => servery().storage.access.people.pin(companyId, staffId);
    expect((await browser.get("/account")).text).toContain("You have no PIN yet.");
    const wrong = [
      [{ current: password, pin: "12" }, "Use 4 to 8 digits."],
      [{ current: password, pin: "482673915" }, "Use 4 to 8 digits."],
      [{ current: password, pin: "48a6" }, "Use 4 to 8 digits."],
      [{ current: password, pin: "4444" }, "not all the same"],
      [{ current: password, pin: "3456" }, "do not count up or down"],
      [{ current: "not the one", pin: "4826" }, "This is not your current password."],
      [{ pin: "4826" }, "Type your current password."],
    ] as const;
    for (const [fields, problem] of wrong) {
      const { status, text } = await browser.send("/account/pin", fields);
      expect([status, text.includes(problem)], problem).toEqual([400, true]);
    }
    expect(await pin()).toBeUndefined();
    const set = await browser.send("/account/pin", { current: password, pin: "4826" });
    expect([set.status, set.headers.get("location")]).toEqual([303, "/account?done=pin"]);
    expect(await pin()).toMatch(/^\$argon2id\$/);
    const page = await browser.get("/account?done=pin");
    expect(page.text).toContain("Your PIN was set.");
    expect(page.text).toContain("You have a PIN.");
  });

  test("signing out everywhere leaves no session, this one neither", async () => {
    const { browser, enter, companyId, staffId } = await newPerson(servery());
    const elsewhere = await browserOf(servery(), cookieOf(await enter()));
    expect((await browser.get("/account")).text.match(/<b>Password<\/b>/g)).toHaveLength(2);
    const out = await browser.send("/account/sign-out-everywhere");
    expect([out.status, out.headers.get("location")]).toEqual([303, "/login"]);
    expect(out.headers.get("set-cookie")).toContain("Max-Age=0");
    expect([(await browser.get("/account")).status, (await elsewhere.get("/account")).status]).toEqual([303, 303]);
    expect(await servery().storage.access.people.sessionsOf(companyId, staffId)).toEqual([]);
    expect((await enter()).status).toBe(303);
  });

  test("somebody who comes back to the address of a form finds its page", async () => {
    const { get } = await asRole(servery(), "owner");
    for (const [path, page] of [
      ["/account/password", "/account"],
      ["/account/pin", "/account"],
      ["/account/sign-out-everywhere", "/account"],
      ["/office/add-ons/1/rotate", "/office/add-ons/1"],
      ["//office/add-ons/1/rotate", "/office/add-ons/1"],
    ] as const) {
      const answer = await get(path === "//office/add-ons/1/rotate" ? `${servery().url}${path}` : path);
      expect([answer.status, answer.headers.get("location")], path).toEqual([303, page]);
    }
  });
});
