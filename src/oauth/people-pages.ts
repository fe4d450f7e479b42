import { homePage } from "../pages/home.ts";
import { ownPath, redirectTo } from "./browser.ts";
import type { Endpoint } from "./endpoint.ts";
import { accountEndpoints } from "./people/account.ts";
import { addonEditing } from "./people/add-on-editing.ts";
import { addonEndpoints } from "./people/add-ons.ts";
import { appEndpoints } from "./people/apps.ts";
import { pathIn, type PeopleParts } from "./people/page.ts";

/** Pages of people who are signed in: their account, connected apps, add-ons. */
export const peoplePages = (parts: PeopleParts): readonly Endpoint[] => [
  ...accountEndpoints(parts),
  ...appEndpoints(parts),
  ...addonEndpoints(parts),
  ...addonEditing(parts),
  home,
  formsOnly,
];

/** The front door. */
const home: Endpoint = {
  id: "pages.home",
  method: "GET",
  paths: ["/"],
  speaks: "html",
  async handle() {
    return { status: 200, html: homePage() };
  },
};

/** A form that failed leaves its own address in the browser. Somebody who comes back to it finds the page of the form. */
const formsOnly: Endpoint = {
  id: "pages.form_only",
  method: "GET",
  paths: ["/account/password", "/account/pin", "/account/sign-out-everywhere", "/office/add-ons/:id/rotate"],
  speaks: "html",
  async handle(ask) {
    return redirectTo(ownPath(pathIn(ask).replace(/\/[^/]+\/?$/, ""), "/account"));
  },
};
