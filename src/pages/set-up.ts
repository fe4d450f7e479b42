import { type Problems, option, problemSummary, selectField, textField, titled } from "./form.ts";
import { page } from "./frame.ts";
import { type Html, html } from "./html.ts";
import { icons } from "./icons.ts";
import { localPath } from "./links.ts";
import { newPasswordField } from "./new-password.ts";
import { csrfField } from "./parts.ts";

export type SetUpView = Readonly<{
  csrf: string;
  /** The one-time code that shows that somebody may set up this server. */
  code: string;
  values: Readonly<Record<string, string>>;
  problems: Problems;
  /** ISO 4217. */
  currencies: readonly string[];
  /** IANA names. */
  timezones: readonly string[];
}>;

const FIELDS = [
  "company",
  "currency",
  "timezone",
  "site",
  "register",
  "tax_name",
  "tax_rate",
  "first_name",
  "last_name",
  "email",
  "username",
  "password",
];

const currencyNames = new Intl.DisplayNames("en", { type: "currency" });

const currencyOptions = (codes: readonly string[], chosen: string | undefined): Html[] => [
  option("", "Choose a currency", false),
  ...codes.map((code) => {
    const name = /^[A-Z]{3}$/.test(code) ? currencyNames.of(code) : undefined;
    return option(code, name === undefined || name === code ? code : `${code} – ${name}`, code === chosen);
  }),
];

/** The zones under their continents: "Australia/Sydney" is "Sydney" under "Australia". */
const zoneOptions = (zones: readonly string[], chosen: string | undefined): Html[] => {
  const areas = new Map<string, string[]>();
  for (const zone of zones) {
    const area = zone.includes("/") ? zone.slice(0, zone.indexOf("/")) : "Other";
    areas.set(area, [...(areas.get(area) ?? []), zone]);
  }
  const shown = (zone: string): string => zone.slice(zone.indexOf("/") + 1).replaceAll("_", " ");
  return [
    option("", "Choose a time zone", false),
    ...[...areas].map(
      ([area, members]) =>
        html`<optgroup label="${area}">${members.map((zone) => option(zone, shown(zone), zone === chosen))}</optgroup>`,
    ),
  ];
};

/** The first start: asks for the company, its first site, and its owner. */
export const setUpPage = ({ csrf, code, values, problems, currencies, timezones }: SetUpView): string => {
  const text = (
    name: string,
    label: string,
    autocomplete: string,
    more: Partial<Parameters<typeof textField>[0]> = {},
  ) => textField({ name, label, autocomplete, value: values[name] ?? "", problem: problems[name], ...more });
  const wrong = Object.keys(problems).length > 0;
  return page(
    { title: titled("Set up Servery", wrong), wide: true },
    html`<h1>Set up Servery</h1>
      <p class="intro">
        Tell us about your company and who runs it. The currency stays; everything else can change later.
      </p>
      ${problemSummary(problems, (name) => (FIELDS.includes(name) ? name : undefined))}
      <form method="post" action="/setup">
        ${csrfField(csrf)}
        <input type="hidden" name="code" value="${code}" />
        <fieldset class="part">
          <legend>Your company</legend>
          ${text("company", "Company name", "organization", { hint: "As it stands on receipts." })}
          <div class="pair">
            ${selectField({
              name: "currency",
              label: "Currency",
              problem: problems["currency"],
              options: currencyOptions(currencies, values["currency"]),
            })}
            ${selectField({
              name: "timezone",
              label: "Time zone",
              problem: problems["timezone"],
              options: zoneOptions(timezones, values["timezone"]),
            })}
          </div>
        </fieldset>
        <fieldset class="part">
          <legend>Your first site</legend>
          <div class="pair">
            ${text("site", "Site name", "off", { hint: "The place where you serve." })}
            ${text("register", "Register name", "off", { hint: "The first till there." })}
          </div>
          <div class="pair">
            ${text("tax_name", "Tax name", "off", { required: false, hint: "For example GST or VAT." })}
            ${text("tax_rate", "Tax rate in percent", "off", {
              required: false,
              hint: "For example 10.",
              more: html`inputmode="decimal"`,
            })}
          </div>
        </fieldset>
        <fieldset class="part">
          <legend>The owner's account</legend>
          <div class="pair">
            ${text("first_name", "First name", "given-name")} ${text("last_name", "Last name", "family-name")}
          </div>
          ${text("email", "Email", "email", { type: "email" })}
          ${text("username", "Username", "username", {
            hint: "You sign in with this.",
            more: html`autocapitalize="none" spellcheck="false"`,
          })}
          ${newPasswordField({ label: "Password", problem: problems["password"] })}
        </fieldset>
        <button class="button primary block" type="submit">Finish set-up</button>
      </form>`,
  );
};

export const setUpDonePage = ({ company, next }: Readonly<{ company: string; next: string }>): string =>
  page(
    { title: "Set-up finished" },
    html`<span class="tile good">${icons.tick}</span>
      <h1><bdi>${company}</bdi> is ready</h1>
      <p class="intro">Your company, its first site and your account are set up.</p>
      <a class="button primary block" href="${localPath(next)}">Continue</a>`,
  );

/** For who comes without the code, or after somebody has used it. */
export const setUpClosedPage = (): string =>
  page(
    { title: "Set-up is not open" },
    html`<span class="tile">${icons.key}</span>
      <h1>Set-up is not open</h1>
      <p class="intro">Servery can be set up once, and only with the link that it shows when it starts.</p>
      <ul class="ways">
        <li><b>Is Servery set up already?</b> Sign in with your account.</li>
        <li><b>Is it new?</b> Open the whole set-up link from the window or log in which Servery was started.</li>
        <li>
          <b>No link to be found?</b> Start Servery again for a new one, or run <code>servery init</code> on the server.
        </li>
      </ul>
      <a class="button primary block" href="/login">Sign in</a>`,
  );
