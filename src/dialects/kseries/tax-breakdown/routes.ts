import { z } from "zod";
import type { Tax } from "../../../domain/catalogue/records.ts";
import { limits } from "../../../domain/order/limits.ts";
import {
  type Amounts,
  type Basket,
  type BasketRefusal,
  type Breakdown,
  breakdownOf,
} from "../../../domain/menus/breakdown.ts";
import { profileAt, siteBy } from "../../../domain/menus/profiles.ts";
import { type HttpError, badRequest } from "../../../http/errors.ts";
import { type Route, route } from "../../../http/route.ts";
import { ONE, dec, minorDigits, minorNumber } from "../../../kit/money.ts";
import { locationOf } from "../locations.ts";
import type { KseriesParts } from "../routes.ts";
import { TAX_INCLUDED } from "../taxes.ts";
import { locationPath } from "../wire.ts";

const SKU_MAX = 25;
const QUANTITY = "must be a number above 0";

const sku = z
  .string({ error: "must not be null" })
  .min(1, { error: "must not be blank" })
  .max(SKU_MAX, {
    error: `must not be longer than ${SKU_MAX} characters`,
  });
const quantity = z
  .number({ error: QUANTITY })
  .gt(0, { error: QUANTITY })
  .max(limits.amountMax, { error: `must not be above ${limits.amountMax}` })
  .default(1)
  .meta({ format: "double", description: "1 unless given." });
const SubItem = z.object({ sku, quantity });
const Asked = z.object({
  accountProfileCode: z
    .string({ error: "must be text" })
    .nullish()
    .meta({ description: "The profile whose prices hold; the location's own unless given." }),
  items: z
    .array(
      z.object({
        sku,
        quantity,
        subItems: z
          .array(SubItem, { error: "must be a list" })
          .max(limits.modifiersMax, { error: `must not be more than ${limits.modifiersMax}` })
          .nullish()
          .meta({ description: "Options and modifiers; so many with each one of the item." }),
      }),
      { error: "must be a list" },
    )
    .min(1, { error: "must not be empty" })
    .max(limits.linesMax, { error: `must not be more than ${limits.linesMax}` }),
});

const amounts = { netAmount: z.number(), grossAmount: z.number(), taxAmount: z.number() };
const BreakdownOut = z.strictObject({
  transactions: z.array(z.strictObject({ sku: z.string(), quantity: z.number(), unitPrice: z.number(), ...amounts })),
  taxLines: z.array(
    z.strictObject({
      description: z.string(),
      taxRate: z.string().meta({ description: "What a net amount is multiplied by: twenty percent is 1.20." }),
      taxCode: z.string(),
      taxName: z.string(),
      ...amounts,
      taxIncluded: z.boolean(),
    }),
  ),
  totalNetAmountInCents: z.int(),
  totalGrossAmountInCents: z.int(),
  totalTaxAmountInCents: z.int(),
  amountDue: z.number(),
});

/** "1.20": a multiplier with two decimals at the least. */
const multiplierText = ({ rate }: Tax): string => {
  const multiplier = ONE.plus(rate);
  return multiplier.toFixed(Math.max(2, (multiplier.toFixed().split(".")[1] ?? "").length));
};

const basketOf = (items: z.output<typeof Asked>["items"]): Basket => {
  const plain = (item: z.output<typeof SubItem>) => ({
    sku: item.sku,
    quantity: dec(item.quantity).round(6).toFixed(),
  });
  return items.map((item) => ({ ...plain(item), subItems: (item.subItems ?? []).map(plain) }));
};

const breakdownShape = ({ entries, taxes, total }: Breakdown, digits: number): z.output<typeof BreakdownOut> => {
  const shape = ({ net, gross, tax }: Amounts) => ({
    netAmount: minorNumber(net, digits),
    grossAmount: minorNumber(gross, digits),
    taxAmount: minorNumber(tax, digits),
  });
  return {
    transactions: entries.map((entry) => ({
      sku: entry.sku,
      quantity: Number(entry.quantity),
      unitPrice: minorNumber(entry.unit, digits),
      ...shape(entry.amounts),
    })),
    taxLines: taxes.map(({ tax, amounts: sums }) => ({
      description: tax.name,
      taxRate: multiplierText(tax),
      taxCode: tax.code,
      taxName: tax.name,
      ...shape(sums),
      taxIncluded: TAX_INCLUDED,
    })),
    totalNetAmountInCents: total.net,
    totalGrossAmountInCents: total.gross,
    totalTaxAmountInCents: total.tax,
    amountDue: minorNumber(total.gross, digits),
  };
};

const refused = (refusal: BasketRefusal): HttpError => {
  const { field } = refusal;
  if (refusal.kind === "too_large") return badRequest(`must not come to more than ${limits.amountMax}`, { field });
  return badRequest(`item not found for SKU ${refusal.sku}`, { field, value: refusal.sku });
};

/** What a basket would come to, with its taxes, before anybody orders it. */
export const taxBreakdownRoutes = ({ storage }: KseriesParts): readonly Route[] => [
  route({
    id: "kseries.taxBreakdown",
    summary: "Break a basket down into its taxes",
    description: "Priced as an order of the same would be. Nothing is kept.",
    tag: "Tax Breakdown",
    method: "POST",
    path: "/tp/v1/business-locations/:businessLocationId/tax-breakdown",
    audience: "addon",
    permission: "orders-api",
    params: z.object(locationPath),
    body: Asked,
    responses: { 200: { description: "Amounts with and without tax, by item and by tax.", schema: BreakdownOut } },
    async handle({ who, params, body }) {
      const catalogue = await storage.reads(who.company).catalogue();
      const site = locationOf(catalogue, params.businessLocationId);
      const code = body.accountProfileCode ?? "";
      const profile = profileAt(catalogue, site, code);
      if (!profile && code !== "") {
        const detail = { field: "accountProfileCode", value: code };
        throw badRequest(`account profile not found for ${code}`, detail);
      }
      const found = breakdownOf(catalogue, siteBy(site, profile), basketOf(body.items));
      if (!found.ok) throw refused(found.error);
      return { status: 200, body: breakdownShape(found.value, minorDigits(catalogue.company.currency)) };
    },
  }),
];
