import type { z } from "zod";
import { badRequest } from "./errors.ts";

/** What was wrong with the first field that was wrong, in one sentence, with the field and the value. */
const explain = (error: z.ZodError, input: unknown): { description: string; detail: Record<string, unknown> } => {
  const issue = deepest(error.issues[0]!);
  const field = issue.path.map(String).join(".");
  const value = issue.path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown> | undefined)?.[key], input);
  const shown = typeof value === "object" && value !== null ? undefined : clip(value);
  return {
    description: field ? `${field}: ${issue.message}` : issue.message,
    detail: { ...(field && { field }), ...(shown !== undefined && { value: shown }) },
  };
};

/** For a union without words of its own, the complaint of the alternative that came furthest. */
const deepest = (issue: z.core.$ZodIssue): z.core.$ZodIssue => {
  if (issue.code !== "invalid_union" || issue.message !== "Invalid input") return issue;
  const inner = issue.errors.flat().toSorted((a, b) => b.path.length - a.path.length)[0];
  return inner ? { ...deepest(inner), path: [...issue.path, ...inner.path] } : issue;
};

const clip = (value: unknown): unknown =>
  typeof value === "string" && value.length > 100 ? `${value.slice(0, 100)}…` : value;

/** Checks a body or query against its schema. Throws HttpError 400 that names the field. */
export const check = <S extends z.ZodType>(schema: S, input: unknown): z.output<S> => {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const { description, detail } = explain(parsed.error, input);
  throw badRequest(description, detail);
};
