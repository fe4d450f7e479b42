import type { Page } from "playwright-core";
import { expect } from "vitest";

import { demoData } from "../../src/demo/demo.ts";
import { passwordOf, sessionOf, staffIdOf, type Person } from "../operator/support.ts";
import { type Window, type WindowOptions, openWindow } from "./screens.ts";
import type { TestServery } from "./servery.ts";

/** The register that tests stand at, at the demo's first site. */
export const REGISTER = { id: 16, name: "Fitzroy counter", site: "Brindle & Tram Fitzroy" } as const;

export type RegisterOptions = WindowOptions &
  Readonly<{
    who?: Person;
    /** The first page, below `/pos`. */
    at?: string;
    /** Stops at the PIN, with the device paired. */
    signedIn?: boolean;
  }>;

/** What the screen keeps of its device, as pairing leaves it. */
export const keptDevice = async (servery: TestServery, register: number = REGISTER.id): Promise<object> => {
  const { username, password } = { username: "owner", password: passwordOf("owner") };
  const session = await servery.ask("/admin/api/sessions", {
    method: "POST",
    body: { username, password },
    auth: null,
  });
  const auth = `Bearer ${session.json<{ access_token: string }>().access_token}`;
  const path = `/admin/api/companies/${servery.company}/registers/${register}/devices`;
  const made = await servery.ask(path, { method: "POST", body: { name: "Test tablet" }, auth });
  expect(made.status).toBe(201);
  const { id, device_token: token } = made.json<{ id: number; device_token: string }>();
  return {
    id,
    token,
    companyId: servery.company,
    siteId: servery.ids.site_id,
    siteName: REGISTER.site,
    registerId: register,
    registerName: REGISTER.name,
  };
};

const nameOf = (staffId: number): string => {
  const found = demoData(0).records.find(({ kind, id }) => kind === "staff" && id === staffId)!;
  const { firstName, lastName } = found.record as unknown as { firstName: string; lastName: string };
  return `${firstName} ${lastName}`;
};

/** Waits until the register is open; what stands there instead is said when it does not open. */
const atWork = async (page: Page): Promise<void> => {
  try {
    await page.getByRole("navigation", { name: "Pages" }).waitFor();
  } catch (error) {
    throw new Error(`the register did not open: ${await page.locator("body").innerText()}`, { cause: error });
  }
};

/**
 * A window in which somebody works at the register already: paired and signed in without going through those pages.
 * What the window keeps later (another session, say) a reload does not undo.
 */
export const openRegister = async (
  servery: TestServery,
  { who = "barista", at = "", signedIn = true, ...options }: RegisterOptions = {},
): Promise<Window> => {
  const window = await openWindow(servery, options);
  const device = await keptDevice(servery);
  const token = signedIn ? await sessionOf(servery, who, "pin") : undefined;
  const auth = `Bearer ${token}`;
  const permissions = token
    ? (await servery.ask("/admin/api/session", { auth })).json<{ permissions: string[] }>().permissions
    : [];
  const session = token && { token, staffId: staffIdOf(who), name: nameOf(staffIdOf(who)), permissions };
  const keep = (store: string, name: string, value: unknown): string =>
    value ? `${store}.setItem(${JSON.stringify(name)}, ${JSON.stringify(JSON.stringify(value))});` : "";
  await window.context.addInitScript(`if (!sessionStorage.getItem("test-began")) {
    sessionStorage.setItem("test-began", "yes");
    ${keep("localStorage", "servery-register-device", device)}
    ${keep("sessionStorage", "servery-register-session", session)}
  }`);
  await window.page.goto(`/pos${at}`);
  if (signedIn) await atWork(window.page);
  return window;
};

/** The PIN that somebody of the demo types. */
export { pins } from "../../src/demo/staff.ts";
