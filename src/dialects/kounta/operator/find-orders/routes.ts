import { z } from "zod";
import type { AddonId, CompanyId } from "../../../../domain/ids.ts";
import { type Route, route } from "../../../../http/route.ts";
import { minorDigits } from "../../../../kit/money.ts";
import type { Storage } from "../../../../storage/storage.ts";
import { OperatorOrderRowOut, addonNames, operatorRowShape } from "../../orders/operator-shape.ts";
import { askedPage, listQuery, pageAnswer } from "../records/list.ts";
import { COMPANY } from "../wire.ts";
import { type FindQuery, findQuery, toFind, within } from "./ask.ts";
import { FoundSumsOut, sumsShape } from "./sums-shape.ts";

const pages = { page: listQuery.page, per_page: listQuery.per_page };
const WHICH =
  "Orders of all statuses by the business day on which they were made. Without dates: those of today. Deleted ones only when they are asked for.";

/** Orders that somebody looks for, whenever they were, and what they come to. */
export const findOrderRoutes = ({ storage }: Readonly<{ storage: Storage }>): readonly Route[] => {
  const doc = { tag: "Orders", method: "GET", audience: "operator" } as const;
  const refused = { 400: { description: "A period, filter or page that cannot be used." } };

  const asked = async (company: CompanyId, query: FindQuery) => {
    const reads = storage.reads(company);
    const catalogue = await reads.catalogue();
    return { reads, catalogue, find: toFind(query, catalogue, storage.clock()).find };
  };

  return [
    route({
      ...doc,
      id: "operator.orders.search",
      summary: "Find orders",
      description: `${WHICH} Newest first. \`X-Total\` says how many there are.`,
      path: `${COMPANY}/orders/search`,
      permission: "orders:read",
      query: z.object({ ...findQuery, ...pages }),
      responses: { 200: { description: "A page of orders.", schema: z.array(OperatorOrderRowOut) }, ...refused },
      async handle(ask) {
        const page = askedPage(ask);
        const { reads, find } = await asked(ask.who.company, ask.query);
        const total = await within(reads.finds.count(find));
        const offset = page.index * page.size;
        // The count may be some moments old, so the first page is looked at even when it says that there is none.
        const orders = offset > 0 && offset >= total ? [] : await reads.finds.page(find, { size: page.size, offset });
        const names = await addonNames(storage, orders);
        const rows = orders.map((order) => operatorRowShape(order, names));
        return pageAnswer(ask, page, rows, Math.max(total, offset + rows.length));
      },
    }),
    route({
      ...doc,
      id: "operator.reports.found",
      summary: "What orders come to",
      description: `${WHICH} The same filters as \`orders/search\`; the sums are of all that they leave.`,
      path: `${COMPANY}/orders/sums`,
      permission: "reports:read",
      query: z.object(findQuery),
      responses: { 200: { description: "The sums.", schema: FoundSumsOut }, ...refused },
      async handle({ who, query }) {
        const { reads, catalogue, find } = await asked(who.company, query);
        const found = await within(reads.finds.sums(find));
        const addons = found.sources.filter((id): id is AddonId => id !== null);
        const names = await addonNames(
          storage,
          addons.map((addonId) => ({ addonId })),
        );
        return { status: 200, body: sumsShape(found, names, minorDigits(catalogue.company.currency)) };
      },
    }),
  ];
};
