import { type Person, sessionOf } from "../operator/support.ts";
import type { Window } from "./screens.ts";
import type { TestServery } from "./servery.ts";

/** Opens a page of the back office for somebody of the demo who is signed in: the session's cookie is already there. */
export const openOffice = async (
  { page, context }: Pick<Window, "page" | "context">,
  servery: TestServery,
  path = "/",
  who: Person = "owner",
): Promise<void> => {
  const value = await sessionOf(servery, who);
  await context.addCookies([
    { name: "servery_session", value, url: servery.url, httpOnly: true, sameSite: "Lax" as const },
  ]);
  await page.goto(`/office${path === "/" ? "" : path}`);
  await page.locator("#content h1").first().waitFor({ state: "attached" });
};
