import { z } from "zod";
import type { RegisterId, SiteId, StaffId } from "../../../domain/ids.ts";
import type { PaymentAsked } from "../../../domain/online/asked.ts";
import { TASK_TTL_MS } from "../../../domain/online/task.ts";
import { badRequest } from "../../../http/errors.ts";
import { type Route, route } from "../../../http/route.ts";
import { locationOf } from "../locations.ts";
import type { KseriesParts } from "../routes.ts";
import { bean, beanErrors, required } from "../validation.ts";
import { bodyLong, idOf } from "../wire.ts";
import { accountOf, moneyIssues, said } from "./order-asked.ts";
import { decimal, freeText, lifetime, location, notNegative, requiredText } from "./order-body.ts";
import { OK, OkOut, addonOf, mustHaveEndpoint, taken, usedBefore } from "./pay-accept.ts";

const PayIn = z.object(
  {
    businessLocationId: location,
    endpointId: requiredText(1, 255).meta({ description: "Where you hear what became of it." }),
    thirdPartyPaymentReference: requiredText(1, 50).meta({
      description: "What you call the payment; used once at a location.",
    }),
    paymentAmount: required(notNegative(decimal), "java.math.BigDecimal").meta({ description: "Without the tip." }),
    tipAmount: notNegative(decimal).nullish(),
    iKaccountIdentifier: freeText().nullish().meta({ description: "The account that is paid." }),
    iKaccountId: bodyLong("Older: the number of that account.").nullish(),
    taskTtlInMs: lifetime.nullish().meta({ description: "Milliseconds; 30 minutes unless given." }),
    staffId: bodyLong("Who took it.").nullish(),
    deviceId: bodyLong("The one register that may take it.").nullish(),
    paymentMethod: freeText()
      .nullish()
      .meta({ description: "The payment method's code. Your own payment method unless given." }),
    targetPrinterProfileId: bodyLong("Passed over.").nullish(),
  },
  { error: "must be an object" },
);
type PayBody = z.output<typeof PayIn>;

const paymentAsked = (site: SiteId, body: PayBody): PaymentAsked => ({
  account: accountOf(site, body.iKaccountIdentifier, body.iKaccountId),
  staffId: typeof body.staffId === "string" ? idOf<StaffId>(body.staffId) : null,
  registerId: typeof body.deviceId === "string" ? idOf<RegisterId>(body.deviceId) : null,
  payment: { method: said(body.paymentMethod), amount: body.paymentAmount, tip: body.tipAmount ?? "0" },
});

/** Payments for accounts, wherever those were opened. */
export const payRoutes = ({ storage }: KseriesParts): readonly Route[] => [
  route({
    tag: "Order and Pay: payments",
    id: "kseries.pay",
    summary: "Pay for an account",
    description: "All of it or some; more than is due is not taken. An account that is paid in full is closed.",
    method: "POST",
    path: "/o/op/1/pay",
    audience: "addon",
    permission: "orders-api",
    body: bean("payment", PayIn),
    responses: { 200: { description: "Taken in. What becomes of it is told to the endpoint.", schema: OkOut } },
    async handle({ who, body }) {
      const addonId = addonOf(who);
      const now = storage.clock();
      const catalogue = await storage.reads(who.company).catalogue();
      const { paymentAmount, tipAmount } = body;
      const issues = moneyIssues({ paymentAmount, tipAmount }, catalogue.company.currency);
      if (issues.length > 0) throw beanErrors("payment", issues);
      const site = locationOf(catalogue, body.businessLocationId);
      await mustHaveEndpoint(storage, { company: who.company, addonId }, body.endpointId);
      const task = {
        kind: "PAYMENT",
        siteId: site.id,
        addonId,
        endpointId: body.endpointId,
        reference: body.thirdPartyPaymentReference,
        asked: paymentAsked(site.id, body),
        dueAt: now,
        endsAt: now + (body.taskTtlInMs ?? TASK_TTL_MS),
      } as const;
      if (await taken(storage, who, task)) return OK;
      throw badRequest(usedBefore(body.thirdPartyPaymentReference));
    },
  }),
];
