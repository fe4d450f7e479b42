import { z } from "zod";
import type { AddonId, PaymentMethodId } from "../../../domain/ids.ts";
import type { PaymentMethod } from "../../../domain/catalogue/records.ts";
import { notFound } from "../../../http/errors.ts";
import { type Route, route } from "../../../http/route.ts";
import type { KountaParts } from "../routes.ts";
import { listAnswer, pageAsked, pageOf, pageQuery } from "../paging.ts";
import { pathId } from "../wire.ts";
import { COMPANY } from "./goods-parts.ts";

const PaymentMethodOut = z.object({
  id: z.int(),
  name: z.string(),
  ledger_code: z.string().nullable(),
  own: z.boolean().meta({ description: "The calling add-on's own method: its payments may leave out method_id." }),
});

const shape = ({ id, name, ledgerCode, addonId }: PaymentMethod, caller: AddonId | null) => ({
  id,
  name,
  ledger_code: ledgerCode,
  own: addonId !== null && addonId === caller,
});

/** Payment methods that orders can be paid by; one that is out of use is not shown. */
export const paymentMethodRoutes = ({ storage, pageSize }: KountaParts): readonly Route[] => {
  const read = {
    tag: "Payment methods",
    method: "GET",
    audience: "addon",
    permission: "payment_methods:read",
  } as const;
  return [
    route({
      ...read,
      id: "payment_methods.list",
      summary: "List payment methods",
      path: `${COMPANY}/payment_methods`,
      query: z.object(pageQuery),
      responses: { 200: { description: "Ascending by id.", schema: z.array(PaymentMethodOut) } },
      async handle(ask) {
        const catalogue = await storage.reads(ask.who.company).catalogue();
        const found = catalogue.all("payment_method").filter(({ active }) => active);
        const page = pageOf(found, pageAsked(ask, pageSize));
        const rows = page.rows.map((method) => shape(method, ask.caller.addonId));
        return listAnswer(ask, page, rows, pageSize, found.length);
      },
    }),
    route({
      ...read,
      id: "payment_methods.get",
      summary: "Get a payment method",
      path: `${COMPANY}/payment_methods/:method`,
      params: z.object({ method: pathId<PaymentMethodId>() }),
      responses: { 200: { description: "The payment method.", schema: PaymentMethodOut } },
      async handle({ who, caller, params }) {
        const method = (await storage.reads(who.company).catalogue()).paymentMethod(params.method);
        if (!method?.active) throw notFound("payment method");
        return { status: 200, body: shape(method, caller.addonId) };
      },
    }),
  ];
};
