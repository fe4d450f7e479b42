import type { AddonView } from "./add-on-view.ts";
import { statusBadges } from "./add-on-view.ts";
import { type Notice, type SignedIn, page } from "./frame.ts";
import { type Html, html } from "./html.ts";
import { icons } from "./icons.ts";
import { counted, noticeBox, pageHead, tile } from "./parts.ts";

const create = html`<a class="button primary" href="/office/add-ons/new">New add-on</a>`;

const row = (addon: AddonView): Html =>
  html`<li>
    <a class="card go" href="/office/add-ons/${addon.id}">
      ${tile(addon.name)}
      <span class="row-text">
        <bdi class="go-name">${addon.name}</bdi>
        ${addon.description !== "" && html`<span class="by">${addon.description}</span>`}
        <span class="by">${counted(addon.connectedCompanies, "company", "companies")} connected</span>
      </span>
      <span class="badges">${statusBadges(addon)}</span>
    </a>
  </li>`;

const none = html`<div class="empty">
  <span class="tile">${icons.key}</span>
  <h2>No add-ons yet</h2>
  <p>
    An add-on is how software speaks to Servery: an online shop, a loyalty app, your own script. Create one to get its
    client ID and secret.
  </p>
  ${create}
</div>`;

type ListView = Readonly<{ signedIn: SignedIn; notice?: Notice; addons: readonly AddonView[] }>;

export const addonListPage = ({ signedIn, notice, addons }: ListView): string =>
  page(
    { title: "Add-ons", signedIn, here: "addons" },
    html`${noticeBox(notice)}
    ${pageHead(
      "Add-ons",
      html`Software that <bdi>${signedIn.company}</bdi> publishes.`,
      addons.length > 0 ? create : undefined,
    )}
    ${
      addons.length === 0
        ? none
        : html`<ul class="cards tight" role="list">
            ${addons.map(row)}
          </ul>`
    }`,
  );
