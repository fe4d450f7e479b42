import { type AddonView, DIALECTS, GRANTS, KINDS } from "./add-on-view.ts";
import { type Problems, choiceGroup, problemSummary, textArea, textField, titled } from "./form.ts";
import { type SignedIn, page } from "./frame.ts";
import { html } from "./html.ts";
import { type Choice, backLink, csrfField, pageHead } from "./parts.ts";

/** What the form holds: its fields' names and what was written into them. */
export type AddonForm = Readonly<{
  name: string;
  description: string;
  /** One to a line. */
  redirect_uris: string;
  kind: string;
  dialects: readonly string[];
  scopes: readonly string[];
  permissions: readonly string[];
  grants: readonly string[];
}>;

/** With `addon` the form changes it, without it makes a new one. */
export type AddonFormView = Readonly<{
  signedIn: SignedIn;
  addon?: AddonView;
  values: AddonForm;
  problems: Problems;
  scopes: readonly Choice[];
  permissions: readonly Choice[];
}>;

export const addonFormPage = ({ signedIn, addon, values, problems, scopes, permissions }: AddonFormView): string => {
  const own = addon ? `/office/add-ons/${addon.id}` : "/office/add-ons";
  const title = addon ? `Edit ${addon.name}` : "New add-on";
  const fields = Object.keys(values);
  return page(
    { title: titled(title, Object.keys(problems).length > 0), signedIn, here: "addons" },
    html`${backLink(own, addon ? addon.name : "Add-ons")}
      ${pageHead(
        addon ? html`Edit <bdi>${addon.name}</bdi>` : "New add-on",
        addon ? undefined : "You get the client ID on the next page, and the secret if it can keep one.",
      )}
      ${problemSummary(problems, (name) => (fields.includes(name) ? name : undefined))}
      <form class="card" method="post" action="${own}">
        ${csrfField(signedIn.csrf)}
        ${textField({
          name: "name",
          label: "Name",
          value: values.name,
          autocomplete: "off",
          hint: "People see it when they are asked to connect.",
          problem: problems["name"],
        })}
        ${textArea({
          name: "description",
          label: "Description",
          value: values.description,
          rows: 3,
          required: false,
          hint: "What it does for a venue, in a sentence or two.",
          problem: problems["description"],
        })}
        ${choiceGroup({
          name: "kind",
          legend: "Where it runs",
          type: "radio",
          choices: KINDS,
          chosen: [values.kind],
          problem: problems["kind"],
        })}
        ${choiceGroup({
          name: "dialects",
          legend: "APIs",
          hint: "At least one.",
          choices: DIALECTS,
          chosen: values.dialects,
          problem: problems["dialects"],
        })}
        ${choiceGroup({
          name: "grants",
          legend: "How it gets access",
          choices: GRANTS,
          chosen: values.grants,
          problem: problems["grants"],
          names: true,
        })}
        ${textArea({
          name: "redirect_uris",
          label: "Redirect addresses",
          value: values.redirect_uris,
          rows: 4,
          required: false,
          hint: "One to a line, beginning with https://. People are sent back only to exactly these.",
          problem: problems["redirect_uris"],
          more: html`spellcheck="false" autocapitalize="none" wrap="off"`,
        })}
        ${
          permissions.length > 0 &&
          choiceGroup({
            name: "permissions",
            legend: "Permissions over the Kounta API",
            hint: "Ask for no more than it needs. Whoever connects it approves them together.",
            choices: permissions,
            chosen: values.permissions,
            problem: problems["permissions"],
          })
        }
        ${
          scopes.length > 0 &&
          choiceGroup({
            name: "scopes",
            legend: "Scopes of the K-Series API",
            hint: "It can ask for these only. Whoever connects it approves each by itself.",
            choices: scopes,
            chosen: values.scopes,
            problem: problems["scopes"],
            names: true,
          })
        }
        <div class="actions">
          <button class="button primary" type="submit">${addon ? "Save changes" : "Create add-on"}</button>
          <a class="button quiet" href="${own}">Cancel</a>
        </div>
      </form>`,
  );
};
