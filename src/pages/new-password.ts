import { PASSWORD_LENGTH } from "../domain/access/credentials.ts";
import { textField } from "./form.ts";
import { type Html, html } from "./html.ts";

/** The field for a password that somebody chooses. The browser checks its length before the server does. */
export const newPasswordField = (field: Readonly<{ id?: string; label: string; problem: string | undefined }>): Html =>
  textField({
    ...field,
    name: "password",
    type: "password",
    autocomplete: "new-password",
    hint: `At least ${PASSWORD_LENGTH.min} characters. A few unrelated words work well.`,
    more: html`minlength="${PASSWORD_LENGTH.min}" maxlength="${PASSWORD_LENGTH.max}"`,
  });
