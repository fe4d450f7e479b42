import type { CatalogueRefusal } from "../../../domain/catalogue/refusals.ts";
import { HttpError, badRequest } from "../../../http/errors.ts";
import type { Result } from "../../../kit/brand.ts";

/** Something else stands on what was to be removed. */
type InUse = Readonly<{ kind: "in_use"; by: string; id: number }>;
type Possible = Extract<CatalogueRefusal, { kind: "not_there" | "unknown" | "code_taken" }>;

const conflict = (description: string, detail: Record<string, unknown> = {}): HttpError =>
  new HttpError(409, "conflict", description, detail);

const errorOf = (refusal: CatalogueRefusal | InUse): HttpError => {
  if (refusal.kind === "in_use") return conflict(`It is in use: ${refusal.by} ${refusal.id} stands on it`);
  const known = refusal as Possible; // the rest of them is about products
  switch (known.kind) {
    case "not_there":
      return new HttpError(404, "not_found", `There is no such ${known.what}`);
    case "unknown":
      return badRequest(`There is no ${known.what} ${known.value}`, { field: known.field, value: known.value });
    case "code_taken":
      return conflict(`The code ${known.code} is taken by ${known.by}`, { field: "code", value: known.code });
  }
};

/** The value of a command on taxes or accounting groups, or its refusal thrown: 400, 404, or 409. */
export const must = <T>(result: Result<T, CatalogueRefusal | InUse>): T => {
  if (result.ok) return result.value;
  throw errorOf(result.error);
};
