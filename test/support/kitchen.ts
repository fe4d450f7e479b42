import { sessionOf, staffIdOf } from "../operator/support.ts";
import { keptDevice } from "./register.ts";
import { type Window, type WindowOptions, openWindow } from "./screens.ts";
import type { TestServery } from "./servery.ts";

export type KitchenOptions = WindowOptions & Readonly<{ stations?: readonly string[] }>;

/** A window that shows the kitchen's tickets: set up and signed in without going through those pages. */
export const openKitchen = async (
  servery: TestServery,
  { stations = [], ...options }: KitchenOptions = {},
): Promise<Window> => {
  const window = await openWindow(servery, options);
  const [device, token] = await Promise.all([keptDevice(servery), sessionOf(servery, "barista", "pin")]);
  const session = { token, staffId: staffIdOf("barista"), name: "Jun Watanabe", permissions: [] };
  const keep = (store: string, name: string, value: unknown): string =>
    `${store}.setItem("servery-kitchen-${name}", ${JSON.stringify(JSON.stringify(value))});`;
  await window.context.addInitScript(`if (!sessionStorage.getItem("test-began")) {
    sessionStorage.setItem("test-began", "yes");
    ${keep("localStorage", "device", device)}
    ${keep("sessionStorage", "session", session)}
    ${keep("localStorage", "settings", { stations })}
  }`);
  await window.page.goto("/kitchen");
  await window.page.getByRole("button", { name: "More", exact: true }).waitFor();
  return window;
};
