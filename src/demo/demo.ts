import type { Checkin, Shift, StockLevel } from "../domain/back-office.ts";
import type { CatalogueChange } from "../domain/catalogue/catalogue.ts";
import type { CatalogueKind, CatalogueRecords, Product } from "../domain/catalogue/records.ts";
import type { Customer } from "../domain/customer.ts";
import type { CustomerId } from "../domain/ids.ts";
import * as backOffice from "./back-office.ts";
import { paymentMethods, priceLists, rejectReasons, taxGroups, taxes } from "./catalogue-money.ts";
import { optionSets } from "./catalogue-option-sets.ts";
import { categories, products } from "./catalogue-products.ts";
import { company, registers, sites } from "./company.ts";
import { customers, references } from "./customers.ts";
import { REGISTER, SITE, TAX } from "./ids.ts";
import { printRules, printers, withReceiptPrinters } from "./kitchen.ts";
import { menus } from "./menus.ts";
import { accountProfiles, discounts, floorPlans, productionInstructions } from "./ordering.ts";
import { type DemoPerson, people, pins, staff } from "./staff.ts";

export { demoReconciliations } from "./reconciliations.ts";
export { demoSales } from "./sales.ts";
export type { DemoPerson };

export type DemoData = Readonly<{
  records: readonly CatalogueChange[];
  customers: readonly Customer[];
  /** What the demo add-on calls some of the customers. */
  references: readonly Readonly<{ customerId: CustomerId; referenceId: string }>[];
  stock: readonly StockLevel[];
  shifts: readonly Shift[];
  checkins: readonly Checkin[];
  people: readonly DemoPerson[];
  /** What staff type at the register. */
  pins: ReadonlyMap<number, string>;
  /** Plain numbers to show an integrator or to put into a test's configuration. */
  ids: Readonly<{
    company_id: number;
    site_id: number;
    register_id: number;
    pass_thru_register_id: number;
    staff_ids: number[];
    product_ids: number[];
    option_set_ids: number[];
    payment_method_ids: number[];
    customer_id: number;
  }>;
}>;

const changes = <K extends CatalogueKind>(kind: K, records: readonly CatalogueRecords[K][]): CatalogueChange[] =>
  records.map((record) => ({ kind, id: record.id, record }) as CatalogueChange); // K is one kind: the pair fits

const numbers = (records: readonly Readonly<{ id: number }>[]): number[] => records.map(({ id }) => id);

/** Sold everywhere at one price with GST in it, and nothing to choose: what a first order goes well with. */
const isSimple = ({ id, taxIds, price, optionSetIds, sites: atSites }: Product): boolean =>
  price.incTax &&
  taxIds.length === 1 &&
  taxIds[0] === TAX.gst &&
  optionSetIds.length === 0 &&
  Object.keys(atSites).length === 0 &&
  priceLists.every((list) => !(id in list.prices));

const forSale = products.filter((product) => !product.isModifier);

/** The demo company. `now` only places shifts and check-ins in the recent past; everything else never changes. */
export const demoData = (now: number): DemoData => ({
  records: [
    ...changes("company", [company]),
    ...changes("site", sites),
    ...changes("register", withReceiptPrinters(registers)),
    ...changes("staff", staff),
    ...changes("tax", taxes),
    ...changes("tax_group", taxGroups),
    ...changes("category", categories),
    ...changes("product", products),
    ...changes("option_set", optionSets),
    ...changes("price_list", priceLists),
    ...changes("payment_method", paymentMethods),
    ...changes("reject_reason", rejectReasons),
    ...changes("printer", printers),
    ...changes("print_rule", printRules),
    ...changes("menu", menus),
    ...changes("floor_plan", floorPlans),
    ...changes("account_profile", accountProfiles),
    ...changes("discount", discounts),
    ...changes("production_instruction", productionInstructions),
  ],
  customers,
  references,
  stock: backOffice.stock,
  shifts: backOffice.shifts(now),
  checkins: backOffice.checkins(now),
  people,
  pins,
  ids: {
    company_id: company.id,
    site_id: SITE.fitzroy,
    register_id: REGISTER.fitzroyCounter,
    pass_thru_register_id: REGISTER.fitzroyBar,
    staff_ids: numbers(staff),
    product_ids: [...numbers(forSale.filter(isSimple)), ...numbers(forSale.filter((product) => !isSimple(product)))],
    option_set_ids: numbers(optionSets),
    payment_method_ids: numbers(paymentMethods),
    customer_id: customers[0]!.id,
  },
});
