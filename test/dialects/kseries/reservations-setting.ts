import { expect } from "vitest";
import type { AddonId } from "../../../src/domain/ids.ts";
import type { Answer, Json, TestServery } from "../../support/servery.ts";
import { FITZROY, FLAT_WHITE } from "./kseries.ts";

/** A reservation platform of the demo company, as its add-on sees it. */

export const base = (code: string): string => `/reservation/api/1/platform/${code}`;
export const userBase = (code: string): string => `/reservation/api/1/user/platform/${code}`;

export type Send = (method: string, path: string, body?: unknown) => Promise<Answer>;

let made = 0;

/** An add-on of its own, with a token for the scopes named. */
export const client = async (servery: TestServery, ...scopes: string[]): Promise<Send & { addonId: AddonId }> => {
  const addonId = (9_100 + ++made) as AddonId;
  const facts = { id: addonId, clientId: `platform-${addonId}`, apis: ["kseries"], permissions: [], scopes } as const;
  await servery.addon(facts);
  const token = await servery.token(3_600, addonId, servery.company, { api: "kseries", permissions: scopes });
  const auth = `Bearer ${token}`;
  const send: Send = (method, path, body) => servery.ask(path, { method, auth, ...(body !== undefined && { body }) });
  return Object.assign(send, { addonId });
};

export const ALL_TYPES = [
  "ORDER_OPENED",
  "ORDER_UPDATED",
  "ORDER_CLOSED",
  "ONBOARDING_STARTED",
  "INTEGRATION_ACTIVATED",
  "INTEGRATION_DEACTIVATED",
  "POS_RESERVATION_UPDATED",
  "ERROR",
];

/** A profile that wants to be told of everything, below `${url}/${code}`. */
export const profile = (url: string, code: string, more: Record<string, unknown> = {}): Record<string, unknown> => ({
  displayName: `Platform ${code}`,
  webhookAuthType: "NONE",
  webhookAuthDetails: {},
  orderWebhookUrl: `${url}/${code}/order`,
  onboardingWebhookUrl: `${url}/${code}/onboarding`,
  integrationWebhookUrl: `${url}/${code}/integration`,
  posReservationUpdateWebhookUrl: `${url}/${code}/reservation`,
  errorsWebhookUrl: `${url}/${code}/error`,
  notificationTypes: ALL_TYPES,
  ownNotificationsOnly: true,
  ...more,
});

/** A platform with a profile and, where a restaurant is named, an active integration of the demo's first site. */
export const platform = async (
  servery: TestServery,
  url: string,
  code: string,
  { restaurant, ...more }: Readonly<{ restaurant?: string } & Record<string, unknown>> = {},
) => {
  const send = await client(servery, `reservation-${code}`);
  const saved = await send("POST", `${base(code)}/profile`, profile(url, code, more));
  expect(saved.status, saved.text).toBe(200);
  if (restaurant !== undefined) {
    const body = { businessLocationId: FITZROY, platformRestaurantId: restaurant };
    const active = await send("POST", `${userBase(code)}/integration/activate`, body);
    expect([active.status, active.text]).toEqual([200, ""]);
  }
  const push = (id: string, body: Record<string, unknown>, at = restaurant): Promise<Answer> =>
    send("PUT", `${base(code)}/restaurant/${at}/reservation/${id}/push`, body);
  return { send, push, code };
};

export const booking = (more: Record<string, unknown> = {}): Record<string, unknown> => ({
  guest: { platformGuestId: "G-1", firstName: "Inès", lastName: "Ōta" },
  status: "SCHEDULED",
  partySize: 2,
  utcScheduledAt: "2026-03-14T19:30:00",
  utcUpdatedAt: "2026-03-01T10:00:00",
  ...more,
});

export const without = (body: Record<string, unknown>, ...path: string[]): Record<string, unknown> => {
  const copy = structuredClone(body);
  const last = path.pop()!;
  delete path.reduce<Json>((at, name) => at[name], copy)[last];
  return copy;
};

/** An order that somebody of the venue took, at a table where one is named. */
export const orderAtVenue = async (servery: TestServery, more: Record<string, unknown> = {}): Promise<Json> => {
  const operator = await servery.operator("manager");
  const lines = [{ product_id: FLAT_WHITE, quantity: 2 }];
  const made = await operator("orders", {
    method: "POST",
    body: { site_id: FITZROY, status: "PENDING", lines, ...more },
  });
  expect(made.status, made.text).toBe(201);
  const [, id] = /\/orders\/(\d+)/.exec(made.headers.get("location") ?? "") ?? [];
  return (await servery.get(`orders/${id}`)).json();
};
