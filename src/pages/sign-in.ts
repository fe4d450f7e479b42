import { textField, titled } from "./form.ts";
import { page } from "./frame.ts";
import { html } from "./html.ts";
import { csrfField, problemBox } from "./parts.ts";

/** `app` is the name of the app that wants to connect, when somebody came from one. */
export type SignInView = Readonly<{ csrf: string; next: string; username?: string; problem?: string; app?: string }>;

/** Asks for username and password; the first field that is still empty has the focus. */
export const signInPage = ({ csrf, next, username = "", problem, app }: SignInView): string => {
  const described = problem !== undefined && html`aria-describedby="problem" aria-invalid="true"`;
  const first = html`autofocus`;
  return page(
    { title: titled("Sign in", problem !== undefined) },
    html`<h1>Sign in</h1>
      <p class="intro">
        ${
          app === undefined
            ? "Welcome back. Please use your Servery account."
            : html`<b><bdi>${app}</bdi></b> wants to connect. Sign in to see what it asks for.`
        }
      </p>
      ${problemBox(problem, "problem")}
      <form method="post" action="/login">
        ${csrfField(csrf)}
        <input type="hidden" name="next" value="${next}" />
        ${textField({
          name: "username",
          label: "Username",
          value: username,
          autocomplete: "username",
          more: html`autocapitalize="none" spellcheck="false" ${username === "" && first} ${described}`,
        })}
        ${textField({
          name: "password",
          label: "Password",
          type: "password",
          autocomplete: "current-password",
          more: html`${username !== "" && first} ${described}`,
        })}
        <button class="button primary block" type="submit">Sign in</button>
      </form>
      <p class="foot">Can't sign in? Ask the owner of your company for help.</p>`,
  );
};
