import { done, refuse } from "../../kit/brand.ts";
import { restrictionsTurned } from "../availability.ts";
import type { SiteId, TaxId } from "../ids.ts";
import type { Catalogue } from "./catalogue.ts";
import type { RichContent } from "./ordering-records.ts";
import { type ProductFacts, changedProduct, newProduct } from "./product-rules.ts";
import { type RecordRefusal, type RecordRule, firstOf, unknownOf } from "./record-rules.ts";
import type { Draft, Product, ProductAtSite } from "./records.ts";

/** What is said of a product at one site. Null takes the site's word back: the product's own holds again. */
export type SiteWord = Readonly<{
  siteId: SiteId;
  available?: boolean | undefined;
  sold?: boolean | null | undefined;
  purchased?: boolean | null | undefined;
  inventoried?: boolean | null | undefined;
  taxIds?: readonly TaxId[] | null | undefined;
}>;

/** Pictures and times are not said: pictures come on their own way, times by themselves. */
type RichFields = Omit<RichContent, "pictures" | "createdAt" | "updatedAt">;
export type RichSaid = Readonly<{ [K in keyof RichFields]?: RichFields[K] | undefined }>;

/** What the venue's own people say about a product; sites that are not named stay as they are. */
export type ProductRecordFacts = Omit<ProductFacts, "rich"> &
  Readonly<{ sites?: readonly SiteWord[]; rich?: RichSaid }>;

/** A count-down goes on until somebody says that the product is out, or is there again. */
const wordAfter = (before: ProductAtSite = {}, word: SiteWord): ProductAtSite => {
  const { available } = word;
  const isSaid = available !== undefined && available !== (before.available ?? true);
  const { available: _, countdown: __, ...others } = before;
  const base: ProductAtSite = !isSaid ? before : available ? others : { ...others, available: false };
  const said = Object.entries(word).filter(
    ([name, value]) => name !== "siteId" && name !== "available" && value !== undefined,
  );
  return Object.fromEntries(
    Object.entries({ ...base, ...Object.fromEntries(said) }).filter(([, value]) => value !== null),
  );
};

const sitesAfter = (before: Product["sites"], words: readonly SiteWord[]): Product["sites"] => {
  const after: Record<string, ProductAtSite> = { ...before };
  for (const word of words) {
    const at = wordAfter(after[word.siteId], word);
    if (Object.keys(at).length > 0) after[word.siteId] = at;
    else delete after[word.siteId];
  }
  return after;
};

const noRich = { descriptions: [], allergenCodes: [], pictures: null, containsAlcohol: false, alcoholPercentage: null };

const richAfter = (before: RichContent | undefined, said: RichSaid, now: number): RichContent | undefined => {
  const was = before ?? { ...noRich, createdAt: now, updatedAt: now };
  const given = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
  const after = { ...was, ...given };
  return JSON.stringify(after) === JSON.stringify(was) ? before : { ...after, updatedAt: now };
};

/** Ordering apps know products by their SKUs: one that two have would hide the younger. */
const skuTaken = (catalogue: Catalogue, { id, sku }: Pick<Product, "id" | "sku">): RecordRefusal | undefined => {
  const other = catalogue.all("product").find((one) => !one.deleted && one.id !== id && one.sku === sku);
  return sku !== null && other ? { kind: "taken", field: "sku", value: sku, by: other.id } : undefined;
};

const wrongIn = (
  catalogue: Catalogue,
  { sites = [] }: ProductRecordFacts,
  after: Draft<"product">,
  before?: Product,
): RecordRefusal | undefined =>
  firstOf(
    ...sites.flatMap(({ siteId, taxIds }, n) => [
      unknownOf(catalogue, "site", `sites.${n}.site_id`, [siteId]),
      unknownOf(catalogue, "tax", `sites.${n}.tax_ids`, taxIds),
    ]),
    after.sku === (before?.sku ?? null) ? undefined : skuTaken(catalogue, after),
  );

/** The rules of all products name this field as the Kounta API does. */
const named = (refusal: RecordRefusal): RecordRefusal =>
  refusal.kind === "unknown" && refusal.field === "option_sets" ? { ...refusal, field: "option_set_ids" } : refusal;

/** Products as the venue's own people make them. One that is removed stays for the orders that it was sold on. */
export const productRule: RecordRule<"product", ProductRecordFacts> = {
  kind: "product",
  what: "product",
  make(facts, id, { catalogue, now }) {
    const { sites = [], rich, ...plain } = facts;
    const made = newProduct({ ...plain, name: plain.name ?? "" }, id, catalogue); // the wire asks for a name
    if (!made.ok) return refuse(named(made.error));
    const written = rich && richAfter(undefined, rich, now);
    const draft = { ...made.value, sites: sitesAfter({}, sites), ...(written && { rich: written }) };
    const refusal = wrongIn(catalogue, facts, draft);
    return refusal ? refuse(refusal) : done(draft);
  },
  change(before, facts, { catalogue, now }) {
    const { sites = [], rich, ...plain } = facts;
    const changed = changedProduct(before, plain, catalogue);
    if (!changed.ok) return refuse(named(changed.error));
    const written = rich && richAfter(before.rich, rich, now);
    const after = { ...changed.value, sites: sitesAfter(before.sites, sites), ...(written && { rich: written }) };
    const refusal = wrongIn(catalogue, facts, after, before);
    return refusal ? refuse(refusal) : done(after);
  },
  remains: (product) => ({ ...product, deleted: true }),
  gone: ({ deleted }) => deleted,
  tells(before, after) {
    if (!before || !after) return after ? [{ type: "product.created", id: after.id }] : [];
    return [...restrictionsTurned(before, after), { type: "product.updated", id: after.id }];
  },
};
