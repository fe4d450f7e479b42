import { page } from "./frame.ts";
import { html } from "./html.ts";
import { icons } from "./icons.ts";
import { localPath } from "./links.ts";

export type ErrorView = Readonly<{
  title: string;
  says: string;
  hint?: string;
  /** Where to go from here, for people who are at home here. */ back?: Readonly<{ path: string; label: string }>;
  requestId: string;
}>;

/** Says what went wrong and what to do, with the number to ask about it. */
export const errorPage = ({ title, says, hint, back, requestId }: ErrorView): string =>
  page(
    { title },
    html`<span class="tile bad">${icons.warning}</span>
      <h1>${title}</h1>
      <p class="intro">${says}</p>
      ${hint !== undefined && html`<p class="box plain">${icons.info}<span>${hint}</span></p>`}
      ${back && html`<p><a class="button quiet" href="${localPath(back.path)}">${back.label}</a></p>`}
      <p class="foot">If you ask for help, give this reference:<br /><code class="copy">${requestId}</code></p>`,
  );
