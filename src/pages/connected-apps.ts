import { type Notice, type SignedIn, page } from "./frame.ts";
import { type Html, html } from "./html.ts";
import { icons } from "./icons.ts";
import { type Choice, allowances, backLink, confirmForm, noticeBox, pageHead, tile } from "./parts.ts";
import { when } from "./when.ts";

/** An app that may use the company's data. Times are ISO 8601. */
export type ConnectedApp = Readonly<{
  id: number;
  name: string;
  description: string;
  owner: string;
  /** Whether this company publishes it. */
  own: boolean;
  connectedAt: string;
  connectedBy: string | null;
  allows: readonly Omit<Choice, "name">[];
}>;

const publisher = ({ own, owner }: ConnectedApp): Html =>
  own ? html`Your own add-on` : html`Published by <bdi>${owner}</bdi>`;

const since = ({ connectedAt, connectedBy }: ConnectedApp): Html =>
  html`Connected ${when(connectedAt)}${connectedBy !== null && html` by <bdi>${connectedBy}</bdi>`}`;

const card = (app: ConnectedApp): Html =>
  html`<li class="card">
    <div class="row">
      ${tile(app.name)}
      <div class="row-text">
        <h2><bdi>${app.name}</bdi></h2>
        <p class="by">${publisher(app)}</p>
      </div>
      <a class="button" href="/apps/${app.id}/remove">Remove<span class="unseen"> ${app.name}</span></a>
    </div>
    ${app.description !== "" && html`<p>${app.description}</p>`}
    <p class="by">${since(app)}</p>
    ${
      app.allows.length > 0 &&
      html`<details>
        <summary>
          What it may use <span class="count">${app.allows.length}</span><span class="unseen"> (${app.name})</span>
        </summary>
        ${allowances(app.allows)}
      </details>`
    }
  </li>`;

const none = html`<div class="empty">
  <span class="tile">${icons.plug}</span>
  <h2>No apps are connected</h2>
  <p>
    Connect an app from its own website or settings: look for Servery, Kounta or K-Series there, and sign in here when
    it asks. It then appears on this page.
  </p>
</div>`;

type ListView = Readonly<{ signedIn: SignedIn; notice?: Notice; apps: readonly ConnectedApp[] }>;

export const connectedAppsPage = ({ signedIn, notice, apps }: ListView): string =>
  page(
    { title: "Connected apps", signedIn, here: "apps" },
    html`${noticeBox(notice)}
    ${pageHead("Connected apps", html`Apps that may use the data of <bdi>${signedIn.company}</bdi>.`)}
    ${
      apps.length === 0
        ? none
        : html`<ul class="cards" role="list">
            ${apps.map(card)}
          </ul>`
    }`,
  );

/** Asks once more before an app's access ends. */
export const removeAppPage = ({ signedIn, app }: Readonly<{ signedIn: SignedIn; app: ConnectedApp }>): string =>
  page(
    { title: `Remove ${app.name}`, signedIn, here: "apps" },
    html`${backLink("/apps", "Connected apps")}
      <div class="card ask">
        <h1>Remove <bdi>${app.name}</bdi>?</h1>
        <p class="by">${publisher(app)} · ${since(app)}</p>
        <ul class="ways">
          <li>It loses all access to <bdi>${signedIn.company}</bdi> at once.</li>
          <li>What it has sent, such as orders, stays.</li>
          <li>To use it again, somebody has to connect it again.</li>
        </ul>
        ${confirmForm({
          csrf: signedIn.csrf,
          action: `/apps/${app.id}/remove`,
          deed: "Remove app",
          back: "/apps",
          keep: "Keep it",
        })}
      </div>`,
  );
