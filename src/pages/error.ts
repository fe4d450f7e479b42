import { page } from "./frame.ts";
import { html } from "./html.ts";
import { icons } from "./icons.ts";

export type ErrorView = Readonly<{ title: string; says: string; hint?: string; requestId: string }>;

/** Says what went wrong and what to do, with the number to ask about it. */
export const errorPage = ({ title, says, hint, requestId }: ErrorView): string =>
  page(
    { title },
    html`<span class="tile bad">${icons.warning}</span>
      <h1>${title}</h1>
      <p class="intro">${says}</p>
      ${hint !== undefined && html`<p class="box plain">${icons.info}<span>${hint}</span></p>`}
      <p class="foot">If you ask for help, give this reference:<br /><code class="copy">${requestId}</code></p>`,
  );
