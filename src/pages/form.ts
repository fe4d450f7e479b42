import { type Html, html } from "./html.ts";
import { icons } from "./icons.ts";
import type { Choice } from "./parts.ts";

/** What is wrong, by the name of the field. */
export type Problems = Readonly<Record<string, string>>;

/** `id` is the name unless two forms of a page have a field of the same name. `more` are further attributes. */
type Labelled = Readonly<{
  name: string;
  label: string;
  id?: string;
  hint?: Html | string | undefined;
  problem?: string | undefined;
  required?: boolean;
  more?: Html;
}>;

/** Required unless it says otherwise, because most fields are. */
type TextField = Labelled & Readonly<{ type?: "text" | "email" | "password"; value?: string; autocomplete: string }>;

const describedBy = (id: string, hint: unknown, problem: unknown): Html | undefined => {
  const ids = [hint && `${id}-hint`, problem && `${id}-problem`].filter(Boolean).join(" ");
  return ids ? html`aria-describedby="${ids}"` : undefined;
};

const hintLine = (id: string, hint: Labelled["hint"]): Html | undefined =>
  hint ? html`<p class="hint" id="${id}-hint">${hint}</p>` : undefined;

const problemLine = (id: string, problem: string | undefined): Html | undefined =>
  problem ? html`<p class="problem" id="${id}-problem">${icons.warning}<span>${problem}</span></p>` : undefined;

const REQUIRED = html`required`;
const OPTIONAL = html`<span class="optional">optional</span>`;

/** A label, a hint, the control that `control` makes of the shared attributes, and what is wrong with it. */
const labelled = (field: Labelled, control: (attributes: Html) => Html): Html => {
  const { name, label, hint, problem, required = true, more } = field;
  const id = field.id ?? name;
  const wrong = problem && html`aria-invalid="true"`;
  const attributes = html`id="${id}" name="${name}" ${required && REQUIRED} ${describedBy(id, hint, problem)} ${wrong}
  ${more}`;
  return html`<div class="field">
    <label for="${id}">${label} ${!required && OPTIONAL}</label>
    ${hintLine(id, hint)} ${control(attributes)} ${problemLine(id, problem)}
  </div>`;
};

/** A password is never written back into the page. */
export const textField = (field: TextField): Html => {
  const { type = "text", value = "", autocomplete } = field;
  const written = type !== "password" && html`value="${value}"`;
  return labelled(
    field,
    (attributes) =>
      html`<input class="input" type="${type}" ${written} autocomplete="${autocomplete}" ${attributes} />`,
  );
};

export const textArea = (field: Labelled & Readonly<{ value: string; rows: number }>): Html =>
  labelled(
    field,
    (attributes) =>
      // The parser drops a line break right after the tag, so one is given to it: the value may begin with another.
      // prettier-ignore
      html`<textarea class="input" rows="${field.rows}" autocomplete="off" ${attributes}>
${field.value}</textarea>`,
  );

/** `options` is what the select holds; see `option`. */
export const selectField = (field: Labelled & Readonly<{ options: Html | readonly Html[] }>): Html =>
  labelled(
    field,
    (attributes) =>
      html`<div class="select">
        <select class="input" autocomplete="off" ${attributes}>
          ${field.options}
        </select>
      </div>`,
  );

export const option = (value: string, text: string, selected: boolean): Html =>
  html`<option value="${value}" ${selected && html`selected`}>${text}</option>`;

type Group = Readonly<{
  name: string;
  legend: string;
  hint?: string;
  problem?: string | undefined;
  type?: "checkbox" | "radio";
  choices: readonly Choice[];
  chosen: readonly string[];
  /** Whether to show the choices' technical names. */
  names?: boolean;
}>;

const CHECKED = html`checked`;

/** A set of boxes to tick, or of which to choose one. */
export const choiceGroup = (group: Group): Html => {
  const { name, legend, hint, problem, type = "checkbox", choices, chosen, names = false } = group;
  return html`<fieldset class="group" id="${name}" tabindex="-1" ${describedBy(name, hint, problem)}>
    <legend>${legend}</legend>
    ${hintLine(name, hint)} ${problemLine(name, problem)}
    <div class="choices">
      ${choices.map(
        (choice) =>
          html`<label class="choice">
            <input type="${type}" name="${name}" value="${choice.name}" ${chosen.includes(choice.name) && CHECKED} />
            <span class="choice-text">
              <span class="choice-title">${choice.title}</span>
              ${names && html`<code class="choice-name">${choice.name}</code>`}
              <span class="says">${choice.says}</span>
            </span>
          </label>`,
      )}
    </div>
  </fieldset>`;
};

/**
 * All problems of a form, above it, each leading to its field. The box takes the focus when the page opens, so that it
 * is read out and seen first. `idOf` gives a field's id; a problem that belongs to no field of the form has none.
 */
export const problemSummary = (problems: Problems, idOf: (name: string) => string | undefined): Html | undefined => {
  const all = Object.entries(problems);
  if (all.length === 0) return undefined;
  return html`<div class="box bad summary" role="alert" tabindex="-1" autofocus>
    ${icons.warning}
    <div>
      <p><b>${all.length === 1 ? "One thing needs your attention" : `${all.length} things need your attention`}</b></p>
      <ul role="list">
        ${all.map(([name, text]) => {
          const id = idOf(name);
          return html`<li>${id === undefined ? html`<span>${text}</span>` : html`<a href="#${id}">${text}</a>`}</li>`;
        })}
      </ul>
    </div>
  </div>`;
};

/** The title of a page with a form: a screen reader begins with it, so it says at once that something is wrong. */
export const titled = (title: string, wrong: boolean): string => (wrong ? `Error: ${title}` : title);
