import { z } from "zod";
import { saveTax } from "../../../commands/save-tax.ts";
import type { Tax, TaxGroup } from "../../../domain/catalogue/records.ts";
import type { TaxId } from "../../../domain/ids.ts";
import { HttpError } from "../../../http/errors.ts";
import { type Route, route } from "../../../http/route.ts";
import { given } from "../../../kit/given.ts";
import { locationOf } from "../locations.ts";
import type { KseriesParts } from "../routes.ts";
import { TAX_INCLUDED, multiplierOf } from "../taxes.ts";
import { idOf, locationPath, outId, pathLong } from "../wire.ts";
import { must } from "./refusals.ts";
import { multiplier, named } from "./wire.ts";

export const BASE = "/tax-configuration/v1/business-locations/:businessLocationId";
export const ours = {
  tag: "Tax configuration (ours)",
  audience: "addon",
  permission: "tax-configuration",
} as const;
export const OURS = "Servery's own: the vendor names the scope, and publishes no call for it.";

const TaxOut = z.object({
  id: outId,
  code: z.string(),
  name: z.string(),
  rate: z.number().meta({ description: "What a net amount is multiplied by: twenty percent is 1.2." }),
  taxIncluded: z.boolean(),
});
export const TaxGroupOut = z.object({ id: outId, code: z.string(), name: z.string(), taxIds: z.array(outId) });
const TaxesOut = z.object({
  businessLocationId: outId,
  taxes: z.array(TaxOut),
  taxGroups: z.array(TaxGroupOut),
});

const fields = { code: named(16), name: named(255), rate: multiplier };
const TaxIn = z.object(fields);
const TaxChangeIn = z.object(fields).partial();

const taxShape = (tax: Tax): z.output<typeof TaxOut> => ({
  id: tax.id,
  code: tax.code,
  name: tax.name,
  rate: multiplierOf(tax),
  taxIncluded: TAX_INCLUDED,
});
export const taxGroupShape = ({ id, code, name, taxIds }: TaxGroup): z.output<typeof TaxGroupOut> => ({
  id,
  code,
  name,
  taxIds: [...taxIds],
});

/** Taxes. All locations of a business share them; which of them an item carries is said by location. */
export const taxRoutes = ({ storage }: KseriesParts): readonly Route[] => {
  const commands = saveTax(storage);
  const list = { ...ours, path: `${BASE}/taxes`, params: z.object(locationPath) } as const;
  const one = {
    ...ours,
    path: `${BASE}/taxes/:taxId`,
    params: z.object({ ...locationPath, taxId: pathLong }),
  } as const;
  return [
    route({
      ...list,
      id: "kseries.taxes.list",
      summary: "Get the taxes of a business location",
      description: OURS,
      method: "GET",
      responses: { 200: { description: "Taxes and their groups, ascending by id.", schema: TaxesOut } },
      async handle({ who, params }) {
        const catalogue = await storage.reads(who.company).catalogue();
        const site = locationOf(catalogue, params.businessLocationId);
        const body: z.output<typeof TaxesOut> = {
          businessLocationId: site.id,
          taxes: catalogue.all("tax").map(taxShape),
          taxGroups: catalogue.all("tax_group").map(taxGroupShape),
        };
        return { status: 200, body };
      },
    }),
    route({
      ...list,
      id: "kseries.taxes.create",
      summary: "Create a tax",
      description: OURS,
      method: "POST",
      body: TaxIn,
      responses: { 201: { description: "The tax.", schema: TaxOut } },
      async handle({ who, params, body }) {
        locationOf(await storage.reads(who.company).catalogue(), params.businessLocationId);
        return { status: 201, body: taxShape(must(await commands.add(who.company, body))) };
      },
    }),
    route({
      ...one,
      id: "kseries.taxes.get",
      summary: "Get a tax",
      description: OURS,
      method: "GET",
      responses: { 200: { description: "The tax.", schema: TaxOut } },
      async handle({ who, params }) {
        const catalogue = await storage.reads(who.company).catalogue();
        locationOf(catalogue, params.businessLocationId);
        const tax = catalogue.get("tax", idOf<TaxId>(params.taxId));
        if (!tax) throw new HttpError(404, "not_found", `Tax not found for ${params.taxId}`);
        return { status: 200, body: taxShape(tax) };
      },
    }),
    route({
      ...one,
      id: "kseries.taxes.update",
      summary: "Update a tax",
      description: `${OURS} What is absent stays. Orders keep the rate that they were made with.`,
      method: "PUT",
      body: TaxChangeIn,
      responses: { 200: { description: "The tax as it is now.", schema: TaxOut } },
      async handle({ who, params, body }) {
        locationOf(await storage.reads(who.company).catalogue(), params.businessLocationId);
        const saved = must(await commands.change(who.company, idOf<TaxId>(params.taxId), given(body)));
        return { status: 200, body: taxShape(saved) };
      },
    }),
    route({
      ...one,
      id: "kseries.taxes.delete",
      summary: "Delete a tax",
      description: `${OURS} A tax that an item or a tax group carries is not deleted: 409.`,
      method: "DELETE",
      responses: { 204: { description: "It is gone. Orders keep it." } },
      async handle({ who, params }) {
        locationOf(await storage.reads(who.company).catalogue(), params.businessLocationId);
        must(await commands.remove(who.company, idOf<TaxId>(params.taxId)));
        return { status: 204 };
      },
    }),
  ];
};
