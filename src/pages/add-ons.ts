import { type AddonView, GRANTS, KINDS, statusBadges, titleIn } from "./add-on-view.ts";
import { option, selectField } from "./form.ts";
import { type Notice, type SignedIn, page } from "./frame.ts";
import { type Html, html } from "./html.ts";
import { icons } from "./icons.ts";
import { type Choice, backLink, confirmForm, counted, csrfField, noticeBox, pageHead } from "./parts.ts";
import { when } from "./when.ts";

export { type AddonForm, addonFormPage } from "./add-on-form.ts";
export { addonListPage } from "./add-on-list.ts";
export type { AddonView } from "./add-on-view.ts";

/** The secret, on the one page that ever shows it. */
const secretBox = (secret: string): Html =>
  html`<section class="box warn secret" aria-labelledby="secret">
    ${icons.key}
    <div>
      <h2 id="secret">Copy the client secret now</h2>
      <p>This is the only time that it is shown. Keep it where only your software can read it.</p>
      <code class="copy">${secret}</code>
    </div>
  </section>`;

const fact = (name: string, value: Html): Html =>
  html`<div>
    <dt>${name}</dt>
    <dd>${value}</dd>
  </div>`;

const listed = (items: readonly Html[], none: string): Html =>
  items.length === 0
    ? html`<span class="by">${none}</span>`
    : html`<ul class="plain-list" role="list">
        ${items.map((item) => html`<li>${item}</li>`)}
      </ul>`;

const chosen = (choices: readonly Choice[]): Html =>
  listed(
    choices.map(({ title, says }) => html`<b>${title}</b><span class="says">${says}</span>`),
    "None",
  );

const facts = (addon: AddonView): Html =>
  html`<section class="card" aria-labelledby="details">
    <h2 id="details">Details</h2>
    <dl class="facts">
      ${fact("Client ID", html`<code class="copy">${addon.clientId}</code>`)}
      ${fact("Runs", html`${titleIn(KINDS, addon.kind)}`)}
      ${fact(
        "Gets access by",
        listed(
          addon.grants.map((name) => html`${titleIn(GRANTS, name)}`),
          "No grant",
        ),
      )}
      ${fact(
        "Redirect addresses",
        listed(
          addon.redirectUris.map((uri) => html`<code>${uri}</code>`),
          "None",
        ),
      )}
      ${addon.dialects.includes("kounta") && fact("Kounta permissions", chosen(addon.permissions))}
      ${addon.dialects.includes("kseries") && fact("K-Series scopes", chosen(addon.scopes))}
      ${fact("Connected", html`${counted(addon.connectedCompanies, "company", "companies")}`)}
      ${fact("Created", when(addon.createdAt))}
    </dl>
  </section>`;

/** Hours for which the secret before a new one goes on working. */
const OVERLAPS: readonly (readonly [hours: string, text: string])[] = [
  ["0", "Stop at once"],
  ["1", "1 hour"],
  ["24", "24 hours"],
  ["168", "7 days"],
];

const rotate = (addon: AddonView, csrf: string): Html =>
  html`<section class="card" aria-labelledby="rotate">
    <h2 id="rotate">New secret</h2>
    <p>Make a new client secret, and let the old one work while you change over.</p>
    ${
      addon.oldSecretUntil !== null &&
      html`<p class="box plain">
        ${icons.info}<span>The secret before this one works until ${when(addon.oldSecretUntil)}.</span>
      </p>`
    }
    <form class="short" method="post" action="/office/add-ons/${addon.id}/rotate">
      ${csrfField(csrf)}
      ${selectField({
        name: "overlap_hours",
        label: "The old secret goes on working for",
        options: OVERLAPS.map(([hours, text]) => option(hours, text, hours === "24")),
      })}
      <button class="button" type="submit">Make a new secret</button>
    </form>
  </section>`;

const revoke = (addon: AddonView): Html =>
  html`<section class="card" aria-labelledby="revoke">
    <h2 id="revoke">Revoke</h2>
    <p>Ends the add-on for good, in every company that connected it.</p>
    <a class="button danger-line" href="/office/add-ons/${addon.id}/revoke">Revoke add-on</a>
  </section>`;

type OneView = Readonly<{ signedIn: SignedIn; notice?: Notice; addon: AddonView; secret?: string }>;

/** One add-on. `secret` is given right after it was made, and never again. */
export const addonPage = ({ signedIn, notice, addon, secret }: OneView): string =>
  page(
    { title: addon.name, signedIn, here: "addons" },
    html`${backLink("/office/add-ons", "Add-ons")} ${noticeBox(notice)}
      ${pageHead(
        html`<bdi>${addon.name}</bdi>`,
        addon.description === "" ? undefined : addon.description,
        addon.active ? html`<a class="button" href="/office/add-ons/${addon.id}/edit">Edit</a>` : undefined,
      )}
      <p class="badges">${statusBadges(addon)}</p>
      ${secret !== undefined && secretBox(secret)}
      <div class="cards">
        ${facts(addon)} ${addon.active && addon.kind === "confidential" && rotate(addon, signedIn.csrf)}
        ${addon.active && revoke(addon)}
      </div>`,
  );

/** Asks once more before an add-on ends. */
export const revokeAddonPage = ({ signedIn, addon }: Readonly<{ signedIn: SignedIn; addon: AddonView }>): string => {
  const own = `/office/add-ons/${addon.id}`;
  return page(
    { title: `Revoke ${addon.name}`, signedIn, here: "addons" },
    html`${backLink(own, addon.name)}
      <div class="card ask">
        <h1>Revoke <bdi>${addon.name}</bdi>?</h1>
        <ul class="ways">
          <li>
            ${
              addon.connectedCompanies === 0
                ? "No company is connected at the moment."
                : `${counted(addon.connectedCompanies, "company loses", "companies lose")} the connection at once.`
            }
          </li>
          <li>Its client ID and secret stop working.</li>
          <li>This cannot be undone.</li>
        </ul>
        ${confirmForm({
          csrf: signedIn.csrf,
          action: `${own}/revoke`,
          deed: "Revoke add-on",
          back: own,
          keep: "Keep it",
        })}
      </div>`,
  );
};
