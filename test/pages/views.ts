import { accountPage } from "../../src/pages/account.ts";
import {
  type AddonForm,
  type AddonView,
  addonFormPage,
  addonListPage,
  addonPage,
  revokeAddonPage,
} from "../../src/pages/add-ons.ts";
import { type ConnectedApp, connectedAppsPage, removeAppPage } from "../../src/pages/connected-apps.ts";
import { consentPage } from "../../src/pages/consent.ts";
import { errorPage } from "../../src/pages/error.ts";
import type { SignedIn } from "../../src/pages/frame.ts";
import type { Choice } from "../../src/pages/parts.ts";
import { setUpClosedPage, setUpDonePage, setUpPage } from "../../src/pages/set-up.ts";
import { signInPage } from "../../src/pages/sign-in.ts";

/** Changes a text that comes from outside before it goes into a view: into a hostile one, or a very long one. */
export type Words = (text: string) => string;

const SCOPES: readonly Choice[] = [
  {
    name: "orders-api",
    title: "Orders",
    says: "See your sites, floors, menus and discounts. Place orders and take payments.",
  },
  { name: "financial-api", title: "Sales and takings", says: "See your sales, payments, taxes and daily totals." },
  { name: "items", title: "Items", says: "See and change the items you sell, with their pictures and descriptions." },
];

const PERMISSIONS: readonly Choice[] = [
  {
    name: "products:read",
    title: "Products and prices",
    says: "See your products, categories, option sets and price lists.",
  },
  { name: "orders:read", title: "Orders and sales", says: "See your orders, with their lines and payments." },
  { name: "orders:write", title: "Place and change orders", says: "Place orders, change them and take payments." },
  { name: "customers:read", title: "Customers", says: "See your customers, their contact details and addresses." },
];

const SET_UP = {
  company: "Harbour Café Group",
  currency: "AUD",
  timezone: "Australia/Sydney",
  site: "Circular Quay",
  register: "Front counter",
  tax_name: "GST",
  tax_rate: "10",
  first_name: "Sam",
  last_name: "Carter",
  email: "sam@harbourcafe.example",
  username: "sam",
};

const zones = ["Africa/Nairobi", "America/Argentina/Buenos_Aires", "America/New_York", "Australia/Sydney", "UTC"];

const mapped = <T extends object>(values: T, words: Words): T =>
  Object.fromEntries(Object.entries(values).map(([key, text]) => [key, words(String(text))])) as T;

/** Everything that the views below take, with each text from outside put through `words`. */
const material = (words: Words) => {
  const choices = (all: readonly Choice[]): Choice[] => all.map((choice) => mapped(choice, words));
  const signedIn: SignedIn = {
    name: words("Sam Carter"),
    company: words("Harbour Café Group"),
    csrf: words("csrf-token"),
    sections: ["apps", "addons", "account"],
  };
  const app = (id: number, name: string, owner: string, own: boolean): ConnectedApp => ({
    id,
    name: words(name),
    description: words("Takes orders from your web shop and sends them to the kitchen."),
    owner: words(owner),
    own,
    connectedAt: words("2026-11-03T09:05:00+11:00"),
    connectedBy: own ? null : words("Alex Nguyen"),
    allows: choices(PERMISSIONS),
  });
  const addon: AddonView = {
    id: 7,
    name: words("Table Talk Ordering"),
    description: words("Guests order and pay from their own phones."),
    clientId: words("4f9c1c1e8a7b4d0f9a33"),
    kind: "confidential",
    dialects: ["kounta", "kseries"],
    redirectUris: [words("https://tabletalk.example/oauth/callback"), words("https://staging.tabletalk.example/cb")],
    scopes: choices(SCOPES),
    permissions: choices(PERMISSIONS),
    grants: ["authorization_code", "refresh_token"],
    active: true,
    createdAt: words("2026-10-12T14:30:00Z"),
    oldSecretUntil: words("2026-11-05T09:00:00Z"),
    connectedCompanies: 3,
  };
  const form: AddonForm = {
    name: addon.name,
    description: addon.description,
    redirect_uris: addon.redirectUris.join("\n"),
    kind: "confidential",
    dialects: addon.dialects,
    scopes: [words("orders-api")],
    permissions: [words("orders:read")],
    grants: addon.grants,
  };
  return { signedIn, app, addon, form, choices };
};

/** Every view as it looks on a usual day, by the name of its page. */
export const usualViews = (words: Words = (text) => text): Record<string, string> => {
  const { signedIn, app, addon, form, choices } = material(words);
  const csrf = signedIn.csrf;
  const consent = {
    csrf,
    action: words("/oauth/authorize?response_type=code&client_id=abc&state=x"),
    app: mapped(
      { name: "Table Talk", description: "Guests order and pay from their own phones.", owner: "Table Talk Pty Ltd" },
      words,
    ),
    company: signedIn.company,
    person: signedIn.name,
    returnsTo: words("tabletalk.example"),
  };
  const setUp = {
    csrf,
    code: words("one-time-code"),
    currencies: ["AUD", "EUR", "JPY"].map(words),
    timezones: zones.map(words),
  };
  const sessions = [
    {
      id: "a",
      kind: "password" as const,
      startedAt: words("2026-11-21T08:00:00+11:00"),
      endsAt: words("2026-11-21T20:00:00+11:00"),
      current: true,
    },
    {
      id: "b",
      kind: "pin" as const,
      startedAt: words("2026-11-21T07:12:00+11:00"),
      endsAt: words("2026-11-21T19:12:00+11:00"),
      current: false,
    },
  ];
  return {
    "sign-in": signInPage({ csrf, next: words("/apps") }),
    "sign-in-app-wrong": signInPage({
      csrf,
      next: words("/oauth/authorize?client_id=abc"),
      username: words("sam"),
      problem: words("Username or password is wrong. Please try again."),
      app: words("Table Talk"),
    }),
    "consent-each": consentPage({ ...consent, each: true, choices: choices(SCOPES) }),
    "consent-all": consentPage({ ...consent, each: false, choices: choices(PERMISSIONS) }),
    error: errorPage({
      title: words("This app cannot be connected"),
      says: words("The address it wants to send you back to is not one that it registered."),
      hint: words("Tell the people who make the app. Nothing was shared with it."),
      requestId: words("req-5b1f09d2c7"),
    }),
    "set-up": setUpPage({
      ...setUp,
      values: { timezone: words("Australia/Sydney"), currency: words("AUD") },
      problems: {},
    }),
    "set-up-wrong": setUpPage({
      ...setUp,
      values: mapped(SET_UP, words),
      problems: mapped(
        {
          email: "Write an address with an @, like sam@example.com.",
          password: "Use at least 10 characters.",
          form: "Nothing was saved yet.",
        },
        words,
      ),
    }),
    "set-up-done": setUpDonePage({ company: signedIn.company, next: words("/account") }),
    "set-up-closed": setUpClosedPage(),
    apps: connectedAppsPage({
      signedIn,
      notice: { kind: "good", text: words("Pocket Loyalty was removed.") },
      apps: [
        app(1, "Table Talk", "Table Talk Pty Ltd", false),
        app(2, "Ledger Link", "Numbers & Sons", false),
        app(3, "Nightly export", "Harbour Café Group", true),
      ],
    }),
    "app-remove": removeAppPage({ signedIn, app: app(1, "Table Talk", "Table Talk Pty Ltd", false) }),
    account: accountPage({
      signedIn,
      username: words("sam"),
      role: words("owner"),
      hasPin: true,
      sessions,
      problems: {},
    }),
    "account-wrong": accountPage({
      signedIn,
      notice: { kind: "bad", text: words("The password was not changed.") },
      username: words("sam"),
      role: words("owner"),
      hasPin: false,
      sessions,
      problems: mapped({ current: "This is not your password.", password: "Use at least 10 characters." }, words),
    }),
    "add-ons": addonListPage({
      signedIn,
      addons: [
        addon,
        { ...addon, id: 8, name: words("Loyalty Lane"), description: "", dialects: ["kounta"], connectedCompanies: 1 },
        { ...addon, id: 9, name: words("Old kiosk"), active: false, connectedCompanies: 0 },
      ],
    }),
    "add-on-new": addonFormPage({
      signedIn,
      values: {
        name: "",
        description: "",
        redirect_uris: "",
        kind: "confidential",
        dialects: [],
        scopes: [],
        permissions: [],
        grants: ["authorization_code", "refresh_token"],
      },
      problems: {},
      scopes: choices(SCOPES),
      permissions: choices(PERMISSIONS),
    }),
    "add-on-edit-wrong": addonFormPage({
      signedIn,
      addon,
      values: form,
      problems: mapped(
        {
          name: "Give it a name.",
          redirect_uris: "http://tabletalk.example must begin with https://.",
          scopes: "There is no such scope.",
          other: "Something else.",
        },
        words,
      ),
      scopes: choices(SCOPES),
      permissions: choices(PERMISSIONS),
    }),
    "add-on": addonPage({ signedIn, addon, notice: { kind: "good", text: words("Table Talk Ordering was saved.") } }),
    "add-on-secret": addonPage({
      signedIn,
      addon: { ...addon, oldSecretUntil: null },
      secret: words("sk_9d41c0b7f2e84a55b6b0f13c7f0e6a1d"),
    }),
    "add-on-revoke": revokeAddonPage({ signedIn, addon }),
  };
};

/** What is rare: nothing there at all, everything wrong at once, a long list. */
export const rareViews = (): Record<string, string> => {
  const { signedIn, addon, form } = material((text) => text);
  const twelve = Array.from({ length: 12 }, (_, i) => ({
    name: `scope-${i}`,
    title: `Part ${i}`,
    says: "See and change things of this kind.",
  }));
  const consent = {
    csrf: "c",
    action: "/oauth/authorize?a=1",
    app: { name: "Shop", description: "", owner: "Shop" },
    company: "Café",
    person: "Sam",
    returnsTo: "shop.example",
  };
  return {
    "apps-none": connectedAppsPage({ signedIn, apps: [] }),
    "add-ons-none": addonListPage({ signedIn, addons: [] }),
    "apps-staff": connectedAppsPage({ signedIn: { ...signedIn, sections: ["account"] }, apps: [] }),
    "consent-twelve": consentPage({
      ...consent,
      each: true,
      choices: twelve,
      problem: "Tick at least one, or choose “Don't allow”.",
    }),
    "consent-nothing": consentPage({ ...consent, each: false, choices: [] }),
    "error-bare": errorPage({ title: "Something went wrong", says: "Please try again.", requestId: "r1" }),
    "set-up-all-wrong": setUpPage({
      csrf: "c",
      code: "d",
      values: {},
      problems: Object.fromEntries(
        [...Object.keys(SET_UP), "password"].map((name) => [name, `Please fill in: ${name}.`]),
      ),
      currencies: ["AUD"],
      timezones: zones,
    }),
    "account-pin-wrong": accountPage({
      signedIn,
      username: "sam",
      role: "staff",
      hasPin: true,
      sessions: [],
      problems: { pin: "Use 4 to 8 digits." },
    }),
    "add-on-bare": addonPage({
      signedIn,
      addon: {
        ...addon,
        description: "",
        redirectUris: [],
        scopes: [],
        permissions: [],
        grants: [],
        kind: "public",
        active: false,
        oldSecretUntil: null,
        connectedCompanies: 0,
      },
    }),
    "add-on-all-wrong": addonFormPage({
      signedIn,
      values: { ...form, description: "\nThe first line is empty.", scopes: [], permissions: [] },
      problems: Object.fromEntries(Object.keys(form).map((name) => [name, `Please look at this again: ${name}.`])),
      scopes: twelve,
      permissions: twelve,
    }),
  };
};

/** A text as long as somebody could make it: a word without a place to break, then many words. */
export const longWords: Words = (text) =>
  /^\d{4}-\d\d-\d\dT|^[A-Z]{3}$/.test(text)
    ? text
    : `${text.replaceAll(" ", "").repeat(8).slice(0, 90)} ${text} ${text}`;
