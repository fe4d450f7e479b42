import type { ApiError } from "../../../common/api.ts";

/** What an import of products does, or would do, row by row. */
export type Action = "create" | "update" | "same" | "error";
export type ImportRow = Readonly<{
  line: number;
  action: Action;
  id: number | null;
  name: string;
  changes: Readonly<Record<string, readonly [string | null, string | null]>>;
  errors: readonly Readonly<{ column: string; says: string }>[];
}>;
export type ImportPlan = Readonly<{
  rows: readonly ImportRow[];
  counts: Readonly<Record<Action, number>>;
  new_categories: readonly string[];
}>;

/** Why a text is no table at all, and where. */
export type TableError = Readonly<{ says: string; line: number | undefined; column: string | undefined }>;

/** The rows that an import was refused with; undefined where it was refused for another reason. */
export const planIn = ({ code, detail }: ApiError): ImportPlan | undefined =>
  code === "rows_refused" && Array.isArray(detail["rows"]) ? (detail as ImportPlan) : undefined;

export const tableErrorOf = ({ says, detail, field }: ApiError): TableError => ({
  says: says.replace(`${field}: `, "").replace(/^line \d+: /, ""),
  line: typeof detail["line"] === "number" ? detail["line"] : undefined,
  column: typeof detail["column"] === "string" && detail["column"] !== "" ? detail["column"] : undefined,
});

export const ACTIONS: readonly Action[] = ["error", "create", "update", "same"];
export const actionTitles: Readonly<Record<Action, string>> = {
  error: "With errors",
  create: "New",
  update: "Changed",
  same: "As they are",
};
export const actionTones = { error: "bad", create: "good", update: "warn", same: "plain" } as const;
export const actionWords: Readonly<Record<Action, string>> = {
  error: "Error",
  create: "New",
  update: "Change",
  same: "Same",
};

/** A table to begin with: the columns that most venues need, and two rows that show how they are filled. */
export const EXAMPLE = `name,price,categories,taxes,code,description
Flat White,4.80,Coffee,GST,FW,Double shot
Banana Bread,7.50,Pastries|Breakfast,GST,BB,
`;

/** What is wrong with a cell, in words for somebody who has the switches of this page before them. */
export const cellSays = (says: string): string =>
  says.replace("import with create_categories=true", "turn on the switch above");
