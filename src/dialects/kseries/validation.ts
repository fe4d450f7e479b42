import { z } from "zod";
import { HttpError } from "../../http/errors.ts";

/**
 * Bodies that the vendor checks as beans: whoever sends one that is not good is told of every field that is wrong, each
 * in the form that Spring gives it. What cannot be read at all (text for a number) is no bean yet, and is one sentence.
 */

/** What Spring says of a rule that a field breaks, besides the field. `type` is the field's in Java. */
type BeanRule = Readonly<{
  code: string;
  message: string;
  type: string;
  /** The rule's own values, by the names that the vendor sorts them by. */
  values?: readonly unknown[];
}>;

export type BeanIssue = BeanRule & Readonly<{ field: string; rejectedValue?: unknown }>;

const ArgumentOut = z.union([
  z.object({ codes: z.array(z.string()), defaultMessage: z.string(), code: z.string() }),
  z.unknown(),
]);
export const BeanErrorOut = z.object({
  codes: z.array(z.string()),
  arguments: z.array(ArgumentOut),
  defaultMessage: z.string(),
  objectName: z.string(),
  field: z.string(),
  rejectedValue: z.unknown().optional(),
  bindingFailure: z.boolean(),
  code: z.string(),
});
export type BeanError = z.output<typeof BeanErrorOut>;

/** A field under its own name, and with its indexes taken off, the last one first. */
const spellings = (field: string): string[] => {
  const all = [field];
  for (let plain = field; plain.includes("[");) {
    const at = plain.lastIndexOf("[");
    plain = plain.slice(0, at) + plain.slice(plain.indexOf("]", at) + 1);
    all.push(plain);
  }
  return all;
};

/** The names under which Spring looks for a message, the most particular one first. */
const codesOf = ({ code, field, type }: BeanIssue, objectName: string): string[] => {
  const whole = spellings(field);
  const last = field.includes(".") ? spellings(field.slice(field.lastIndexOf(".") + 1)) : [];
  return [
    ...whole.map((name) => `${code}.${objectName}.${name}`),
    ...[...whole, ...last].map((name) => `${code}.${name}`),
    `${code}.${type}`,
    code,
  ];
};

const errorOf = (issue: BeanIssue, objectName: string): BeanError => {
  const { code, field, message, values = [], rejectedValue } = issue;
  const named = { codes: [`${objectName}.${field}`, field], defaultMessage: field, code: field };
  return {
    codes: codesOf(issue, objectName),
    arguments: [named, ...values],
    defaultMessage: message,
    objectName,
    field,
    ...(rejectedValue !== undefined && rejectedValue !== null && { rejectedValue }),
    bindingFailure: false,
    code,
  };
};

/** As many are listed. The sentence has the count of all. */
const LISTED_MAX = 50;

/** The error that tells of what is wrong with a bean. */
export const beanErrors = (objectName: string, issues: readonly BeanIssue[]): HttpError =>
  new HttpError(400, "bad_request", `Validation failed for object='${objectName}'. Error count: ${issues.length}`, {
    errors: issues.slice(0, LISTED_MAX).map((issue) => errorOf(issue, objectName)),
  });

// ---- rules -----------------------------------------------------------------------------------------------------

const rule = (bean: BeanRule) => ({ params: { bean }, error: bean.message });

/** Marks a field that must be there: `type` is its type in Java. */
export const required = <S extends z.ZodType>(schema: S, type: string): S => schema.meta({ [REQUIRED]: type });
const REQUIRED = "x-java-type";

/** How long a text or list may be, as the vendor says it. */
export const sized = <S extends z.ZodType<string | readonly unknown[]>>(
  schema: S,
  min: number,
  max: number,
  type = "java.lang.String",
): S =>
  schema.refine(
    ({ length }) => length >= min && length <= max,
    rule({ code: "Size", message: `size must be between ${min} and ${max}`, type, values: [max, min] }),
  );

export const atLeast = <S extends z.ZodType<number>>(schema: S, min: number, type = "java.lang.Integer"): S =>
  schema.refine(
    (value) => value >= min,
    rule({ code: "Min", message: `must be greater than or equal to ${min}`, type, values: [min] }),
  );

/** A rule of another name that takes no values. */
export const obeying = <S extends z.ZodType>(
  schema: S,
  bean: Pick<BeanRule, "code" | "message" | "type">,
  holds: (value: z.output<S>) => boolean,
): S => schema.refine((value) => holds(value), rule(bean));

// ---- reading ---------------------------------------------------------------------------------------------------

/** "items[0].sku" */
const fieldOf = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (text, key) => (typeof key === "number" ? `${text}[${key}]` : text === "" ? String(key) : `${text}.${String(key)}`),
    "",
  );

const valueAt = (input: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown> | null | undefined)?.[key], input);

const clip = (value: unknown): unknown =>
  typeof value === "string" && value.length > 100 ? `${value.slice(0, 100)}…` : value;

type Inner = z.ZodType & { def: { innerType?: z.ZodType; element?: z.ZodType; shape?: Record<string, z.ZodType> } };

/** The Java type that a required field was marked with, found by walking the schema along a path. */
const typeAt = (schema: z.ZodType, path: readonly PropertyKey[]): string | undefined => {
  let at: z.ZodType | undefined = schema;
  for (const key of path) {
    at = at && inside(at);
    const { def } = at as Inner;
    at = typeof key === "number" ? def.element : def.shape?.[String(key)];
    if (!at) return undefined;
  }
  return at?.meta()?.[REQUIRED] as string | undefined;
};

const inside = (schema: z.ZodType): z.ZodType => {
  let at = schema as Inner;
  while (at.def.innerType) at = at.def.innerType;
  return at;
};

/**
 * Reads a bean. Throws HttpError 400: with all rules that it breaks, or, when some of it cannot be read at all, with
 * one sentence about that.
 */
export const readBean = <S extends z.ZodType>(objectName: string, schema: S, given: unknown): z.output<S> => {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const issues: BeanIssue[] = [];
  for (const issue of parsed.error.issues) {
    const field = fieldOf(issue.path);
    const value = valueAt(given, issue.path);
    const bean = issue.code === "custom" ? (issue.params?.["bean"] as BeanRule | undefined) : undefined;
    const type = value === undefined || value === null ? typeAt(schema, issue.path) : undefined;
    if (bean) issues.push({ ...bean, field, rejectedValue: clip(value) });
    else if (type !== undefined) issues.push({ code: "NotNull", message: "must not be null", type, field });
    else throw unreadable(field, issue.message, value);
  }
  throw beanErrors(objectName, issues);
};

const unreadable = (field: string, message: string, value: unknown): HttpError =>
  new HttpError(400, "bad_request", `JSON parse error: ${field === "" ? "" : `${field}: `}${message}`, {
    ...(field !== "" && { field }),
    ...(typeof value !== "object" && value !== undefined && { value: clip(value) }),
  });

/** The body of a route, read as a bean of that name; its form is the schema's. */
export const bean = <S extends z.ZodType>(objectName: string, schema: S) => {
  const { $schema: _, ...form } = z.toJSONSchema(schema, { io: "input", unrepresentable: "any", reused: "inline" });
  return z
    .unknown()
    .transform((given): z.output<S> => readBean(objectName, schema, given))
    .meta(withoutMarks(form) as Record<string, unknown>);
};

const withoutMarks = (form: unknown): unknown => {
  if (Array.isArray(form)) return form.map(withoutMarks);
  if (typeof form !== "object" || form === null) return form;
  return Object.fromEntries(
    Object.entries(form)
      .filter(([name]) => name !== REQUIRED)
      .map(([name, part]) => [name, withoutMarks(part)]),
  );
};
