import { done, refuse } from "../../kit/brand.ts";
import { type HomeChange, NO_HOME, withAddresses } from "../addresses.ts";
import { type RecordRefusal, type RecordRule, inUseBy, unknownOf } from "./record-rules.ts";
import type { Catalogue } from "./catalogue.ts";
import type { Draft, Staff } from "./records.ts";

export type StaffFacts = Partial<Omit<Draft<"staff">, "id" | "permissions" | "addresses" | keyof HomeChange>> &
  HomeChange;

/** What holds of a new one unless somebody says otherwise. */
export const usualStaff: Omit<Draft<"staff">, "id" | "firstName"> = {
  ...NO_HOME,
  lastName: "",
  emails: [],
  phone: null,
  mobile: null,
  fax: null,
  image: null,
  isAdmin: false,
  siteIds: [],
  permissions: [],
};

const unknownSite = (facts: StaffFacts, catalogue: Catalogue, before?: Staff): RecordRefusal | undefined =>
  unknownOf(
    catalogue,
    "site",
    "site_ids",
    facts.siteIds?.filter((id) => !before?.siteIds.includes(id)),
  );

/** Who works for the company. How they sign in is another matter (commands/people.ts). */
export const staffRule: RecordRule<"staff", StaffFacts> = {
  kind: "staff",
  what: "staff member",
  make(facts, id, { catalogue, newId }) {
    const refusal = unknownSite(facts, catalogue);
    if (refusal) return refuse(refusal);
    const home = withAddresses(NO_HOME, facts, () => newId("address"));
    return done({ ...usualStaff, firstName: "", ...facts, ...home, id });
  },
  change(before, facts, { catalogue, newId }) {
    const refusal = unknownSite(facts, catalogue, before);
    if (refusal) return refuse(refusal);
    return done({ ...before, ...facts, ...withAddresses(before, facts, () => newId("address")) });
  },
  stays({ id }, catalogue) {
    const isContact = (record: Readonly<{ contactStaffId: number | null }>): boolean => record.contactStaffId === id;
    const { company } = catalogue;
    return isContact(company) ? inUseBy("company", company) : inUseBy("site", catalogue.all("site").find(isContact));
  },
};
