import type { CatalogueRefusal } from "../../../domain/catalogue/refusals.ts";
import type { Catalogue } from "../../../domain/catalogue/catalogue.ts";
import type { Product, Site } from "../../../domain/catalogue/records.ts";
import type { ProductId, SiteId } from "../../../domain/ids.ts";
import { HttpError, notFound } from "../../../http/errors.ts";
import type { Answer } from "../../../http/route.ts";
import type { Result } from "../../../kit/brand.ts";
import { text } from "../wire.ts";

/** What the resources of the goods and the back office share. */

export const COMPANY = "/v1/companies/:company";

type Row<R> = Readonly<{
  status: number;
  says: (refusal: R) => string;
  about?: (refusal: R) => Record<string, unknown>;
}>;
type RefusalTable = { readonly [K in CatalogueRefusal["kind"]]: Row<Extract<CatalogueRefusal, { kind: K }>> };

/** What this API says to each refusal of a change to the catalogue or the back office. */
const table: RefusalTable = {
  not_there: { status: 404, says: ({ what }) => `The requested ${what} was not found.` },
  unknown: {
    status: 400,
    says: ({ what, value }) => `There is no ${what} ${value}.`,
    about: ({ field, value }) => ({ field, value }),
  },
  price_required: {
    status: 400,
    says: () => "A price is required: unit_price (with tax) or unit_price_ex_tax.",
    about: () => ({ field: "unit_price" }),
  },
  variant_of_itself: {
    status: 400,
    says: () => "A product cannot be a variant of itself.",
    about: () => ({ field: "variant_parent_id" }),
  },
  variant_of_variant: {
    status: 400,
    says: ({ parent }) => `Product (${parent}) is a variant itself and cannot have variants.`,
    about: ({ parent }) => ({ field: "variant_parent_id", value: parent }),
  },
  selection_not_possible: {
    status: 400,
    says: ({ min, max }) => `max_selection (${max}) must be at least min_selection (${min}).`,
    about: ({ max }) => ({ field: "max_selection", value: max }),
  },
  code_taken: {
    status: 400,
    says: ({ code, by }) => `The code ${code} belongs to tax (${by}) already.`,
    about: ({ code }) => ({ field: "code", value: code }),
  },
};

/** The value of a command, or its refusal thrown as this API's error. */
export const must = <T>(result: Result<T, CatalogueRefusal>): T => {
  if (result.ok) return result.value;
  const { status, says, about } = table[result.error.kind] as Row<CatalogueRefusal>;
  const code = status === 404 ? "not_found" : result.error.kind;
  throw new HttpError(status, code, says(result.error), about?.(result.error) ?? {});
};

/** A site of the company. Throws HttpError 404. */
export const siteOf = (catalogue: Catalogue, id: SiteId): Site => {
  const site = catalogue.site(id);
  if (!site) throw notFound("site");
  return site;
};

/** A product of the company; one that was deleted can still be read. Throws HttpError 404. */
export const productOf = (catalogue: Catalogue, id: ProductId): Product => {
  const product = catalogue.product(id);
  if (!product) throw notFound("product");
  return product;
};

type Made = Readonly<{ base: string; suffix: string; who: Readonly<{ company: number }> }>;

/** 201 with an empty body; `path` is below the company. */
export const madeAt = ({ base, suffix, who }: Made, path: string): Answer => ({
  status: 201,
  headers: { location: `${base}/v1/companies/${who.company}/${path}${suffix}` },
});

export const created = { description: "Made; Location names it. The body is empty." };
export const refused = { description: "Not possible; the error says why." };

/** Text that says something. It is kept as it came, blanks around it included. */
export const wording = (max?: number) =>
  text(max).refine((value) => value.trim() !== "", { error: "must not be empty" });
