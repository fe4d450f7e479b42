import { type Html, html } from "./html.ts";
import type { Choice } from "./parts.ts";

/** An add-on as its owner sees it. Times are ISO 8601. */
export type AddonView = Readonly<{
  id: number;
  name: string;
  description: string;
  clientId: string;
  kind: "confidential" | "public";
  dialects: readonly ("kounta" | "kseries")[];
  redirectUris: readonly string[];
  scopes: readonly Choice[];
  permissions: readonly Choice[];
  grants: readonly string[];
  active: boolean;
  createdAt: string;
  /** Until when the secret before the present one works. */
  oldSecretUntil: string | null;
  connectedCompanies: number;
}>;

export const DIALECTS: readonly Choice[] = [
  { name: "kounta", title: "Kounta", says: "Speaks the API under /v1." },
  { name: "kseries", title: "K-Series", says: "Speaks the APIs under /o/op, /f, /items and others." },
];

export const KINDS: readonly Choice[] = [
  {
    name: "confidential",
    title: "On a server",
    says: "It gets a client secret and keeps it safe. Right for most add-ons.",
  },
  {
    name: "public",
    title: "On people's devices",
    says: "A phone, desktop or browser app. It has no secret and must use PKCE.",
  },
];

export const GRANTS: readonly Choice[] = [
  {
    name: "authorization_code",
    title: "Sign-in and consent",
    says: "People connect it to their company in the browser.",
  },
  { name: "refresh_token", title: "Stay connected", says: "It renews its access without asking again." },
  {
    name: "client_credentials",
    title: "On its own behalf",
    says: "It reaches your own company without a person. Not for apps on people's devices.",
  },
];

/** The title of one of the choices above; a name that is none of them stands for itself. */
export const titleIn = (choices: readonly Choice[], name: string): string =>
  choices.find((choice) => choice.name === name)?.title ?? name;

/** Which APIs it speaks, and whether it still works. */
export const statusBadges = ({ dialects, active }: AddonView): Html => html`
  ${dialects.map((name) => html`<span class="badge">${titleIn(DIALECTS, name)}</span> `)}
  ${active ? html`<span class="badge good">Active</span>` : html`<span class="badge bad">Revoked</span>`}
`;
