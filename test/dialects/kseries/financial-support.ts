import { done } from "../../../src/kit/brand.ts";
import type { Site } from "../../../src/domain/catalogue/records.ts";
import { type Json, type TestServery } from "../../support/servery.ts";
import { kseriesClient } from "./kseries.ts";

/** What suites on the financial services share. */

/** Every field that the vendor documents, by where it stands. A strict reader knows no others. */
const documented: Readonly<Record<"sale" | "line" | "payment", ReadonlySet<string>>> = {
  sale: new Set([
    "accountReference",
    "accountFiscId",
    "receiptId",
    "source",
    "salesLines",
    "payments",
    "timeOfOpening",
    "cancelled",
    "tableNumber",
    "tableName",
    "accountProfileCode",
    "ownerName",
    "ownerId",
    "type",
    "externalReferences",
    "nbCovers",
    "dineIn",
    "deviceId",
    "deviceName",
  ]),
  line: new Set([
    "id",
    "parentLineId",
    "totalNetAmountWithTax",
    "totalNetAmountWithoutTax",
    "menuListPrice",
    "unitCostPrice",
    "serviceCharge",
    "serviceChargeType",
    "serviceChargeRate",
    "discountAmount",
    "taxCode",
    "taxAmount",
    "taxRatePercentage",
    "taxLines",
    "discountType",
    "discountCode",
    "discountName",
    "accountDiscountAmount",
    "accountDiscountType",
    "totalDiscountAmount",
    "sku",
    "name",
    "statisticGroup",
    "quantity",
    "accountingGroup",
    "currency",
    "tags",
    "revenueCenter",
    "revenueCenterId",
    "categories",
    "timeOfSale",
    "staffId",
    "staffName",
    "deviceId",
    "deviceName",
    "accountProfileCode",
  ]),
  payment: new Set([
    "code",
    "description",
    "paymentMethodId",
    "netAmountWithTax",
    "currency",
    "tip",
    "consumer",
    "type",
    "deviceId",
    "deviceName",
    "staffId",
    "staffName",
    "externalReference",
    "revenueCenter",
    "revenueCenterId",
    "fiscId",
    "uuid",
    "fiscDate",
  ]),
};

const UUID = /^[\w-]{22}==$/;
const AMOUNT = /^-?\d+\.\d{2,6}$/;
const AMOUNTS = /(Amount(With(out)?Tax)?|Price|Charge|Rate|Percentage|tip)$/;
/** Texts by the vendor's documents, all other ids are numbers. */
const TEXT_IDS = new Set(["id", "parentLineId", "receiptId", "accountFiscId", "fiscId", "taxId", "customerId"]);

/** What a strict reader would not take of a sale: one line for each. */
export const wrongIn = (sale: Json, closed: "timeOfCloseAndPaid" | "timeClosed"): string[] => {
  const wrong: string[] = [];
  const look = (where: keyof typeof documented, row: Json, extra: readonly string[] = []): void => {
    for (const [key, value] of Object.entries<Json>(row)) {
      if (!documented[where].has(key) && !extra.includes(key)) wrong.push(`${where}.${key} is not documented`);
      if (value === null) wrong.push(`${where}.${key} is null`);
      if (AMOUNTS.test(key) && !(typeof value === "string" && AMOUNT.test(value)))
        wrong.push(`${where}.${key}: ${value}`);
      const text = TEXT_IDS.has(key) || (where === "payment" && key === "deviceId");
      if (/(^id|Id)$/.test(key) && typeof value !== (text ? "string" : "number"))
        wrong.push(`${where}.${key}: ${value}`);
    }
  };
  look("sale", sale, [closed]);
  if (!UUID.test(sale.accountReference)) wrong.push(`accountReference: ${sale.accountReference}`);
  for (const line of sale.salesLines) look("line", line);
  for (const payment of sale.payments ?? []) look("payment", payment);
  for (const time of [sale.timeOfOpening, sale[closed]]) {
    if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(time)) wrong.push(`time: ${time}`);
  }
  return wrong;
};

/** The amount of a text in cents, without a rounding. Throws for one that has more than two places that count. */
export const cents = (text: string): number => {
  const [, sign, whole, fraction = ""] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  if (whole === undefined || /[1-9]/.test(fraction.slice(2))) throw new Error(`no whole cents: ${text}`);
  return Number(`${sign}${whole}${fraction.slice(0, 2).padEnd(2, "0")}`) + 0;
};

export const sumOf = (rows: readonly Json[], of: (row: Json) => string): number =>
  rows.reduce((sum: number, row) => sum + cents(of(row)), 0);

/** Gives a site another beginning of its business day, or another time zone. */
export const setClockOf = async (
  { storage, company }: TestServery,
  siteId: number,
  facts: Pick<Partial<Site>, "dayStart" | "timezone">,
): Promise<void> => {
  await storage.change(company, async (tx) => {
    const site = tx.catalogue.site(siteId as Site["id"])!;
    await tx.records.save("site", { ...site, ...facts });
    return done(undefined);
  });
};

/** Makes an order at a moment and closes it at another. Answers its record. */
export const saleAt = async (servery: TestServery, at: string, body: Record<string, unknown>): Promise<Json> => {
  servery.clock.now = () => Date.parse(at);
  return servery.order({ status: "COMPLETE", ...body });
};

/** A client that may read reports, with a token of the clock's present. */
export const reader = async (servery: TestServery) => {
  const get = await kseriesClient(servery, ["financial-api"]);
  return async (path: string): Promise<Json> => {
    const answer = await get(path);
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${answer.text}`);
    return answer.json();
  };
};
