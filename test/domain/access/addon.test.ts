import { describe, expect, test } from "vitest";
import {
  ADDON_LIMITS,
  type Addon,
  type AddonDraft,
  checkAddon,
  secretsOf,
  withSecret,
} from "../../../src/domain/access/addon.ts";
import { done, refuse } from "../../../src/kit/brand.ts";

const draft = (changes: Partial<AddonDraft> = {}): AddonDraft => ({
  name: "Loyalty",
  description: "Points for regulars.",
  isPublic: false,
  redirectUris: ["https://app.example/back"],
  apis: ["kounta"],
  grants: ["authorization_code", "refresh_token"],
  permissions: ["orders:read"],
  scopes: [],
  ...changes,
});

describe("what an owner says of an add-on", () => {
  test("is taken as it is, or tidied", () => {
    expect(checkAddon(draft(), false)).toEqual(done(draft()));
    const untidy = draft({
      name: "  Loyalty ☕ ",
      description: "\n Points. ",
      redirectUris: ["https://app.example/a", "https://app.example/b", "https://app.example/a"],
      apis: ["kseries", "kounta", "kseries"],
      grants: ["refresh_token", "refresh_token"],
      permissions: ["orders:read", "*", "orders:read"],
      scopes: ["items", "reservation-mytable", "items"],
    });
    expect(checkAddon(untidy, false)).toEqual(
      done({
        name: "Loyalty ☕",
        description: "Points.",
        isPublic: false,
        redirectUris: ["https://app.example/a", "https://app.example/b"],
        apis: ["kseries", "kounta"],
        grants: ["refresh_token"],
        permissions: ["*"],
        scopes: ["items", "reservation-mytable"],
      }),
    );
  });

  test("may be little: no way back, no permission, no grant", () => {
    const little = draft({ description: "", redirectUris: [], permissions: [], grants: [] });
    expect(checkAddon(little, false)).toEqual(done(little));
  });

  const uris = (n: number) => Array.from({ length: n }, (_, i) => `https://app.example/${i}`);
  test.each<[what: string, Partial<AddonDraft>, refusal: object]>([
    ["no name", { name: "" }, { kind: "name_missing" }],
    ["a name of blanks", { name: " \t\n" }, { kind: "name_missing" }],
    ["a long name", { name: "a".repeat(101) }, { kind: "text_too_long", field: "name", max: 100 }],
    ["a long description", { description: "a".repeat(501) }, { kind: "text_too_long", field: "description", max: 500 }],
    ["no API", { apis: [] }, { kind: "no_api" }],
    ["too many addresses", { redirectUris: uris(21) }, { kind: "too_many_redirect_uris", max: 20 }],
    [
      "an address that is not HTTPS",
      { redirectUris: ["https://app.example/", "http://app.example/"] },
      { kind: "redirect_uri", uri: "http://app.example/", why: "not_https" },
    ],
    [
      "an unknown permission",
      { permissions: ["orders:read", "orders"] },
      { kind: "unknown_permission", name: "orders" },
    ],
    ["a permission of every object", { permissions: ["toString"] }, { kind: "unknown_permission", name: "toString" }],
    ["a permission in capitals", { permissions: ["Orders:Read"] }, { kind: "unknown_permission", name: "Orders:Read" }],
    [
      "a permission of the venue's own",
      { permissions: ["people:write"] },
      { kind: "unknown_permission", name: "people:write" },
    ],
    ["an unknown scope", { scopes: ["items", "orders"] }, { kind: "unknown_scope", name: "orders" }],
    ["a scope of every object", { scopes: ["constructor"] }, { kind: "unknown_scope", name: "constructor" }],
    ["every scope at once", { scopes: ["*"] }, { kind: "unknown_scope", name: "*" }],
    ["two scopes in one", { scopes: ["items orders-api"] }, { kind: "unknown_scope", name: "items orders-api" }],
    [
      "an app without a secret that would act for itself",
      { isPublic: true, grants: ["client_credentials"] },
      { kind: "public_client_credentials" },
    ],
  ])("%s is refused", (_, changes, refusal) => {
    expect(checkAddon(draft(changes), false)).toEqual(refuse(refusal));
  });

  test("the limits themselves are allowed, and the same address twice counts once", () => {
    const full = draft({
      name: "a".repeat(ADDON_LIMITS.name),
      description: "a".repeat(ADDON_LIMITS.description),
      redirectUris: [...uris(20), ...uris(20)],
    });
    expect(checkAddon(full, false)).toMatchObject({ ok: true, value: { redirectUris: uris(20) } });
  });

  test("an address on this very machine is taken only where that is allowed", () => {
    const local = draft({ redirectUris: ["http://127.0.0.1:8765/callback"] });
    expect(checkAddon(local, true).ok).toBe(true);
    expect(checkAddon(local, false)).toMatchObject({ error: { kind: "redirect_uri", why: "not_https" } });
  });
});

describe("an add-on's secret", () => {
  const addon = { secretHash: "one", oldSecret: null } as Addon;

  test("is replaced, and the one before is good until the overlap is over, to the millisecond", () => {
    const rotated = withSecret(addon, { hash: "two", signing: "s" }, 1_000, 500);
    expect(secretsOf(rotated, 1_000)).toEqual(["two", "one"]);
    expect(secretsOf(rotated, 1_499)).toEqual(["two", "one"]);
    expect(secretsOf(rotated, 1_500)).toEqual(["two"]);
  });

  test("without an overlap ends at once", () => {
    expect(secretsOf(withSecret(addon, { hash: "two", signing: "s" }, 1_000, 0), 1_000)).toEqual(["two"]);
    expect(secretsOf(withSecret(addon, { hash: "two", signing: "s" }, 1_000, -5), 0)).toEqual(["two"]);
  });

  test("is one of two at the most: a third ends the first", () => {
    const twice = withSecret(
      withSecret(addon, { hash: "two", signing: "s" }, 1_000, 500),
      { hash: "three", signing: "s" },
      1_100,
      500,
    );
    expect(secretsOf(twice, 1_200)).toEqual(["three", "two"]);
    const ended = withSecret(
      withSecret(addon, { hash: "two", signing: "s" }, 1_000, 500),
      { hash: "three", signing: "s" },
      1_100,
      0,
    );
    expect(secretsOf(ended, 1_200)).toEqual(["three"]);
  });
});
