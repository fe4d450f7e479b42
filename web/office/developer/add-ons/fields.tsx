import { Switch, Textarea } from "@mantine/core";
import type { ReactNode } from "react";
import { ADDON_LIMITS } from "../../../../src/domain/access/addon.ts";
import type { Group, OwnProps, Values } from "../../kit/fields/field.ts";
import styles from "./add-ons.module.css";
import { ManyOf, OneOf } from "./ChoiceList.tsx";
import {
  API_CHOICES,
  type Choice,
  GRANT_CHOICES,
  PERMISSION_CHOICES,
  PLACE_CHOICES,
  REDIRECT_RULES,
  SCOPE_CHOICES,
} from "./words.ts";

const texts = (value: unknown): readonly string[] => (Array.isArray(value) ? (value as string[]) : []);

const many =
  (choices: readonly Choice[]) =>
  ({ label, says, value, onChange, error, disabled }: OwnProps): ReactNode => (
    <ManyOf
      label={label}
      says={says}
      choices={choices}
      values={texts(value)}
      onChange={onChange}
      error={error}
      disabled={disabled}
    />
  );

const Place = ({ label, value, onChange, error, disabled }: OwnProps): ReactNode => (
  <OneOf
    label={label}
    choices={PLACE_CHOICES}
    value={value === true ? "device" : "server"}
    onChange={(next) => onChange(next === "device")}
    error={error}
    disabled={disabled}
  />
);

/** Everything there is and will be, or some of it. */
const Permissions = ({ label, says, value, onChange, error, disabled }: OwnProps): ReactNode => {
  const all = texts(value).includes("*");
  return (
    <ManyOf
      label={label}
      says={says}
      choices={all ? [] : PERMISSION_CHOICES}
      values={texts(value)}
      onChange={onChange}
      error={error}
      disabled={disabled}
      first={
        <Switch
          className={styles["first"] ?? ""}
          label="Everything"
          description="All permissions there are, and those that come later."
          checked={all}
          disabled={disabled}
          onChange={(event) => onChange(event.currentTarget.checked ? ["*"] : [])}
        />
      }
    />
  );
};

const Redirects = ({ label, value, onChange, error, disabled }: OwnProps): ReactNode => (
  <div className={styles["stack"]}>
    <Textarea
      label={label}
      name="redirect_uris"
      autosize
      minRows={3}
      maxRows={12}
      spellCheck={false}
      autoCapitalize="none"
      placeholder="https://app.example/callback"
      classNames={{ input: "mono" }}
      value={texts(value).join("\n")}
      error={error}
      disabled={disabled}
      onChange={(event) => {
        const { value: text } = event.currentTarget;
        onChange(text === "" ? [] : text.split("\n"));
      }}
    />
    <ul className={styles["rules"]}>
      {REDIRECT_RULES.map((rule) => (
        <li key={rule}>{rule}</li>
      ))}
    </ul>
  </div>
);

const speaks = (api: string) => (values: Values) => texts(values["apis"]).includes(api);

/** What an owner says of an add-on. */
export const addonGroups: readonly Group[] = [
  {
    title: "Add-on",
    says: "People see its name and description when they are asked to connect it.",
    fields: [
      { kind: "text", name: "name", label: "Name", required: true, max: ADDON_LIMITS.name, wide: true },
      {
        kind: "textarea",
        name: "description",
        label: "Description",
        max: ADDON_LIMITS.description,
        says: "What it does for a venue, in a sentence or two.",
      },
      { kind: "own", name: "public", label: "Where it runs", render: Place },
      { kind: "own", name: "apis", label: "APIs", required: true, render: many(API_CHOICES) },
    ],
  },
  {
    title: "Access",
    says: "How it gets its tokens, and where people are sent back to.",
    fields: [
      { kind: "own", name: "grants", label: "How it gets access", render: many(GRANT_CHOICES) },
      { kind: "own", name: "redirect_uris", label: "Redirect addresses", render: Redirects },
    ],
  },
  {
    title: "What it may do",
    says: "Ask for no more than it needs. What you take away here is gone in every company at once.",
    fields: [
      {
        kind: "own",
        name: "permissions",
        label: "Permissions over the Kounta API",
        says: "Whoever connects it approves them together.",
        when: speaks("kounta"),
        render: Permissions,
      },
      {
        kind: "own",
        name: "scopes",
        label: "Scopes of the K-Series API",
        says: "It can ask for these only. Whoever connects it approves each by itself.",
        when: speaks("kseries"),
        render: many(SCOPE_CHOICES),
      },
    ],
  },
];

export const addonStart: Values = {
  name: "",
  description: "",
  public: false,
  apis: ["kounta"],
  grants: ["authorization_code", "refresh_token"],
  redirect_uris: [],
  permissions: [],
  scopes: [],
};

/** What is sent: lines of nothing are no addresses, a text that was emptied is empty. */
export const addonBody = (changes: Values): Values => ({
  ...changes,
  ...("description" in changes && { description: changes["description"] ?? "" }),
  ...("redirect_uris" in changes && {
    redirect_uris: texts(changes["redirect_uris"])
      .map((line) => line.trim())
      .filter((line) => line !== ""),
  }),
});
