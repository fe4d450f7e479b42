import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Storage } from "../../src/storage/storage.ts";
import { foundCompany } from "../../src/commands/found-company.ts";
import type { CompanyId } from "../../src/domain/ids.ts";
import { csrfOf } from "../../src/http/session-cookie.ts";
import type { Servery } from "../../src/main.ts";
import { type Empty, emptyPlace, fieldsOf, typed } from "../cli/empty-servery.ts";
import { basic, engines, testAddon } from "../support/servery.ts";

const ask = async (url: string, init: RequestInit = {}) => {
  const answer = await fetch(url, { redirect: "manual", ...init });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
};
const form = (fields: Record<string, string>, headers: Record<string, string> = {}): RequestInit => ({
  method: "POST",
  body: new URLSearchParams(fields).toString(),
  headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
});
const csrfIn = (page: string): string => /name="csrf" value="([^"]+)"/.exec(page)?.[1] ?? "";
const cookieOf = (headers: Headers): string => headers.get("set-cookie")!.split(";")[0]!;

for (const engine of engines) {
  describe(`a server with nothing in it (${engine})`, () => {
    let place: Empty;
    let servery: Servery;
    let storage: Storage;
    beforeEach(async () => {
      place = await emptyPlace(engine);
      storage = await place.store();
      servery = await place.serve(storage);
    }, 60_000);
    afterEach(async () => {
      await servery.close();
      await place.leave();
    });

    const at = (code = servery.setUpCode!): string => `${servery.url}/setup?code=${encodeURIComponent(code)}`;
    const send = async (changes: Record<string, string> = {}, headers: Record<string, string> = {}) => {
      const code = servery.setUpCode!;
      const csrf = csrfIn((await ask(at())).text);
      return ask(`${servery.url}/setup`, form({ csrf, code, ...fieldsOf(typed), ...changes }, headers));
    };

    test("says at / and /login in words how it is set up, and gives the code to nobody", async () => {
      for (const path of ["/", "/login", "/login?next=%2Faccount", "/setup", "/setup?code=", "/setup?code=wrong"]) {
        let answer = await ask(`${servery.url}${path}`);
        if (answer.status === 303) answer = await ask(`${servery.url}${answer.headers.get("location")}`);
        expect([path, answer.status]).toEqual([path, 403]);
        expect(answer.text).toContain("Open the whole set-up link from the window or log in which Servery was started");
        expect(answer.headers.get("cache-control")).toBe("no-store");
        expect(answer.text).not.toContain(servery.setUpCode!);
        expect(answer.text).not.toContain('name="password"');
      }
      expect(servery.setUpCode!.length).toBeGreaterThanOrEqual(32);
    });

    test("nobody can sign in before set-up, with the demo's passwords or any other", async () => {
      const { people } = (await import("../../src/demo/demo.ts")).demoData(0);
      for (const { username, password } of [...people.slice(0, 2), { username: "admin", password: "admin" }]) {
        const answer = await ask(`${servery.url}/admin/api/sessions`, {
          method: "POST",
          body: JSON.stringify({ username, password }),
          headers: { "content-type": "application/json" },
        });
        expect(answer.status).toBe(401);
      }
      expect(await storage.companies.ids()).toEqual([]);
      expect(await storage.access.addons.byClientId("demo-addon")).toBeUndefined();
      expect((await ask(`${servery.url}/v1/companies/me`)).status).toBe(401);
    });

    test("the code opens the page; another one, or none, does nothing", async () => {
      const page = await ask(at());
      expect(page.status).toBe(200);
      expect(page.text).toContain('<option value="EUR"');
      expect(page.text).toContain('<option value="Europe/Vienna"');
      expect(page.headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
      for (const code of ["", "wrong", servery.setUpCode!.slice(0, -1), `${servery.setUpCode!}x`]) {
        const refused = await ask(`${servery.url}/setup`, form({ csrf: csrfOf(code), code, ...fieldsOf(typed) }));
        expect([code, refused.status]).toEqual([code, 403]);
      }
      expect(await storage.companies.ids()).toEqual([]);
    });

    test("makes the company, signs the owner in and closes for good, here and on other servers", async () => {
      const made = await send();
      expect([made.status, made.headers.get("location")], made.text).toEqual([303, "/setup/done"]);
      expect(made.headers.get("set-cookie")).toMatch(
        /^servery_session=\S+; Path=\/; HttpOnly; SameSite=Lax; Max-Age=\d+$/,
      );
      const cookie = cookieOf(made.headers);
      const finished = await ask(`${servery.url}/setup/done`, { headers: { cookie } });
      expect(finished.status).toBe(200);
      expect(finished.text).toContain("Café Ōkami &amp; Söhne &lt;1&gt;");
      expect(finished.text).toContain('href="/office/add-ons"');
      expect((await ask(`${servery.url}/setup/done`)).headers.get("location")).toMatch(/^\/login\?/);

      const [company] = await storage.companies.ids();
      const catalogue = await storage.reads(company!).catalogue();
      expect(catalogue.company).toMatchObject({ name: typed.company, currency: "EUR", timezone: "Europe/Vienna" });
      const [person] = await storage.access.people.of(company!);
      expect(person).toMatchObject({ username: "zoe.owner", role: "owner", active: true });
      expect(person!.passwordHash).toMatch(/^\$argon2id\$/);
      expect(catalogue.staff(person!.staffId)).toMatchObject({ firstName: "Zoë", lastName: "O'Hara", isAdmin: true });

      for (const again of [
        await ask(at()),
        await ask(`${servery.url}/setup`),
        await ask(`${servery.url}/setup?code=x`),
      ]) {
        expect(again.status).toBe(410);
        expect(again.text).not.toContain('name="password"');
      }
      const code = servery.setUpCode!;
      const twice = await ask(
        `${servery.url}/setup`,
        form({ csrf: "x", code, ...fieldsOf(typed), username: "mallory" }),
      );
      expect(twice.status).toBe(410);
      expect(await storage.companies.ids()).toHaveLength(1);
      expect(await storage.access.people.byUsername("mallory")).toBeUndefined();

      expect((await ask(`${servery.url}/login`)).status).toBe(200);
      expect((await ask(`${servery.url}/`)).text).toContain('href="/pos"');
      const out = await ask(`${servery.url}/login`);
      const { username, password } = typed;
      const signIn = await ask(`${servery.url}/login`, form({ csrf: csrfIn(out.text), next: "", username, password }));
      expect(signIn.status).toBe(303);
    });

    test("whoever comes second, by another server or the command line, makes nothing", async () => {
      if (engine === "postgres") {
        const neighbour = await place.serve(await place.store());
        expect(neighbour.setUpCode).not.toBe(servery.setUpCode);
        expect((await ask(`${neighbour.url}/setup?code=${servery.setUpCode}`)).status).toBe(403);
        expect((await send()).status).toBe(303);
        expect((await ask(`${neighbour.url}/setup?code=${neighbour.setUpCode}`)).status).toBe(410);
        await neighbour.close();
      } else {
        expect((await foundCompany(storage)(typed)).ok).toBe(true); // as the command line does
        expect((await ask(at())).status).toBe(410);
      }
      expect(await storage.companies.ids()).toHaveLength(1);
    });

    test("of many at once exactly one makes the company", async () => {
      const names = ["ann", "bob", "cyd", "dan", "eve"];
      const answers = await Promise.all(names.map((username) => send({ username })));
      expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([303, 410, 410, 410, 410]);
      const [company, ...others] = await storage.companies.ids();
      expect(others).toEqual([]);
      expect(await storage.access.people.of(company!)).toHaveLength(1);
    });

    test("a slow one is waited for, by this server and by others", async () => {
      const slow = (on: Storage): Storage => ({
        ...on,
        companies: {
          ...on.companies,
          async load(company, content) {
            await new Promise((resolve) => setTimeout(resolve, 300));
            return on.companies.load(company, content);
          },
        },
      });
      // Two servers can share a database on PostgreSQL only; one has a single way to found a company.
      const neighbour = engine === "postgres" ? await place.store() : undefined;
      const here = foundCompany(slow(storage));
      const there = neighbour ? foundCompany(slow(neighbour)) : here;
      const both = await Promise.all([here(typed), there({ ...typed, username: "second.owner" })]);
      await neighbour?.close();
      expect(both.filter(({ ok }) => ok)).toHaveLength(1);
      expect(both.find(({ ok }) => !ok)).toEqual({ ok: false, error: { kind: "company_exists" } });
      const [company, ...others] = await storage.companies.ids();
      expect(others).toEqual([]);
      expect(await storage.access.people.of(company!)).toMatchObject([{ role: "owner" }]);
    });

    test("tells what is wrong beside the fields, and keeps what was typed, but for the password", async () => {
      const rows: readonly (readonly [changes: Record<string, string>, says: string])[] = [
        [{ company: "  " }, "The company&#39;s name is missing."],
        [{ company: "x".repeat(256) }, "The company&#39;s name is too long."],
        [{ currency: "" }, "The currency is missing."],
        [{ currency: "DEM" }, "The currency must be the three letters of one that is in use, such as EUR."],
        [{ timezone: "Mars/Olympus" }, "The time zone must be a name such as Europe/Paris."],
        [{ timezone: "+10:00" }, "The time zone must be a name such as Europe/Paris."],
        [{ site: "a\u0000b" }, "The site&#39;s name must not have line breaks or other control characters."],
        [{ register: "" }, "The register&#39;s name is missing."],
        [{ tax_name: "" }, "The tax&#39;s name is missing."],
        [{ tax_rate: "" }, "The tax rate is missing."],
        [{ tax_rate: "101" }, "The tax rate must be a percentage from 0 to 100, such as 10 or 8.25."],
        [{ tax_rate: "-5" }, "The tax rate must be a percentage from 0 to 100, such as 10 or 8.25."],
        [{ first_name: "" }, "The first name is missing."],
        [{ last_name: "" }, "The last name is missing."],
        [{ email: "zoe at okami" }, "The email address must be one such as sam@example.com."],
        [{ username: "z o e" }, "The username may have letters, digits and . _ @ + - only."],
        [{ username: "z" }, "The username must have at least 3 characters."],
        [{ password: "" }, "The password is missing."],
        [{ password: "too short" }, "The password must have at least 10 characters."],
        [{ password: "aaaaaaaaaaaa" }, "The password is too simple. Use more different characters."],
        [{ password: "Zoe.Owner-longer", username: "zoe.owner-longer" }, "The password must not be the username."],
      ];
      for (const [changes, says] of rows) {
        const refused = await send(changes);
        expect([changes, refused.status]).toEqual([changes, 400]);
        const shown = refused.text.replaceAll("&#x27;", "&#39;").replaceAll("&apos;", "&#39;");
        expect(shown).toContain(says);
        const [name] = Object.keys(changes);
        expect(shown).toContain(`id="${name}-problem"`);
        expect(refused.text).toContain(
          'value="zoe@okami.example"'.replace("zoe@okami.example", changes["email"] ?? "zoe@okami.example"),
        );
        for (const secret of [typed.password, changes["password"]]) {
          if (secret) expect(refused.text).not.toContain(`"${secret}"`);
        }
      }
      const all = await send(Object.fromEntries(Object.keys(fieldsOf(typed)).map((name) => [name, ""])));
      expect(all.text.match(/id="[a-z_]+-problem"/g)).toHaveLength(10); // all but the tax, which is optional
      expect(await storage.companies.ids()).toEqual([]);
    }, 30_000);

    test("a form from another site, or without its token, makes nothing", async () => {
      for (const headers of [{ origin: "https://evil.example" }, { "sec-fetch-site": "cross-site" }]) {
        expect((await send({}, headers as Record<string, string>)).status).toBe(403);
      }
      expect((await send({ csrf: "forged" })).status).toBe(403);
      expect((await send({ csrf: "" })).text).toContain("came from somewhere else");
      expect(await storage.companies.ids()).toEqual([]);
    });

    test("a set-up that fails on the way leaves nothing, and the next one makes it", async () => {
      const failing: Storage = {
        ...storage,
        companies: {
          ...storage.companies,
          // The last record is there twice: the transaction fails when the owner is in it already.
          load: (company, content) =>
            storage.companies.load(company, { ...content, records: [...content.records, content.records.at(-1)!] }),
        },
      };
      await expect(foundCompany(failing)(typed)).rejects.toThrow(/unique/i);
      expect(await storage.access.people.byUsername("zoe.owner")).toBeUndefined();
      expect(await storage.companies.ids()).toEqual([]);
      expect((await send()).status).toBe(303);
      expect(await storage.companies.ids()).toHaveLength(1);
    });

    test("a username that somebody has is taken", async () => {
      expect((await send()).status).toBe(303);
      const further = await foundCompany(storage)({ ...typed, company: "Second" }, true);
      expect(further).toEqual({ ok: false, error: { kind: "problems", problems: { username: "taken" } } });
      expect(await storage.companies.ids()).toHaveLength(1);
      expect((await foundCompany(storage)({ ...typed, username: "other.owner" }, true)).ok).toBe(true);
      expect(await storage.companies.ids()).toHaveLength(2);
    });
  });

  describe(`a company as it is after set-up (${engine})`, () => {
    let place: Empty;
    let servery: Servery;
    let storage: Storage;
    let ids: { company: number; site: number; register: number; owner: number };
    const auth = basic("fresh", "a-secret");
    beforeAll(async () => {
      place = await emptyPlace(engine);
      storage = await place.store();
      servery = await place.serve(storage);
      const made = await foundCompany(storage)(typed);
      if (!made.ok) throw new Error("not founded");
      ids = made.value;
      const addon = {
        id: (await storage.companies.newId("addon")) as never,
        clientId: "fresh",
        companyId: ids.company as CompanyId,
        apis: ["kounta", "kseries"] as const,
        scopes: ["orders-api"],
      };
      await storage.access.addons.add(testAddon(addon, "a-secret", Date.now()));
    }, 60_000);
    afterAll(async () => {
      await servery.close();
      await place.leave();
    });

    const call = async (path: string, body?: object, method = body ? "POST" : "GET") => {
      const url = path.startsWith("http") ? path : `${servery.url}/v1/companies/${ids.company}/${path}`;
      const headers = { authorization: auth, "content-type": "application/json" };
      const answer = await ask(url, { method, headers, ...(body && { body: JSON.stringify(body) }) });
      const json = answer.text === "" ? undefined : (JSON.parse(answer.text) as Record<string, unknown>);
      return { ...answer, json, location: answer.headers.get("location") ?? "" };
    };

    test("sells: a product is made, ordered, paid and completed over the API", async () => {
      const [tax] = (await call("taxes")).json as unknown as { id: number }[];
      expect(tax).toEqual({ id: expect.any(Number) as number, code: "MWST", name: "MwSt", rate: 0.1 });
      const category = await call("categories", { name: "Coffee" });
      expect(category.status, category.text).toBe(201);
      const product = await call("products", {
        name: "Melange",
        unit_price: 5.5,
        tax_ids: [tax!.id],
        categories: [Number(category.location.split("/").at(-1))],
      });
      expect(product.status, product.text).toBe(201);
      const product_id = Number(product.location.split("/").at(-1));

      const order = await call("orders", { site_id: ids.site, lines: [{ product_id, quantity: 2 }] });
      expect(order.status, order.text).toBe(201);
      const methods = (await call("payment_methods")).json as unknown as { id: number; name: string }[];
      expect(methods.map(({ name }) => name)).toEqual(["Cash", "Card"]);
      const paid = await call(`${order.location}/payments`, { method_id: methods[0]!.id, amount: 11 });
      expect(paid.status, paid.text).toBe(201);
      const complete = await call(order.location, { status: "COMPLETE" }, "PUT");
      expect(complete.status, complete.text).toBe(200);
      expect((await call(order.location)).json).toMatchObject({
        status: "COMPLETE",
        total: 11,
        total_tax: 1,
        paid: 11,
        sale_number: "AMGR-1",
      });
    });

    test("LO-01 LO-02 LO-06 ordering apps see what it sells at once: a menu of its categories, and ways to order", async () => {
      const kseries = async (path: string) => {
        const answer = await ask(`${servery.url}/o/op/${path}`, { headers: { authorization: auth } });
        expect(answer.status, answer.text).toBe(200);
        return JSON.parse(answer.text) as unknown;
      };
      const menu = { menuName: "Menu", ikentooMenuId: ids.site };
      expect(await kseries(`1/menu/list?businessLocationId=${ids.site}`)).toEqual([menu]);
      const load = async () => {
        const shown = await kseries(`2/menu/load/${ids.site}?businessLocationId=${ids.site}&richContent=false`);
        return (shown as { menuEntryGroups: { name: string }[] }).menuEntryGroups.map(({ name }) => name);
      };
      expect(await load()).not.toContain("Cakes");
      const category = Number((await call("categories", { name: "Cakes" })).location.split("/").at(-1));
      await call("products", { name: "Sachertorte", unit_price: 6, categories: [category] });
      expect(await load()).toContain("Cakes");
      expect(await load()).not.toContain("Other");
      await call("products", { name: "Tip jar", unit_price: 1 });
      expect((await load()).at(-1)).toBe("Other");
      const entry = { productName: "Sachertorte", productPrice: 6 };
      expect(await kseries(`2/menu/load/${ids.site}?businessLocationId=${ids.site}&richContent=false`)).toMatchObject({
        ...menu,
        menuEntryGroups: expect.arrayContaining([
          expect.objectContaining({ name: "Cakes", menuEntry: [expect.objectContaining(entry)] }),
        ]) as unknown,
      });
      const query = `?businessLocationId=${ids.site}`;
      expect(await kseries(`data/account-profiles${query}`)).toMatchObject({
        accountProfileList: [{ code: "LOCALORDER" }, { code: "TOGOORDER" }],
      });
    });

    test("every address of the API that needs no more than a new company's ids answers", async () => {
      const document = (await (await fetch(`${servery.url}/openapi/kounta.json`)).json()) as {
        paths: Record<string, Record<string, unknown>>;
      };
      const known: Record<string, number> = {
        company: ids.company,
        site: ids.site,
        register: ids.register,
        staff: ids.owner,
      };
      const seen: string[] = [];
      for (const [path, operations] of Object.entries(document.paths)) {
        const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
        if (!("get" in operations) || names.some((name) => !(name in known))) continue;
        const url = `${servery.url}${path.replace(/\{(\w+)\}/g, (_all, name: string) => String(known[name]))}`;
        const answer = await call(url);
        expect([path, answer.status], answer.text).toEqual([path, 200]);
        seen.push(path);
      }
      expect(seen.length).toBeGreaterThan(30);
      for (const expected of [
        "orders",
        "price_lists/base",
        "staff/admins",
        "sites/{site}/status",
        "taxes/groups",
        "customers",
      ]) {
        expect(seen).toContain(`/v1/companies/{company}/${expected}`);
      }
    });
  });
}
