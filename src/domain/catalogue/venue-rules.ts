import { done, refuse } from "../../kit/brand.ts";
import { type HomeChange, NO_HOME, withAddresses } from "../addresses.ts";
import { changedOfRegister, changedOfSite } from "../events/webhook-rules.ts";
import type { SiteId } from "../ids.ts";
import { readinessTurned } from "../online/readiness.ts";
import { type SiteChange, updateSite } from "../sites.ts";
import type { Catalogue, CatalogueChange } from "./catalogue.ts";
import {
  type RecordEvent,
  type RecordRefusal,
  type RecordRule,
  firstOf,
  inUseBy,
  plainRule,
  newlyTaken,
  unknownOf,
} from "./record-rules.ts";
import type { CatalogueKind, CatalogueRecords, Company, Draft, PriceList, Register, Site } from "./records.ts";

/** What a venue is: its company, sites and registers. */

const said = (value: number | null | undefined, before: number | null | undefined): readonly (number | null)[] =>
  value === undefined || value === before ? [] : [value];

export type CompanyFacts = Partial<
  Pick<
    Company,
    | "name"
    | "currency"
    | "timezone"
    | "businessNumber"
    | "businessNumberLabel"
    | "email"
    | "phone"
    | "website"
    | "image"
    | "contactStaffId"
  >
> &
  HomeChange;

/** The company itself. There is one, made when it is founded. */
export const companyRule: RecordRule<"company", CompanyFacts> = {
  kind: "company",
  what: "company",
  make: () => refuse({ kind: "stays", says: "There is one company already." }),
  change(before, facts, { catalogue, newId }) {
    const contact = said(facts.contactStaffId, before.contactStaffId);
    const refusal = unknownOf(catalogue, "staff", "contact_staff_id", contact);
    if (refusal) return refuse(refusal);
    return done({ ...before, ...facts, ...withAddresses(before, facts, () => newId("address")) });
  },
};

/** The list that every other one falls back on. */
export const baseListOf = (catalogue: Catalogue): PriceList | undefined =>
  catalogue.all("price_list").find(({ parentId }) => parentId === null);

const newSite = (catalogue: Catalogue): Omit<Draft<"site">, "id" | "name" | "code"> => ({
  ...NO_HOME,
  timezone: null, // follows the company
  businessNumber: null,
  email: null,
  phone: null,
  mobile: null,
  fax: null,
  website: null,
  image: null,
  contactStaffId: null,
  location: null,
  registerLevelReconciliation: true,
  priceListId: baseListOf(catalogue)!.id, // founded with the company, and it stays
  onlineOrdering: true,
  passThruRegisterId: null,
});

const badSite = (facts: SiteChange, catalogue: Catalogue, before?: Site): RecordRefusal | undefined => {
  const { passThruRegisterId: prints } = facts;
  const register = typeof prints === "number" ? catalogue.register(prints) : undefined;
  const elsewhere = register && register.siteId !== before?.id;
  return firstOf(
    unknownOf(catalogue, "price_list", "price_list_id", said(facts.priceListId, before?.priceListId)),
    unknownOf(catalogue, "staff", "contact_staff_id", said(facts.contactStaffId, before?.contactStaffId)),
    unknownOf(catalogue, "register", "pass_thru_register_id", said(prints, before?.passThruRegisterId)),
    elsewhere ? { kind: "field", field: "pass_thru_register_id", says: "must be a register of the site" } : undefined,
  );
};

/** Kinds of records that are at one site, and those that may name several; each has to go or to be moved first. */
const atSite = ["register", "printer", "print_rule", "floor_plan", "revenue_center", "pms_provider"] as const;
const atSites = ["staff", "menu", "account_profile", "discount"] as const;
const called: Partial<Record<CatalogueKind, string>> = { staff: "staff member", pms_provider: "hotel" };

const siteUser = (catalogue: Catalogue, id: SiteId): RecordRefusal | undefined => {
  const word = (kind: CatalogueKind): string => called[kind] ?? kind.replace("_", " ");
  for (const kind of atSite) {
    const found = catalogue.all(kind).find(({ siteId }) => siteId === id);
    if (found) return inUseBy(word(kind), found);
  }
  for (const kind of atSites) {
    const found = catalogue.all(kind).find(({ siteIds }) => siteIds?.includes(id));
    if (found) return inUseBy(word(kind), found);
  }
  return undefined;
};

/** What a record says of itself, and of whether its site takes orders from apps. */
const tellsOfVenue =
  <K extends "site" | "register">(kind: K, changed: (before: object, after: object) => string[]) =>
  (
    before: CatalogueRecords[K] | undefined,
    after: CatalogueRecords[K] | undefined,
    catalogue: Catalogue,
  ): RecordEvent[] => {
    const { id } = (after ?? before)!;
    const siteId = "siteId" in (after ?? before)! ? ((after ?? before) as Register).siteId : (id as SiteId);
    const verb = before === undefined ? "created" : after === undefined ? "deleted" : "updated";
    const more = before && after ? { changed: changed(before, after) } : {};
    const change = { kind, id, record: after ?? null } as CatalogueChange;
    const turned = catalogue.site(siteId) && readinessTurned(catalogue, [change], siteId);
    return [{ type: `${kind}.${verb}`, id, siteId, ...more }, ...(turned ? [turned] : [])];
  };

export type SiteFacts = SiteChange;

/** The places where a company trades. One is always left. */
export const siteRule: RecordRule<"site", SiteFacts> = {
  kind: "site",
  what: "site",
  make(facts, id, { catalogue, newId }) {
    const stamped = { version: 0, createdAt: 0, updatedAt: 0 }; // given by the store
    const blank = { ...newSite(catalogue), ...stamped, id, name: "", code: "" };
    const { version: _, createdAt: __, updatedAt: ___, ...draft } = updateSite(blank, facts, () => newId("address"));
    const refusal = firstOf(badSite(facts, catalogue), newlyTaken(catalogue, "site", "code", draft, undefined));
    return refusal ? refuse(refusal) : done(draft);
  },
  change(before, facts, { catalogue, newId }) {
    const after = updateSite(before, facts, () => newId("address"));
    const refusal = firstOf(badSite(facts, catalogue, before), newlyTaken(catalogue, "site", "code", after, before));
    return refusal ? refuse(refusal) : done(after);
  },
  stays(site, catalogue) {
    const last = catalogue.all("site").length === 1;
    return last ? { kind: "stays", says: "It is the company's last site." } : siteUser(catalogue, site.id);
  },
  tells: tellsOfVenue("site", changedOfSite),
};

const badReceiptPrinter = (
  { siteId, receiptPrinterId: id }: Draft<"register">,
  catalogue: Catalogue,
  before: Register | undefined,
): RecordRefusal | undefined => {
  const field = "receipt_printer_id";
  const printer = typeof id === "number" ? catalogue.get("printer", id) : undefined;
  return firstOf(
    unknownOf(catalogue, "printer", field, said(id, before?.receiptPrinterId)),
    printer && printer.siteId !== siteId
      ? { kind: "field", field, says: "must be a printer of the register's site" }
      : undefined,
  );
};

const plainRegister = plainRule<"register", Partial<Draft<"register">>>({
  kind: "register",
  what: "register",
  usual: { currentStaffId: null, assignedToDevice: false, online: false },
  check(draft, { catalogue }, before) {
    const { registerLimit } = catalogue.company;
    const full = !before && catalogue.all("register").length >= registerLimit;
    return firstOf(
      full ? { kind: "stays", says: `The company has room for ${registerLimit} registers.` } : undefined,
      before ? undefined : unknownOf(catalogue, "site", "site_id", [draft.siteId]),
      before && before.siteId !== draft.siteId
        ? { kind: "field", field: "site_id", says: "cannot change: a register stays at its site" }
        : undefined,
      newlyTaken(catalogue, "register", "code", draft, before),
      badReceiptPrinter(draft, catalogue, before),
    );
  },
  stays({ id, assignedToDevice }, catalogue) {
    if (assignedToDevice) return { kind: "stays", says: "A device stands at it." };
    return inUseBy(
      "site",
      catalogue.all("site").find(({ passThruRegisterId }) => passThruRegisterId === id),
    );
  },
  tells: tellsOfVenue("register", changedOfRegister),
});

/** The registers of the sites. A register stays at its site: its sales and cash-ups are there. */
export const registerRule: typeof plainRegister = {
  ...plainRegister,
  make(facts, id, context) {
    const prefixes = { salePrefix: `${facts.code}-`, returnPrefix: `${facts.code}R-` };
    return plainRegister.make({ ...prefixes, ...facts }, id, context);
  },
};
