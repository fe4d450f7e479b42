import { ADDON_LIMITS } from "../../../../src/domain/access/addon.ts";
import { type Allowance, permissions, scopes } from "../../../../src/domain/access/permissions.ts";

/** What can be chosen for an add-on, in words. */
export type Choice = Readonly<{ value: string; label: string; says: string }>;

export const API_CHOICES: readonly Choice[] = [
  { value: "kounta", label: "Kounta", says: "The API below /v1." },
  { value: "kseries", label: "K-Series", says: "The APIs below /o/op, /f, /items and others." },
];

export const GRANT_CHOICES: readonly Choice[] = [
  {
    value: "authorization_code",
    label: "Sign-in and consent",
    says: "People connect it to their company in the browser.",
  },
  { value: "refresh_token", label: "Stay connected", says: "It renews its access without asking again." },
  {
    value: "client_credentials",
    label: "On its own behalf",
    says: "It reaches your own company without a person. Not for apps on people’s devices.",
  },
];

export const PLACE_CHOICES: readonly Choice[] = [
  { value: "server", label: "On a server", says: "It gets a client secret and keeps it safe. Right for most add-ons." },
  {
    value: "device",
    label: "On people’s devices",
    says: "A phone, desktop or browser app. It has no secret and must use PKCE.",
  },
];

const choicesOf = (table: Readonly<Record<string, Allowance>>): readonly Choice[] =>
  Object.entries(table).map(([value, { title, says }]) => ({ value, label: title, says }));

export const PERMISSION_CHOICES = choicesOf(permissions);
export const SCOPE_CHOICES = choicesOf(scopes);

export const REDIRECT_RULES: readonly string[] = [
  `One to a line, ${ADDON_LIMITS.redirectUris} at the most.`,
  "Each begins with https:// and is whole: people are sent back only to exactly these, letter by letter.",
  "No part behind #, no username or password in it.",
  "http://127.0.0.1:8765/callback and the like work for trying out, where this server allows it.",
];

export const titleIn = (choices: readonly Choice[], value: string): string =>
  choices.find((choice) => choice.value === value)?.label ?? value;
