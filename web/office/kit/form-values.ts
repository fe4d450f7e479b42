import type { ApiError } from "../../common/api.ts";
import type { Field, Group, Values } from "./fields/field.ts";

/** Whether two values of a form say the same; records come as JSON, so their text tells. */
export const isSame = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);

/** The names of the fields whose values differ from those stored. */
export const changedNames = (stored: Values, values: Values): readonly string[] =>
  Object.keys(values).filter((name) => !isSame(values[name] ?? null, stored[name] ?? null));

export const fieldsOf = (groups: readonly Group[]): readonly Field[] => groups.flatMap(({ fields }) => fields);

const isEmpty = (value: unknown): boolean =>
  value === null ||
  value === undefined ||
  (typeof value === "string" && value.trim() === "") ||
  (Array.isArray(value) && value.length === 0) ||
  (typeof value === "object" && "amount" in value && value.amount === "");

/** What is missing before anything is sent: all fields at once, not one after another. */
export const missingIn = (fields: readonly Field[], values: Values): Readonly<Record<string, string>> =>
  Object.fromEntries(
    fields
      .filter(({ required, when }) => required === true && (when?.(values) ?? true))
      .filter(({ name }) => isEmpty(values[name]))
      .map(({ name, kind }) => [name, kind === "rows" ? "Add one at least." : "This is needed."]),
  );

const sentence = (text: string): string => {
  const said = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?)]$/.test(said) ? said : `${said}.`;
};

/** What the server said about a field, by the field's path; `""` where it named none. */
export const errorsOf = ({ field, says }: ApiError): Readonly<Record<string, string>> =>
  field === undefined ? { "": says } : { [field]: sentence(says.replace(`${field}: `, "")) };

/** The first error about a field or a part of it. */
export const errorOf = (errors: Readonly<Record<string, string>>, name: string): string | undefined =>
  errors[name] ?? Object.entries(errors).find(([path]) => path.startsWith(`${name}.`))?.[1];
