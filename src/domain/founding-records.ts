import type { CatalogueChange } from "./catalogue/catalogue.ts";
import type { CatalogueKind, CatalogueRecords } from "./catalogue/records.ts";
import type { Founding } from "./founding.ts";
import type { CompanyId, PaymentMethodId, PriceListId, RegisterId, SiteId, StaffId, TaxGroupId, TaxId } from "./ids.ts";

/** Why a venue turns an order down, until it has reasons of its own. */
const REASONS = ["Sold out", "Kitchen closed", "Too busy", "Cannot deliver there", "Duplicate order", "Other"];
const METHODS = [
  ["Cash", "cash"],
  ["Card", "card"],
] as const;

/** How apps may order, until the venue says otherwise: these are the ways that they name when they name none. */
const PROFILES = [
  { code: "LOCALORDER", name: "At the table", deliveryMode: "NONE", orderType: "Dine in" },
  { code: "TOGOORDER", name: "Pick-up", deliveryMode: "TAKE_AWAY", orderType: "Pickup" },
] as const;

/** Many more than a venue has. */
const REGISTERS_MAX = 100;
const REGISTER_CODE = "R1";
const TAX_CODE_MAX = 16;

/** How many ids a new company needs at the most. */
export const FOUNDING_IDS = 7 + METHODS.length + REASONS.length + PROFILES.length;

const letters = (name: string, max: number): string =>
  name
    .normalize("NFD")
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, "")
    .slice(0, max);

/** A short code of a site's name for sale numbers; never one that the register's sales have. */
const siteCode = (name: string): string => {
  const code = letters(name, 4);
  return code === "" || code.startsWith(REGISTER_CODE) ? "S1" : code;
};

export type Founded = Readonly<{
  company: CompanyId;
  site: SiteId;
  register: RegisterId;
  owner: StaffId;
  records: readonly CatalogueChange[];
}>;

/** Everything that a new company begins with. `nextId` gives out ids; times are epoch milliseconds. */
export const foundingRecords = (founding: Founding, nextId: () => number, now: number): Founded => {
  const stamp = { version: 1, createdAt: now, updatedAt: now };
  const [company, site, register] = [nextId() as CompanyId, nextId() as SiteId, nextId() as RegisterId];
  const [owner, priceList] = [nextId() as StaffId, nextId() as PriceListId];
  const { timezone, tax } = founding;
  const nowhere = { shippingAddress: null, postalAddress: null, addresses: [] };
  const unknown = { businessNumber: null, email: null, phone: null, website: null, image: null };
  const record = <K extends CatalogueKind>(kind: K, draft: Omit<CatalogueRecords[K], keyof typeof stamp>) =>
    ({ kind, id: draft.id, record: { ...draft, ...stamp } }) as unknown as CatalogueChange; // K is one kind: it fits

  const taxId = nextId() as TaxId;
  const taxCode = tax ? letters(tax.name, TAX_CODE_MAX) || "TAX" : "";
  const taxes = tax
    ? [
        record("tax", { id: taxId, code: taxCode, ...tax }),
        record("tax_group", { id: nextId() as TaxGroupId, name: tax.name, code: taxCode, taxIds: [taxId] }),
      ]
    : [];
  const methods = METHODS.map(([name, kind]) =>
    record("payment_method", {
      id: nextId() as PaymentMethodId,
      name,
      kind,
      ledgerCode: null,
      addonId: null,
      active: true,
    }),
  );
  return {
    company,
    site,
    register,
    owner,
    records: [
      record("company", {
        ...unknown,
        ...nowhere,
        id: company,
        name: founding.company,
        currency: founding.currency,
        timezone,
        businessNumberLabel: "Business number",
        contactStaffId: owner,
        registerLimit: REGISTERS_MAX,
      }),
      record("site", {
        ...unknown,
        ...nowhere,
        id: site,
        name: founding.site,
        code: siteCode(founding.site),
        timezone: null, // follows the company
        mobile: null,
        fax: null,
        contactStaffId: owner,
        location: null,
        registerLevelReconciliation: true,
        priceListId: priceList,
        onlineOrdering: true,
        passThruRegisterId: null,
      }),
      record("register", {
        id: register,
        siteId: site,
        code: REGISTER_CODE,
        name: founding.register,
        salePrefix: `${REGISTER_CODE}-`,
        returnPrefix: `${REGISTER_CODE}R-`,
        currentStaffId: null,
        assignedToDevice: false,
        online: false, // until somebody opens it
      }),
      record("staff", {
        ...nowhere,
        id: owner,
        firstName: founding.firstName,
        lastName: founding.lastName,
        emails: [founding.email],
        phone: null,
        mobile: null,
        fax: null,
        image: null,
        isAdmin: true,
        siteIds: [site],
        permissions: [], // an admin has them all
      }),
      record("price_list", { id: priceList, name: "Base", parentId: null, prices: {} }),
      ...taxes,
      ...methods,
      ...PROFILES.map((profile) =>
        record("account_profile", { id: nextId(), siteIds: null, priceListId: null, active: true, ...profile }),
      ),
      ...REASONS.map((name) => record("reject_reason", { id: nextId(), name })),
    ],
  };
};
