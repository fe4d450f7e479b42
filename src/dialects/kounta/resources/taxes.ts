import { z } from "zod";
import { saveTax } from "../../../commands/save-tax.ts";
import type { TaxGroupId, TaxId } from "../../../domain/ids.ts";
import type { Catalogue } from "../../../domain/catalogue/catalogue.ts";
import type { Tax, TaxGroup } from "../../../domain/catalogue/records.ts";
import { notFound } from "../../../http/errors.ts";
import { type Route, route } from "../../../http/route.ts";
import { given } from "../../../kit/given.ts";
import { ZERO } from "../../../kit/money.ts";
import type { KountaParts } from "../routes.ts";
import { listAnswer, pageAsked, pageOf, pageQuery } from "../paging.ts";
import { decimal, numberOf, pathId } from "../wire.ts";
import { COMPANY, created, madeAt, must, refused, wording } from "./goods-parts.ts";

const TAG = "Taxes";
/** Changes when the same tax would be shown in another way. */
const SHAPE = "k1";

const TaxOut = z.object({
  id: z.int(),
  code: z.string(),
  name: z.string(),
  rate: z.number().meta({ description: "A factor: 0.1 is ten percent." }),
});
const TaxGroupRowOut = TaxOut.extend({ rate: z.number().meta({ description: "The sum of its taxes' rates." }) });
const TaxGroupOut = z.object({ ...TaxGroupRowOut.shape, taxes: z.array(TaxOut) });

const fields = {
  code: wording(16),
  name: wording(),
  rate: decimal({ min: 0, max: 10, decimals: 6 }).meta({ description: "A factor: 0.1 is ten percent." }),
};
const TaxIn = z.object(fields);
const TaxChangeIn = z.object(fields).partial();

const shape = ({ id, code, name, rate }: Tax) => ({ id, code, name, rate: numberOf(rate) });

const taxesOf = ({ taxIds }: TaxGroup, catalogue: Catalogue): Tax[] =>
  taxIds.flatMap((id) => catalogue.get("tax", id) ?? []);
const groupRow = (group: TaxGroup, catalogue: Catalogue) => ({
  id: group.id,
  code: group.code,
  name: group.name,
  rate: numberOf(
    taxesOf(group, catalogue)
      .reduce((total, { rate }) => total.plus(rate), ZERO)
      .toFixed(),
  ),
});

export const taxRoutes = ({ storage, pageSize }: KountaParts): readonly Route[] => {
  const commands = saveTax(storage);
  const read = { tag: TAG, method: "GET", audience: "addon", permission: "taxes:read" } as const;
  const write = { tag: TAG, audience: "addon", permission: "taxes:write" } as const;
  const tax = z.object({ tax: pathId<TaxId>() });
  return [
    route({
      ...read,
      id: "taxes.list",
      summary: "List taxes",
      path: `${COMPANY}/taxes`,
      query: z.object(pageQuery),
      responses: { 200: { description: "Ascending by id.", schema: z.array(TaxOut) } },
      async handle(ask) {
        const found = (await storage.reads(ask.who.company).catalogue()).all("tax");
        const page = pageOf(found, pageAsked(ask, pageSize));
        return listAnswer(ask, page, page.rows.map(shape), pageSize, found.length);
      },
    }),
    route({
      ...read,
      id: "taxes.get",
      summary: "Get a tax",
      path: `${COMPANY}/taxes/:tax`,
      params: tax,
      responses: { 200: { description: "The tax.", schema: TaxOut } },
      async handle({ who, params }) {
        const found = (await storage.reads(who.company).catalogue()).get("tax", params.tax);
        if (!found) throw notFound("tax");
        return { status: 200, body: shape(found), etag: `"tax-${found.id}-${found.version}-${SHAPE}"` };
      },
    }),
    route({
      ...write,
      id: "taxes.create",
      summary: "Create a tax",
      method: "POST",
      path: `${COMPANY}/taxes`,
      body: TaxIn,
      responses: { 201: created, 400: refused },
      async handle(ask) {
        const { id } = must(await commands.add(ask.who.company, ask.body));
        return madeAt(ask, `taxes/${id}`);
      },
    }),
    route({
      ...write,
      id: "taxes.update",
      summary: "Update a tax",
      description: "Partial. Orders keep the rate that they were made with.",
      method: "PUT",
      path: `${COMPANY}/taxes/:tax`,
      params: tax,
      body: TaxChangeIn,
      responses: { 200: { description: "The updated tax.", schema: TaxOut }, 400: refused },
      async handle({ who, params, body }) {
        return { status: 200, body: shape(must(await commands.change(who.company, params.tax, given(body)))) };
      },
    }),
    route({
      ...read,
      id: "taxes.groups.list",
      summary: "List tax groups",
      path: `${COMPANY}/taxes/groups`,
      query: z.object(pageQuery),
      responses: { 200: { description: "Ascending by id.", schema: z.array(TaxGroupRowOut) } },
      async handle(ask) {
        const catalogue = await storage.reads(ask.who.company).catalogue();
        const found = catalogue.all("tax_group");
        const page = pageOf(found, pageAsked(ask, pageSize));
        const rows = page.rows.map((group) => groupRow(group, catalogue));
        return listAnswer(ask, page, rows, pageSize, found.length);
      },
    }),
    route({
      ...read,
      id: "taxes.groups.get",
      summary: "Get a tax group",
      path: `${COMPANY}/taxes/groups/:group`,
      params: z.object({ group: pathId<TaxGroupId>() }),
      responses: { 200: { description: "With its taxes.", schema: TaxGroupOut } },
      async handle({ who, params }) {
        const catalogue = await storage.reads(who.company).catalogue();
        const group = catalogue.get("tax_group", params.group);
        if (!group) throw notFound("tax group");
        return {
          status: 200,
          body: { ...groupRow(group, catalogue), taxes: taxesOf(group, catalogue).map(shape) },
        };
      },
    }),
  ];
};

export { shape as taxShape };
