import { describe, expect, test } from "vitest";
import { consentPage } from "../../src/pages/consent.ts";
import { setUpDonePage } from "../../src/pages/set-up.ts";
import { stylesheetPath } from "../../src/pages/stylesheet.ts";
import { rareViews, usualViews } from "./views.ts";

const usual = usualViews();
const all = { ...usual, ...rareViews() };

type Form = Readonly<{ action: string; fields: readonly string[] }>;

/** The forms of a document: where each goes, and "name" or "name=value" of what it sends. */
const formsOf = (document: string): Form[] =>
  [...document.matchAll(/<form\b([^>]*)>(.*?)<\/form>/gs)].map(([, head = "", inside = ""]) => {
    expect(head).toContain('method="post"');
    const fields = [...inside.matchAll(/<(input|select|textarea|button)\b([^>]*?)\/?>/g)].flatMap(
      ([, tag, attributes]) => {
        const of = (name: string): string | undefined => new RegExp(`\\b${name}="([^"]*)"`).exec(attributes ?? "")?.[1];
        const chosen = tag === "button" || ["checkbox", "radio"].includes(of("type") ?? "");
        return of("name") === undefined ? [] : [chosen ? `${of("name")}=${of("value")}` : of("name")!];
      },
    );
    return { action: /action="([^"]*)"/.exec(head)?.[1] ?? "", fields };
  });

const formTo = (view: string, action: string): readonly string[] | undefined =>
  formsOf(all[view] ?? "").find((form) => form.action === action)?.fields;

describe("every page", () => {
  test.each(Object.entries(all))("%s is a whole document without scripts", (_name, document) => {
    expect(document.startsWith("<!doctype html>\n")).toBe(true);
    expect(document).toContain('<html lang="en">');
    expect(document).toContain(`<link rel="stylesheet" href="${stylesheetPath}" />`);
    expect(document).toMatch(/<title>[^<]+ · Servery<\/title>/);
    expect(document).not.toMatch(/<script|<style|\sstyle=|\son[a-z]+=|undefined|\[object|>false<|NaN/);
    for (const { action, fields } of formsOf(document)) expect(fields, action).toContain("csrf");
  });

  test.each(Object.entries(all))(
    "%s has ids that are there once, and references that lead to one",
    (_name, document) => {
      const ids = [...document.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id);
      expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
      const named = [...document.matchAll(/\s(?:for|aria-describedby|aria-labelledby)="([^"]*)"|href="#([^"]*)"/g)];
      for (const [, list, anchor] of named) {
        for (const id of (list ?? anchor ?? "").split(" ")) expect(ids).toContain(id);
      }
    },
  );
});

describe("hostile texts", () => {
  const hostile = `"'><script>alert(1)</script><img src=x onerror=alert(1)>&lt;`;
  const views = usualViews((text) => text + hostile);

  test.each(Object.entries(views))("stay texts on %s", (name, document) => {
    expect(document).not.toMatch(/<script|<img|&lt;script&gt;[^<]*<\/script/);
    // The same tags in the same order as with harmless texts: nothing got out of its place.
    const tags = (text: string): string[] => text.match(/<\/?[a-z][a-z0-9]*/g) ?? [];
    const plain = tags(usual[name] ?? "").filter((tag) => !/time/.test(tag)); // a date with such a tail is no date
    expect(tags(document).filter((tag) => !/option|optgroup|time/.test(tag))).toEqual(
      plain.filter((tag) => !/option|optgroup/.test(tag)),
    );
  });

  test("never become a link to elsewhere", () => {
    const document = setUpDonePage({ company: "Café", next: "javascript:alert(1)" });
    expect(document).toContain('href="/">Continue');
  });
});

describe("forms", () => {
  test("sign-in", () => {
    expect(formTo("sign-in", "/login")).toEqual(["csrf", "next", "username", "password"]);
    expect(usual["sign-in"]).toMatch(/name="username"[^>]*/);
    expect(usual["sign-in"]).toMatch(/<input[^>]*type="password"[^>]*autocomplete="current-password"/);
    expect(usual["sign-in-app-wrong"]).toContain('value="sam"');
    expect(usual["sign-in-app-wrong"]).toMatch(/name="password"[^>]*aria-describedby="problem"/);
    expect(usual["sign-in-app-wrong"]).toContain("<title>Error: Sign in");
  });

  test("the consent page asks for each scope by itself, and none is ticked beforehand", () => {
    const action = "/oauth/authorize?response_type=code&amp;client_id=abc&amp;state=x";
    expect(formTo("consent-each", action)).toEqual([
      "csrf",
      "scope=orders-api",
      "scope=financial-api",
      "scope=items",
      "decision=allow",
      "decision=deny",
    ]);
    expect(usual["consent-each"]).not.toContain(" checked");
    expect(usual["consent-each"]).toContain("Allow selected");
    expect(formTo("consent-each", "/logout")).toEqual(["csrf", "next"]);
    expect(usual["consent-each"]).toContain(`name="next" value="${action}"`);
  });

  test("the permission dialog lists everything and is answered once", () => {
    const action = "/oauth/authorize?response_type=code&amp;client_id=abc&amp;state=x";
    expect(formTo("consent-all", action)).toEqual(["csrf", "decision=allow", "decision=deny"]);
    expect(usual["consent-all"]).not.toContain("checkbox");
    expect(usual["consent-all"]).not.toContain("Allow selected");
    for (const title of ["Products and prices", "Orders and sales", "Customers"]) {
      expect(usual["consent-all"]).toContain(title);
    }
  });

  test("a consent page says who asks, for whom, who is signed in, and where the answer goes", () => {
    const view = { csrf: "c", action: "/authorize?a=1", each: false, choices: [], returnsTo: "shop.example" };
    const app = { name: "The Shop", description: "Sells things.", owner: "Shop Pty Ltd" };
    const document = consentPage({ ...view, app, company: "Café", person: "Sam", problem: "Please answer." });
    const words = document.replace(/<[^>]*>/g, "").replace(/\s+/g, " ");
    expect(words).toContain("The Shop wants to connect to Café");
    expect(words).toContain("Published by Shop Pty Ltd");
    expect(words).toContain("Signed in as Sam · Café");
    expect(words).toContain("You go back to shop.example");
    expect(document).toMatch(/role="alert"[^]*Please answer\./);
  });

  test("set-up keeps what was written, but no password", () => {
    const company = "company currency timezone site register tax_name tax_rate".split(" ");
    const owner = "first_name last_name email username password".split(" ");
    expect(formTo("set-up", "/setup")).toEqual(["csrf", "code", ...company, ...owner]);
    expect(usual["set-up-wrong"]).toContain('value="Circular Quay"');
    expect(usual["set-up-wrong"]).toMatch(/<option value="AUD" selected>AUD – Australian Dollar</);
    expect(usual["set-up-wrong"]).toMatch(
      /<optgroup label="Australia"><option value="Australia\/Sydney" selected>Sydney</,
    );
    expect(usual["set-up-wrong"]).not.toMatch(/type="password"[^>]*value=/);
    expect(usual["set-up-wrong"]).toContain('<a href="#email">');
    expect(usual["set-up-wrong"]).toMatch(/id="email"[^>]*aria-describedby="email-problem"[^>]*aria-invalid="true"/);
    expect(usual["set-up-wrong"]).toContain("<span>Nothing was saved yet.</span>");
    expect(usual["set-up-wrong"]).toMatch(/autocomplete="new-password"/);
  });

  test("removing an app is asked once more", () => {
    expect(usual["apps"]).toContain('href="/apps/2/remove"');
    expect(formsOf(usual["apps"] ?? "").map(({ action }) => action)).toEqual(["/logout"]);
    expect(formTo("app-remove", "/apps/1/remove")).toEqual(["csrf"]);
    expect(all["apps-none"]).toContain("No apps are connected");
  });

  test("account", () => {
    expect(formTo("account", "/account/password")).toEqual(["csrf", "current", "password"]);
    expect(formTo("account", "/account/pin")).toEqual(["csrf", "pin", "current"]);
    expect(formTo("account", "/account/sign-out-everywhere")).toEqual(["csrf"]);
    expect(usual["account-wrong"]).toContain('id="password-current-problem"');
    expect(usual["account-wrong"]).not.toContain('id="pin-current-problem"');
    expect(all["account-pin-wrong"]).toContain('id="pin-pin-problem"');
  });

  test("add-ons are made, changed, given a new secret and revoked", () => {
    const kinds = "kind=confidential kind=public dialects=kounta dialects=kseries".split(" ");
    const grants = "grants=authorization_code grants=refresh_token grants=client_credentials".split(" ");
    const permissions = ["products:read", "orders:read", "orders:write", "customers:read"].map(
      (p) => `permissions=${p}`,
    );
    const scopes = "scopes=orders-api scopes=financial-api scopes=items".split(" ");
    const groups = [...kinds, ...grants, "redirect_uris", ...permissions, ...scopes];
    expect(formTo("add-on-new", "/office/add-ons")).toEqual(["csrf", "name", "description", ...groups]);
    expect(formTo("add-on-edit-wrong", "/office/add-ons/7")).toEqual(["csrf", "name", "description", ...groups]);
    expect(usual["add-on-edit-wrong"]).toMatch(/value="orders:read" checked/);
    expect(usual["add-on-edit-wrong"]).not.toMatch(/value="orders:write" checked/);
    expect(usual["add-ons"]).toContain('href="/office/add-ons/new"');
    expect(usual["add-on"]).toContain('href="/office/add-ons/7/edit"');
    expect(formTo("add-on", "/office/add-ons/7/rotate")).toEqual(["csrf", "overlap_hours"]);
    const hours = [...(usual["add-on"] ?? "").matchAll(/<option value="(\d+)"/g)].map(([, value]) => value);
    expect(hours).toEqual(["0", "1", "24", "168"]);
    expect(usual["add-on"]).toContain('href="/office/add-ons/7/revoke"');
    expect(formTo("add-on-revoke", "/office/add-ons/7/revoke")).toEqual(["csrf"]);
  });

  test("the secret stands on the page that shows it, alone in its element, and on no other", () => {
    const secret = "sk_9d41c0b7f2e84a55b6b0f13c7f0e6a1d";
    expect(usual["add-on-secret"]).toContain(`<code class="copy">${secret}</code>`);
    expect(usual["add-on"]).not.toContain(secret);
  });

  test("an add-on that is revoked or public has no secret to renew", () => {
    expect(formsOf(all["add-on-bare"] ?? "").map(({ action }) => action)).toEqual(["/logout"]);
    expect(all["add-on-bare"]).toContain("Revoked");
  });
});

test("the bar links only to the sections that somebody may open, and says where one is", () => {
  expect(usual["account"]).toMatch(/href="\/account" aria-current="page"/);
  expect(usual["account"]).toContain('href="/office/add-ons"');
  expect(all["apps-staff"]).not.toContain("/office/add-ons");
  expect(all["apps-staff"]).toContain('href="/account"');
});
