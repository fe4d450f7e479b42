import type { Addon } from "../../domain/access/addon.ts";
import { addonListPage, addonPage, revokeAddonPage } from "../../pages/add-ons.ts";
import type { Notice } from "../../pages/frame.ts";
import type { Storage } from "../../storage/storage.ts";
import { redirectTo } from "../browser.ts";
import { type Endpoint, type PageAnswer, PageError } from "../endpoint.ts";
import { addonAt, noSuchAddon, viewOf, viewsOf } from "./add-on-view.ts";
import { doneAt, type Here, noticeAt, type PeopleParts, signedInForm, signedInPage } from "./page.ts";

export const ADDONS = "/office/add-ons";
export const pathOf = ({ id }: Pick<Addon, "id">): string => `${ADDONS}/${id}`;

const NOTICES = {
  created: { kind: "good", text: "The add-on was created." },
  saved: { kind: "good", text: "Your changes were saved." },
  revoked: { kind: "good", text: "The add-on was revoked. Its client ID, secret and tokens have stopped working." },
  ended: { kind: "bad", text: "This add-on was revoked, so it cannot be changed any more." },
} as const;

/** For how many hours a secret may go on working once there is a new one. */
const OVERLAP_HOURS = ["0", "1", "24", "168"];

/** One add-on, and its secret on the one page that ever shows it. */
export const addonAnswer = async (
  storage: Storage,
  { signedIn }: Here,
  addon: Addon,
  more: Readonly<{ notice?: Notice; secret?: string }> = {},
  status = 200,
): Promise<PageAnswer> => ({
  status,
  html: addonPage({ signedIn, addon: await viewOf(storage, addon), ...more }),
});

/** The add-ons that a company publishes: looked at, given new secrets, ended. */
export const addonEndpoints = ({ storage, addons }: PeopleParts): readonly Endpoint[] => [
  signedInPage(storage, {
    id: "pages.addons",
    path: ADDONS,
    may: "addons:read",
    async show({ visitor, signedIn }) {
      const company = visitor.person.companyId;
      const all = await storage.access.addons.of(company);
      const inOrder = [...all.filter(({ active }) => active), ...all.filter(({ active }) => !active)];
      return { status: 200, html: addonListPage({ signedIn, addons: await viewsOf(storage, company, inOrder) }) };
    },
  }),
  signedInPage(storage, {
    id: "pages.addons.one",
    path: `${ADDONS}/:id`,
    may: "addons:read",
    async show(here) {
      return addonAnswer(storage, here, await addonAt(storage, here), noticeAt(here.ask, NOTICES));
    },
  }),
  signedInForm(storage, {
    id: "pages.addons.rotate",
    path: `${ADDONS}/:id/rotate`,
    may: "addons:write",
    back: ADDONS,
    async send(here, sent) {
      const addon = await addonAt(storage, here);
      const hours = sent.get("overlap_hours") ?? "";
      if (!OVERLAP_HOURS.includes(hours)) {
        const notice = { kind: "bad", text: "Choose for how long the old secret goes on working." } as const;
        return addonAnswer(storage, here, addon, { notice }, 400);
      }
      if (addon.isPublic) {
        throw new PageError(400, "No secret to change", "An app on people's devices has no secret.");
      }
      const rotated = await addons.rotate(addon.companyId, addon.id, Number(hours));
      if (!rotated.ok) return refused(addon, rotated.error.kind);
      const text = hours === "0" ? "The old secret has stopped working." : "The old secret still works for a while.";
      const { secret } = rotated.value;
      return addonAnswer(storage, here, rotated.value.addon, {
        notice: { kind: "good", text: `There is a new secret. ${text}` },
        ...(secret !== null && { secret }),
      });
    },
  }),
  signedInPage(storage, {
    id: "pages.addons.revoke",
    path: `${ADDONS}/:id/revoke`,
    may: "addons:write",
    async show(here) {
      const addon = await addonAt(storage, here);
      if (!addon.active) return redirectTo(pathOf(addon));
      return { status: 200, html: revokeAddonPage({ signedIn: here.signedIn, addon: await viewOf(storage, addon) }) };
    },
  }),
  signedInForm(storage, {
    id: "pages.addons.revoke.send",
    path: `${ADDONS}/:id/revoke`,
    may: "addons:write",
    back: ADDONS,
    async send(here) {
      const addon = await addonAt(storage, here);
      const revoked = await addons.revoke(addon.companyId, addon.id);
      // Somebody who pressed twice, or was second, has what they wanted.
      return revoked.ok || revoked.error.kind === "revoked"
        ? doneAt(pathOf(addon), "revoked")
        : refused(addon, revoked.error.kind);
    },
  }),
];

/** A change that came too late. Anything else was looked at before. */
export const refused = (addon: Addon, kind: string): PageAnswer => {
  if (kind === "revoked") return doneAt(pathOf(addon), "ended");
  if (kind === "not_found") throw noSuchAddon();
  throw new Error(`add-on ${addon.id}: ${kind}`);
};
