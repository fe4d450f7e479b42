import { type Addon, type AddonDraft, type AddonRefusal, APIS, checkAddon, GRANTS } from "../../domain/access/addon.ts";
import { type RedirectRefusal, REDIRECT_URI_MAX } from "../../domain/access/redirect-uri.ts";
import type { AddonForm } from "../../pages/add-ons.ts";

/** What is wrong, beside the field of this name. */
export type Problems = Partial<Record<keyof AddonForm, string>>;

export const emptyForm: AddonForm = {
  name: "",
  description: "",
  redirect_uris: "",
  kind: "confidential",
  dialects: [],
  scopes: [],
  permissions: [],
  grants: ["authorization_code", "refresh_token"],
};

export const formOfAddon = (addon: AddonDraft): AddonForm => ({
  name: addon.name,
  description: addon.description,
  redirect_uris: addon.redirectUris.join("\n"),
  kind: addon.isPublic ? "public" : "confidential",
  dialects: addon.apis,
  scopes: addon.scopes,
  permissions: addon.permissions,
  grants: addon.grants,
});

/** A text as people meant it: browsers end lines with CR LF, and control characters mean nothing here. */
const plain = (text: string | null): string => (text ?? "").replace(/\r\n?/g, "\n").replace(/[^\P{Cc}\n]/gu, " ");

/** What somebody wrote into the form. */
export const readForm = (sent: URLSearchParams): AddonForm => ({
  name: plain(sent.get("name")),
  description: plain(sent.get("description")),
  redirect_uris: plain(sent.get("redirect_uris")),
  kind: sent.get("kind") ?? "",
  dialects: sent.getAll("dialects"),
  scopes: sent.getAll("scopes"),
  permissions: sent.getAll("permissions"),
  grants: sent.getAll("grants"),
});

export const draftOf = (form: AddonForm): AddonDraft => ({
  name: form.name,
  description: form.description,
  isPublic: form.kind === "public",
  redirectUris: form.redirect_uris
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== ""),
  apis: APIS.filter((api) => form.dialects.includes(api)),
  grants: GRANTS.filter((grant) => form.grants.includes(grant)),
  permissions: form.permissions,
  scopes: form.scopes,
});

/** All that is wrong with a form, each by its field; nothing when it can be taken. */
export const problemsOf = (draft: AddonDraft, loopback: boolean): Problems => {
  const problems: Problems = {};
  let rest = draft;
  for (;;) {
    const checked = checkAddon(rest, loopback);
    if (checked.ok) return problems;
    const { field, says, mended } = problemOf(checked.error, loopback);
    problems[field] = says;
    rest = { ...rest, ...mended }; // the next round finds what is wrong besides
  }
};

type Problem = Readonly<{ field: keyof AddonForm; says: string; mended: Partial<Addon> }>;

const problemOf = (refusal: AddonRefusal, loopback: boolean): Problem => {
  switch (refusal.kind) {
    case "name_missing":
      return { field: "name", says: "Give it a name.", mended: { name: "-" } };
    case "text_too_long": {
      const { field, max } = refusal;
      return { field, says: `Use at most ${max} characters.`, mended: { [field]: "-" } };
    }
    case "no_api":
      return { field: "dialects", says: "Choose at least one API.", mended: { apis: APIS } };
    case "too_many_redirect_uris":
      return { field: "redirect_uris", says: `Use at most ${refusal.max} addresses.`, mended: { redirectUris: [] } };
    case "redirect_uri": {
      const says = `${shortened(refusal.uri)}: ${uriWords(refusal.uri, loopback)[refusal.why]}`;
      return { field: "redirect_uris", says, mended: { redirectUris: [] } };
    }
    case "unknown_permission":
      return { field: "permissions", says: "Choose from this list.", mended: { permissions: [] } };
    case "unknown_scope":
      return { field: "scopes", says: "Choose from this list.", mended: { scopes: [] } };
    case "public_client_credentials": {
      const says =
        "Without a secret an app cannot have access on its own behalf. Take that away, or run it on a server.";
      return { field: "grants", says, mended: { isPublic: false } };
    }
  }
};

const shortened = (text: string): string => (text.length > 80 ? `${text.slice(0, 80)}…` : text);

const uriWords = (uri: string, loopback: boolean): Readonly<Record<RedirectRefusal, string>> => ({
  no_address: "write the whole address, like https://shop.example/callback.",
  not_https: loopback
    ? "it must begin with https://, or lead to this machine, like http://127.0.0.1/callback."
    : "it must begin with https://.",
  fragment: "it must have no part behind a #.",
  credentials: "it must have no username or password in it.",
  too_long: `it must have at most ${REDIRECT_URI_MAX} characters.`,
  spelling: URL.canParse(uri) ? `write it as browsers do: ${shortened(new URL(uri).href)}` : "write it as browsers do.",
});
