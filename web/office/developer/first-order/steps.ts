import type { Addon } from "../parts/data.ts";

export type ApiName = "kounta" | "kseries";
export type Way = "basic" | "oauth";
export type Language = "curl" | "javascript" | "python";

/** A request of a step, from which its code is written and by which it is known again in the request log. */
export type StepRequest = Readonly<{
  method: "GET" | "POST" | "PUT";
  path: string;
  json?: unknown;
  form?: Readonly<Record<string, string>>;
  headers?: Readonly<Record<string, string>>;
  /** How it proves who sends it. */
  by: Way;
}>;

export type Step = Readonly<{
  id: string;
  title: string;
  says: string;
  request?: StepRequest;
  /** Lines for a shell before the requests: what stands in the environment. */
  shell?: Readonly<{ shown: string; copy: string }>;
  /** An address for a browser. */
  link?: string;
  /** The step that makes the order. */
  places?: true;
}>;

export type Chosen = Readonly<{
  base: string;
  company: number;
  site: number;
  product: Readonly<{ id: number; sku: string | null; name: string }>;
  addon: Addon;
  secret: string | undefined;
  api: ApiName;
  way: Way;
  /** Makes this visit's references its own. */
  run: string;
  pkce: Readonly<{ verifier: string; challenge: string }> | undefined;
  code: string;
  token: string;
}>;

const OAUTH_PATHS = {
  kounta: { authorize: "/authorize", token: "/v1/token" },
  kseries: { authorize: "/oauth/authorize", token: "/oauth/token" },
} as const;

/** A text as one word of a shell. */
const word = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

const credentials = ({ addon, secret }: Chosen): Step => {
  const lines = (shown: string): string =>
    `export CLIENT_ID=${word(addon.client_id)}\nexport CLIENT_SECRET=${word(shown)}`;
  return {
    id: "credentials",
    title: "Keep the credentials at hand",
    says: "In the shell that you work in. The code below reads them from there.",
    shell: {
      shown: lines(secret === undefined ? "put the secret here" : "••••••••"),
      copy: lines(secret ?? "put the secret here"),
    },
  };
};

/** The steps by which somebody consents, and the add-on gets its token. */
const tokenSteps = (chosen: Chosen): readonly Step[] => {
  const { addon, api, base, pkce, code, token } = chosen;
  const paths = OAUTH_PATHS[api];
  const keep: Step = {
    id: "keep",
    title: "Keep the token",
    says: "It is good for an hour.",
    shell: {
      shown: `export TOKEN=${word(token === "" ? "the access_token of the answer" : token)}`,
      copy: `export TOKEN=${word(token === "" ? "the access_token of the answer" : token)}`,
    },
  };
  if (api === "kounta" && addon.grants.includes("client_credentials")) {
    const form = { grant_type: "client_credentials" };
    const request: StepRequest = { method: "POST", path: paths.token, form, by: "basic" };
    return [{ id: "token", title: "Get a token", says: "On its own behalf, for its own company.", request }, keep];
  }
  const redirect = addon.redirect_uris[0] ?? "";
  const asked = new URLSearchParams({
    response_type: "code",
    client_id: addon.client_id,
    redirect_uri: redirect,
    state: chosen.run,
    ...(api === "kseries" && { scope: "orders-api" }),
    ...(pkce && { code_challenge: pkce.challenge, code_challenge_method: "S256" }),
  });
  return [
    {
      id: "consent",
      title: "Ask a person for consent",
      says: "Open it in the browser, sign in and approve. You are sent to the redirect address; its code is good for a minute.",
      link: `${base}${paths.authorize}?${asked}`,
    },
    {
      id: "token",
      title: "Change the code for a token",
      says: "The code works once.",
      request: {
        method: "POST",
        path: paths.token,
        by: "basic",
        form: {
          grant_type: "authorization_code",
          code: code === "" ? "the code of the address" : code,
          redirect_uri: redirect,
          ...(pkce && { code_verifier: pkce.verifier }),
        },
      },
    },
    keep,
  ];
};

const kountaSteps = ({ company, site, product, way, run }: Chosen): readonly Step[] => [
  {
    id: "company",
    title: "See where you are",
    says: "The company, its sites and what they are called.",
    request: { method: "GET", path: `/v1/companies/${company}.json`, by: way },
  },
  {
    id: "order",
    title: "Place an order",
    says: "The key makes a retry safe: it is the same order, however often it is sent.",
    places: true,
    request: {
      method: "POST",
      path: `/v1/companies/${company}/orders.json`,
      by: way,
      headers: { "Idempotency-Key": `first-order-${run}` },
      json: {
        site_id: site,
        status: "SUBMITTED",
        notes: "My first order",
        lines: [{ product_id: product.id, quantity: 1 }],
      },
    },
  },
];

/** It need not be there to place an order. */
const RECEIVER = "https://app.example/notifications";

const kseriesSteps = ({ site, product, way, run }: Chosen): readonly Step[] => [
  {
    id: "businesses",
    title: "See where you are",
    says: "The business and its locations.",
    request: { method: "GET", path: "/o/op/data/businesses", by: way },
  },
  {
    id: "endpoint",
    title: "Say where you hear of your orders",
    says: "Use an address of your own: what becomes of an order is POSTed there.",
    request: {
      method: "PUT",
      path: "/o/wh/1/webhook",
      by: way,
      json: { endpointId: "first-order", url: RECEIVER },
    },
  },
  {
    id: "order",
    title: "Place an order",
    says: "To be collected. The reference is used once; the answer says that the order is stored for good.",
    places: true,
    request: {
      method: "POST",
      path: "/o/op/1/order/toGo",
      by: way,
      json: {
        businessLocationId: site,
        thirdPartyReference: `first-order-${run}`,
        endpointId: "first-order",
        customerInfo: { firstName: "Ada" },
        orderNote: "My first order",
        items: [{ quantity: 1, sku: product.sku ?? String(product.id) }],
      },
    },
  },
];

/** All steps to a first order, with the live values of this installation in them. */
export const stepsOf = (chosen: Chosen): readonly Step[] => [
  credentials(chosen),
  ...(chosen.way === "oauth" ? tokenSteps(chosen) : []),
  ...(chosen.api === "kounta" ? kountaSteps(chosen) : kseriesSteps(chosen)),
];
