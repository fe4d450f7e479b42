import { choiceGroup, titled } from "./form.ts";
import { page } from "./frame.ts";
import { type Html, html } from "./html.ts";
import { icons } from "./icons.ts";
import { type Choice, allowances, csrfField, problemBox, tile } from "./parts.ts";

export type ConsentView = Readonly<{
  csrf: string;
  /** Where the answer goes: a path of this server with its query. */
  action: string;
  /** `owner` is the company that publishes the app. */
  app: Readonly<{ name: string; description: string; owner: string }>;
  company: string;
  person: string;
  /** The host that the browser goes to after the answer. */
  returnsTo: string;
  /** Whether each choice is approved by itself, or all of them with one answer. */
  each: boolean;
  choices: readonly Choice[];
  problem?: string;
}>;

/** What is asked: boxes of which none is ticked beforehand, or a list. */
const asked = ({ each, choices }: ConsentView): Html => {
  if (choices.length === 0)
    return html`<p class="box plain">${icons.info}<span>It asks for no access to your data.</span></p>`;
  if (each) {
    return choiceGroup({
      name: "scope",
      legend: "Choose what it may do",
      hint: "It gets only what you tick.",
      choices,
      chosen: [],
      names: true,
    });
  }
  return html`<section aria-labelledby="asked">
    <h2 id="asked">It asks to use</h2>
    ${allowances(choices)}
  </section>`;
};

/** Asks somebody who is signed in whether an app may use the company's data. Both answers are buttons of one form. */
export const consentPage = (view: ConsentView): string => {
  const { csrf, action, app, company, person, returnsTo, each, choices, problem } = view;
  const host = html`<b class="host"><bdi>${returnsTo}</bdi></b>`;
  return page(
    { title: titled(`Connect ${app.name}`, problem !== undefined), wide: true },
    html`<div class="asks">
        ${tile(app.name)}
        <div>
          <h1><bdi>${app.name}</bdi> wants to connect to <bdi>${company}</bdi></h1>
          <p class="by">Published by <bdi>${app.owner}</bdi></p>
        </div>
      </div>
      ${app.description !== "" && html`<p class="intro">${app.description}</p>`} ${problemBox(problem, "problem")}
      <form method="post" action="${action}">
        ${csrfField(csrf)} ${asked(view)}
        <div class="actions even">
          <button class="button primary" type="submit" name="decision" value="allow">
            ${each && choices.length > 0 ? "Allow selected" : "Allow"}
          </button>
          <button class="button" type="submit" name="decision" value="deny">Don't allow</button>
        </div>
      </form>
      <p class="hint">You go back to ${host}. You can remove this app later, under Connected apps.</p>
      <form class="as" method="post" action="/logout">
        ${csrfField(csrf)}
        <input type="hidden" name="next" value="${action}" />
        <p>
          Signed in as <b><bdi>${person}</bdi></b> · <bdi>${company}</bdi>
        </p>
        <button class="button quiet" type="submit">Use another account</button>
      </form>`,
  );
};
