import type { Addon, AddonDraft } from "../../domain/access/addon.ts";
import { type AddonForm, addonFormPage } from "../../pages/add-ons.ts";
import type { Storage } from "../../storage/storage.ts";
import { redirectTo } from "../browser.ts";
import type { Endpoint, PageAnswer } from "../endpoint.ts";
import { draftOf, emptyForm, formOfAddon, type Problems, problemsOf, readForm } from "./add-on-form.ts";
import { addonAt, permissionChoices, scopeChoices, viewOf } from "./add-on-view.ts";
import { addonAnswer, ADDONS, pathOf, refused } from "./add-ons.ts";
import { doneAt, type Here, type PeopleParts, signedInForm, signedInPage } from "./page.ts";

/** Add-ons are made and changed. */
export const addonEditing = ({ storage, addons, loopback }: PeopleParts): readonly Endpoint[] => {
  /** What was sent, and what is wrong with it. */
  const read = (sent: URLSearchParams): Readonly<{ values: AddonForm; draft: AddonDraft; problems: Problems }> => {
    const values = readForm(sent);
    const draft = draftOf(values);
    return { values, draft, problems: problemsOf(draft, loopback) };
  };
  return [
    signedInPage(storage, {
      id: "pages.addons.new",
      path: `${ADDONS}/new`,
      may: "addons:write",
      show: (here) => formAnswer(storage, here, emptyForm),
    }),
    signedInForm(storage, {
      id: "pages.addons.create",
      path: ADDONS,
      may: "addons:write",
      back: `${ADDONS}/new`,
      async send(here, sent) {
        const { values, draft, problems } = read(sent);
        if (Object.keys(problems).length > 0) return formAnswer(storage, here, values, problems);
        const created = await addons.create(here.visitor.person.companyId, draft);
        if (!created.ok) throw new Error(`a new add-on: ${created.error.kind}`);
        const { addon, secret } = created.value;
        if (secret === null) return doneAt(pathOf(addon), "created");
        const notice = { kind: "good", text: "The add-on was created." } as const;
        return addonAnswer(storage, here, addon, { notice, secret });
      },
    }),
    signedInPage(storage, {
      id: "pages.addons.edit",
      path: `${ADDONS}/:id/edit`,
      may: "addons:write",
      async show(here) {
        const addon = await addonAt(storage, here);
        return addon.active ? formAnswer(storage, here, formOfAddon(addon), {}, addon) : redirectTo(pathOf(addon));
      },
    }),
    signedInForm(storage, {
      id: "pages.addons.save",
      path: `${ADDONS}/:id`,
      may: "addons:write",
      back: ADDONS,
      async send(here, sent) {
        const addon = await addonAt(storage, here);
        if (!addon.active) return refused(addon, "revoked");
        const { values, draft, problems } = read(sent);
        if (Object.keys(problems).length > 0) return formAnswer(storage, here, values, problems, addon);
        const edited = await addons.edit(addon.companyId, addon.id, draft);
        return edited.ok ? doneAt(pathOf(addon), "saved") : refused(addon, edited.error.kind);
      },
    }),
  ];
};

/** The form of a new add-on, or of one there is; 400 when something is wrong with what was written. */
const formAnswer = async (
  storage: Storage,
  { signedIn }: Here,
  values: AddonForm,
  problems: Problems = {},
  addon?: Addon,
): Promise<PageAnswer> => ({
  status: Object.keys(problems).length > 0 ? 400 : 200,
  html: addonFormPage({
    signedIn,
    ...(addon && { addon: await viewOf(storage, addon) }),
    values,
    problems,
    scopes: scopeChoices(addon?.scopes ?? []),
    permissions: permissionChoices,
  }),
});
