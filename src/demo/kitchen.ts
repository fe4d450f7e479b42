import type { CatalogueChange } from "../domain/catalogue/catalogue.ts";
import type { PrintRule, Printer, Register } from "../domain/catalogue/records.ts";
import type { CategoryId, SiteId } from "../domain/ids.ts";
import type { OrderStatus } from "../domain/order/status.ts";
import { CATEGORY, type CategoryKey, SITE, STAMP } from "./ids.ts";

/** The demo's printers are the server's own virtual one; the port is that of real ones. */
const HOST = "virtual";
const PORT = 9_100;

const DRINKS: readonly CategoryKey[] = ["coffee", "tea", "cold", "beer", "wine"];
const FOOD: readonly CategoryKey[] = [
  "pastries",
  "breakfast",
  "lunch",
  "burgers",
  "pasta",
  "mains",
  "sides",
  "desserts",
];
const categories = (keys: readonly CategoryKey[]): CategoryId[] => keys.map((key) => CATEGORY[key]);

/** From the moment that the venue has taken an order. */
const STATUSES: readonly OrderStatus[] = ["ON_HOLD", "ACCEPTED", "PENDING", "COMPLETE"];

type Station = Readonly<{ station: string; categoryIds: readonly CategoryId[] }>;
const STATIONS: readonly Station[] = [
  { station: "Bar", categoryIds: categories(DRINKS) },
  { station: "Kitchen", categoryIds: categories(FOOD) },
  { station: "Pass", categoryIds: [] },
];

/** Printers and rules have ids that count up from these, in the order of sites and stations. */
export const FIRST_PRINTER = 401;
export const FIRST_RULE = 451;

const sites: readonly Readonly<{ id: SiteId; name: string }>[] = [
  { id: SITE.fitzroy, name: "Fitzroy" },
  { id: SITE.southbank, name: "Southbank" },
];
const stations = sites.flatMap((site) => STATIONS.map((station) => ({ site, ...station })));

type PrinterFacts = Pick<Printer, "id" | "siteId" | "name">;

const printer = (facts: PrinterFacts): Printer => ({
  ...STAMP,
  ...facts,
  host: HOST,
  port: PORT,
  columns: 42,
  fallbackPrinterId: null,
  active: true,
});

/** Guests get their receipts at the counter, not where drinks and food are made. */
const receiptPrinters = sites.map(({ id, name }, i) =>
  printer({ id: FIRST_PRINTER + stations.length + i, siteId: id, name: `${name} receipts` }),
);

export const printers: readonly Printer[] = [
  ...stations.map(({ site, station }, i) =>
    printer({ id: FIRST_PRINTER + i, siteId: site.id, name: `${site.name} ${station.toLowerCase()}` }),
  ),
  ...receiptPrinters,
];

/** Drinks to the bar, food to the kitchen, everything to the pass. */
export const printRules: readonly PrintRule[] = stations.map(({ site, station, categoryIds }, i) => ({
  ...STAMP,
  id: FIRST_RULE + i,
  siteId: site.id,
  station,
  printerId: FIRST_PRINTER + i,
  categoryIds,
  statuses: STATUSES,
  copies: 1,
}));

/** Registers that print their receipts at their site's counter. */
export const withReceiptPrinters = (registers: readonly Register[]): readonly Register[] =>
  registers.map((register) => ({
    ...register,
    receiptPrinterId: receiptPrinters.find(({ siteId }) => siteId === register.siteId)!.id,
  }));

/** The same company without anything that prints: for tests that no paper should disturb. */
export const withoutKitchen = (records: readonly CatalogueChange[]): readonly CatalogueChange[] =>
  records
    .filter(({ kind }) => kind !== "printer" && kind !== "print_rule")
    .map((change) =>
      change.kind === "register" && change.record
        ? { ...change, record: { ...change.record, receiptPrinterId: null } }
        : change,
    );
