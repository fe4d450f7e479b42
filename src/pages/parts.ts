import type { Notice } from "./frame.ts";
import { type Html, html } from "./html.ts";
import { icons } from "./icons.ts";

/** One thing that an app may be allowed: its technical name, a title, and a sentence on what it allows. */
export type Choice = Readonly<{ name: string; title: string; says: string }>;

/** "1 company", "3 companies". */
export const counted = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`;

export const csrfField = (csrf: string): Html => html`<input type="hidden" name="csrf" value="${csrf}" />`;

export const noticeBox = (notice: Notice | undefined): Html | undefined =>
  notice &&
  html`<div class="box ${notice.kind}" role="${notice.kind === "bad" ? "alert" : "status"}">
    ${notice.kind === "bad" ? icons.warning : icons.tick}
    <p>${notice.text}</p>
  </div>`;

/** One problem with the whole form. `id` is what the fields name as their description. */
export const problemBox = (problem: string | undefined, id: string): Html | undefined =>
  problem === undefined
    ? undefined
    : html`<div class="box bad" role="alert" id="${id}">
        ${icons.warning}
        <p>${problem}</p>
      </div>`;

/** A tile with an app's first letter, in place of a picture. */
export const tile = (name: string): Html => {
  const [letter] = new Intl.Segmenter("en", { granularity: "grapheme" }).segment(name.trim());
  return html`<span class="tile" aria-hidden="true">${letter ? letter.segment.toUpperCase() : icons.plug}</span>`;
};

/** What an app may do, as a list. */
export const allowances = (choices: readonly Omit<Choice, "name">[]): Html =>
  html`<ul class="allows" role="list">
    ${choices.map(
      ({ title, says }) =>
        html`<li>
          ${icons.tick}<span><b>${title}</b><span class="says">${says}</span></span>
        </li>`,
    )}
  </ul>`;

export const backLink = (path: string, name: string): Html =>
  html`<a class="back" href="${path}">${icons.back}<span>${name}</span></a>`;

/** The head of a page of the office: its title and, beside it, what one can do here. */
export const pageHead = (title: Html | string, intro?: Html | string, action?: Html): Html =>
  html`<div class="head">
    <div class="head-text">
      <h1>${title}</h1>
      ${intro && html`<p class="intro">${intro}</p>`}
    </div>
    ${action}
  </div>`;

/** The bottom of a page that asks "are you sure": the deed, and the way out. */
export const confirmForm = (
  form: Readonly<{ csrf: string; action: string; deed: string; back: string; keep: string }>,
): Html =>
  html`<form method="post" action="${form.action}">
    ${csrfField(form.csrf)}
    <div class="actions">
      <button class="button danger" type="submit">${form.deed}</button>
      <a class="button quiet" href="${form.back}">${form.keep}</a>
    </div>
  </form>`;
