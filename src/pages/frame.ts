import { type Html, html } from "./html.ts";
import { favicon, icons } from "./icons.ts";
import { stylesheetPath } from "./stylesheet.ts";
import { tokens } from "./tokens.ts";

export type Section = "apps" | "addons" | "account";

/** Whoever looks at a page of the office, and the sections that this person may open. */
export type SignedIn = Readonly<{ name: string; company: string; csrf: string; sections: readonly Section[] }>;

/** What came of the last form, shown once at the top of the page. */
export type Notice = Readonly<{ kind: "good" | "bad"; text: string }>;

/** `wide` gives a page that nobody is signed in to the width of a list; it asks one thing otherwise. */
export type Frame = Readonly<{ title: string; signedIn?: SignedIn; here?: Section; wide?: boolean }>;

const SECTIONS: Readonly<Record<Section, Readonly<{ path: string; name: string }>>> = {
  apps: { path: "/apps", name: "Connected apps" },
  addons: { path: "/office/add-ons", name: "Add-ons" },
  account: { path: "/account", name: "Account" },
};

const brand = html`<a class="brand" href="/"><span class="brand-mark">${icons.cloche}</span>Servery</a>`;

const officeHeader = ({ name, company, csrf, sections }: SignedIn, here: Section | undefined): Html =>
  html`<a class="skip" href="#content">Skip to content</a>
    <header class="bar">
      <div class="bar-in">
        ${brand}
        ${
          sections.length > 0 &&
          html`<nav class="nav" aria-label="Main">
            ${sections.map((section) => {
              const { path, name } = SECTIONS[section];
              const current = section === here && html`aria-current="page"`;
              return html`<a class="nav-link" href="${path}" ${current}>${name}</a>`;
            })}
          </nav>`
        }
        <p class="who"><bdi class="who-name">${name}</bdi> <bdi class="who-company">${company}</bdi></p>
        <form class="out" method="post" action="/logout">
          <input type="hidden" name="csrf" value="${csrf}" />
          <button class="button quiet" type="submit">Sign out</button>
        </form>
      </div>
    </header>`;

/** The whole document around a page's body. */
export const page = ({ title, signedIn, here, wide }: Frame, body: Html): string =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="theme-color" media="(prefers-color-scheme: light)" content="${tokens.colours.light.page}" />
        <meta name="theme-color" media="(prefers-color-scheme: dark)" content="${tokens.colours.dark.page}" />
        <meta name="robots" content="noindex" />
        <title>${title} · Servery</title>
        <link rel="icon" href="${favicon}" />
        <link rel="stylesheet" href="${stylesheetPath}" />
      </head>
      <body class="${signedIn ? "office" : "door"}">
        ${signedIn ? officeHeader(signedIn, here) : html`<header class="door-head">${brand}</header>`}
        <main id="content" class="${signedIn ? "work" : wide ? "sheet wide" : "sheet"}">${body}</main>
      </body>
    </html> `.text;
