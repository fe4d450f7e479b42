import { PIN_LENGTH } from "../domain/access/credentials.ts";
import { type Problems, problemSummary, textField, titled } from "./form.ts";
import { type Notice, type SignedIn, page } from "./frame.ts";
import { type Html, html } from "./html.ts";
import { newPasswordField } from "./new-password.ts";
import { csrfField, noticeBox, pageHead } from "./parts.ts";
import { when } from "./when.ts";

/** Times are ISO 8601. */
export type SessionView = Readonly<{
  id: string;
  kind: "password" | "pin";
  startedAt: string;
  endsAt: string;
  current: boolean;
}>;

export type AccountView = Readonly<{
  signedIn: SignedIn;
  notice?: Notice;
  username: string;
  role: string;
  hasPin: boolean;
  sessions: readonly SessionView[];
  problems: Problems;
  /** Which of the two forms the problems are about; without it, the PIN's when one is named "pin". */
  form?: "password" | "pin";
}>;

const digits = `${PIN_LENGTH.min} to ${PIN_LENGTH.max} digits`;

/** The fields of both forms by their names. Each form asks for the current password, so the ids differ. */
const idIn =
  (form: "password" | "pin") =>
  (name: string): string | undefined =>
    name === "current" || name === form ? `${form}-${name}` : undefined;

const current = (form: "password" | "pin", problems: Problems): Html =>
  textField({
    name: "current",
    id: `${form}-current`,
    label: "Current password",
    type: "password",
    autocomplete: "current-password",
    problem: problems["current"],
  });

const passwordCard = ({ signedIn, username }: AccountView, problems: Problems): Html =>
  html`<section class="card" aria-labelledby="password">
    <h2 id="password">Password</h2>
    ${problemSummary(problems, idIn("password"))}
    <form class="short" method="post" action="/account/password">
      ${csrfField(signedIn.csrf)}
      <input type="text" value="${username}" autocomplete="username" readonly hidden />
      ${current("password", problems)}
      ${newPasswordField({ id: "password-password", label: "New password", problem: problems["password"] })}
      <button class="button primary" type="submit">Change password</button>
    </form>
  </section>`;

const pinCard = ({ signedIn, hasPin }: AccountView, problems: Problems): Html =>
  html`<section class="card" aria-labelledby="pin">
    <h2 id="pin">PIN for the register</h2>
    <p class="by">
      ${
        hasPin
          ? "You have a PIN. A new one takes its place."
          : "You have no PIN yet. With one, you sign in at the register."
      }
    </p>
    ${problemSummary(problems, idIn("pin"))}
    <form class="short" method="post" action="/account/pin">
      ${csrfField(signedIn.csrf)}
      ${textField({
        name: "pin",
        id: "pin-pin",
        label: "New PIN",
        type: "password",
        autocomplete: "off",
        hint: `${digits}. Not all alike, and not counting up or down.`,
        problem: problems["pin"],
        more: html`inputmode="numeric" pattern="[0-9]{${PIN_LENGTH.min},${PIN_LENGTH.max}}" title="${digits}"`,
      })}
      ${current("pin", problems)}
      <button class="button primary" type="submit">${hasPin ? "Change PIN" : "Set PIN"}</button>
    </form>
  </section>`;

const sessionRow = ({ kind, startedAt, endsAt, current }: SessionView): Html =>
  html`<li>
    <p>
      <b>${kind === "pin" ? "PIN at a register" : "Password"}</b>
      ${current && html`<span class="badge good">This session</span>`}
    </p>
    <p class="by">Since ${when(startedAt)} · ends ${when(endsAt)}</p>
  </li>`;

const sessionsCard = ({ signedIn, sessions }: AccountView): Html =>
  html`<section class="card" aria-labelledby="sessions">
    <h2 id="sessions">Where you are signed in</h2>
    ${
      sessions.length > 0 &&
      html`<ul class="rows" role="list">
        ${sessions.map(sessionRow)}
      </ul>`
    }
    <p>Lost a phone, or left a register signed in? End every session, this one included.</p>
    <form method="post" action="/account/sign-out-everywhere">
      ${csrfField(signedIn.csrf)}
      <button class="button danger-line" type="submit">Sign out everywhere</button>
    </form>
  </section>`;

/** What a person can change about the own account: password, PIN, and open sessions. */
export const accountPage = (view: AccountView): string => {
  const { signedIn, notice, username, role, problems } = view;
  const wrongForm = view.form ?? ("pin" in problems ? "pin" : "password");
  const of = (form: "password" | "pin"): Problems => (form === wrongForm ? problems : {});
  return page(
    { title: titled("Account", Object.keys(problems).length > 0), signedIn, here: "account" },
    html`${noticeBox(notice)}
      ${pageHead("Account", html`<bdi>${username}</bdi> · ${role} at <bdi>${signedIn.company}</bdi>`)}
      <div class="cards pairs">
        ${passwordCard(view, of("password"))} ${pinCard(view, of("pin"))} ${sessionsCard(view)}
      </div>`,
  );
};
