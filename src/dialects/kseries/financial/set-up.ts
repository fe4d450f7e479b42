import { z } from "zod";
import type { Catalogue } from "../../../domain/catalogue/catalogue.ts";
import type { Company, Site } from "../../../domain/catalogue/records.ts";
import { type Route, route } from "../../../http/route.ts";
import { accountingGroupsOf } from "../accounting-groups.ts";
import { codesOf } from "../codes.ts";
import { locationOf } from "../locations.ts";
import type { KseriesParts } from "../routes.ts";
import { TAX_INCLUDED, multiplierOf } from "../taxes.ts";
import { locationPath, outId, whole } from "../wire.ts";
import { halOf, halSchema } from "./hal.ts";

const BusinessOut = z.object({
  businessName: z.string(),
  businessId: outId,
  currencyCode: z.string(),
  businessLocations: z.array(
    z.object({
      blName: z.string(),
      blID: outId,
      country: z.string().nullable().meta({ description: "ISO 3166 alpha-2." }),
      timezone: z.string(),
    }),
  ),
});
const TaxRateOut = z.object({
  code: z.string(),
  description: z.string(),
  rate: z.number().meta({ description: "What a net amount is multiplied by: twenty percent is 1.2." }),
  taxIncluded: z.boolean(),
  accountingReference: z.string().nullable(),
});
const PaymentMethodOut = z.object({
  name: z.string(),
  code: z.string(),
  accountingReference: z.string().nullable(),
  pmId: outId,
});
const AccountingGroupOut = z.object({
  accountingGroupId: outId,
  name: z.string(),
  statisticGroup: z.string().meta({ description: "A list of categories and values, itself JSON in a text." }),
  code: z.string(),
});

const countryOf = ({ shippingAddress, postalAddress }: Site | Company): string | null =>
  shippingAddress?.country ?? postalAddress?.country ?? null;

const businessRow = (catalogue: Catalogue): z.output<typeof BusinessOut> => {
  const { company } = catalogue;
  return {
    businessName: company.name,
    businessId: company.id,
    currencyCode: company.currency,
    businessLocations: catalogue.all("site").map((site) => ({
      blName: site.name,
      blID: site.id,
      country: countryOf(site) ?? countryOf(company),
      timezone: site.timezone ?? company.timezone,
    })),
  };
};

const taxRateRows = (catalogue: Catalogue): z.output<typeof TaxRateOut>[] =>
  catalogue.all("tax").map((tax) => ({
    code: tax.code,
    description: tax.name,
    rate: multiplierOf(tax),
    taxIncluded: TAX_INCLUDED,
    accountingReference: tax.ledgerCode ?? null,
  }));

const paymentMethodRows = (catalogue: Catalogue): z.output<typeof PaymentMethodOut>[] => {
  const methods = catalogue.all("payment_method");
  const codes = codesOf(methods);
  return methods
    .filter(({ active }) => active)
    .map(({ id, name, ledgerCode }) => ({
      name,
      code: codes.get(id)!,
      accountingReference: ledgerCode,
      pmId: id,
    }));
};

const accountingGroupRows = (catalogue: Catalogue): z.output<typeof AccountingGroupOut>[] =>
  accountingGroupsOf(catalogue).map(({ id, name, code, statisticGroups }) => ({
    accountingGroupId: id,
    name,
    statisticGroup: JSON.stringify(statisticGroups),
    code,
  }));

/** The older financial service, as far as it is about how a business is set up: what its reports refer to. */
export const financialSetUpRoutes = ({ storage }: KseriesParts): readonly Route[] => {
  const read = { tag: "Financial", method: "GET", audience: "addon", permission: "financial-api" } as const;

  /** A list below a business location. All locations of a business share it. */
  const list = <Name extends string>(
    path: string,
    name: Name,
    summary: string,
    row: z.ZodType,
    rows: (catalogue: Catalogue) => readonly object[],
  ): Route =>
    route({
      ...read,
      id: `kseries.financial.${path}`,
      summary,
      path: `/f/finance/:businessLocationId/${path}`,
      params: z.object(locationPath),
      responses: { 200: { description: "Ascending by id.", schema: halSchema(name, row) } },
      async handle(ask) {
        const catalogue = await storage.reads(ask.who.company).catalogue();
        locationOf(catalogue, ask.params.businessLocationId);
        return { status: 200, body: halOf(ask, name, rows(catalogue)) };
      },
    });

  return [
    route({
      ...read,
      id: "kseries.financial.businesses",
      summary: "Get businesses with their locations, currency and time zones",
      path: "/f/data/businesses",
      query: z.object({
        page: whole({ from: 0, to: 1_000_000, otherwise: 0, description: "Page, from 0." }),
        size: whole({ from: 1, to: 1_000, otherwise: 1_000, description: "Businesses on a page." }),
      }),
      responses: {
        200: { description: "Businesses that the token reaches.", schema: halSchema("businessList", BusinessOut) },
      },
      async handle(ask) {
        const rows = ask.query.page === 0 ? [businessRow(await storage.reads(ask.who.company).catalogue())] : [];
        return { status: 200, body: halOf(ask, "businessList", rows) };
      },
    }),
    list("tax-rates", "taxRateList", "Get tax rates", TaxRateOut, taxRateRows),
    list("paymentMethods", "paymentMethodList", "Get payment methods", PaymentMethodOut, paymentMethodRows),
    list("accountingGroups", "accountingGroupList", "Get accounting groups", AccountingGroupOut, accountingGroupRows),
  ];
};
