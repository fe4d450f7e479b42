import { z } from "zod";
import { moveCash } from "../../../../commands/till/cash.ts";
import type { Catalogue } from "../../../../domain/catalogue/catalogue.ts";
import type { RegisterId } from "../../../../domain/ids.ts";
import { limits } from "../../../../domain/order/limits.ts";
import { type CashMovement, cashKinds } from "../../../../domain/till/till.ts";
import { badRequest } from "../../../../http/errors.ts";
import { type Route, route } from "../../../../http/route.ts";
import { minorDigits } from "../../../../kit/money.ts";
import type { Storage } from "../../../../storage/storage.ts";
import { outId } from "../../resources/venue-wire.ts";
import { decimal, freeText, money, pathId, stamp, toMinor } from "../../wire.ts";
import { askedPage, pageAnswer } from "../records/list.ts";
import { COMPANY } from "../wire.ts";
import { changeAnswer } from "./once.ts";
import { tillError } from "./refusals.ts";
import { tillOf } from "./who.ts";
import { NameOut, instantIn, instantOf, paging, staffName, zoneOf } from "./wire.ts";

const kinds = z.enum(cashKinds, { error: `must be one of ${cashKinds.join(", ")}` });

const CashOut = z.object({
  id: outId,
  kind: z.enum(cashKinds),
  amount: z.number(),
  reason: z.string(),
  staff: NameOut,
  at: z.string(),
  z_number: z.int().nullable().meta({ description: "The Z report that it is in; null while the period goes on." }),
});

const cashShape = (movement: CashMovement, catalogue: Catalogue, lastZ: number): z.output<typeof CashOut> => ({
  id: movement.id,
  kind: movement.kind,
  amount: money(movement.amount, minorDigits(catalogue.company.currency)),
  reason: movement.reason,
  staff: staffName(catalogue, movement.staffId),
  at: stamp(movement.at, zoneOf(catalogue, movement.siteId)),
  z_number: movement.z <= lastZ ? movement.z : null,
});

/** Cash that goes into a drawer or out of it other than by sales. */
export const cashRoutes = ({ storage }: Readonly<{ storage: Storage }>): readonly Route[] => {
  const doc = {
    tag: "Till",
    audience: "operator",
    permission: "till:write",
    path: `${COMPANY}/registers/:register/cash`,
  } as const;
  const params = z.object({ register: pathId<RegisterId>() });
  return [
    route({
      ...doc,
      id: "operator.cash.move",
      summary: "Put cash into a drawer or take it out",
      description: "`float` is what is in the drawer to begin with; `in` and `out` want a reason.",
      method: "POST",
      params,
      body: z.object(
        {
          kind: kinds,
          amount: decimal({ min: 0, decimals: 4, notZero: true }).meta({ description: "Above 0, also for `out`." }),
          reason: freeText(limits.shortTextMax).nullish(),
        },
        { error: "must be an object" },
      ),
      idempotent: true,
      responses: { 201: { description: "What was put in or taken out.", schema: CashOut } },
      async handle(ask) {
        const catalogue = await storage.reads(ask.who.company).catalogue();
        const { id: register } = tillOf(ask, catalogue, ask.params.register);
        const { kind, amount } = ask.body;
        const reason = ask.body.reason?.trim() ?? "";
        if (reason === "" && kind !== "float") throw badRequest("reason: must not be empty", { field: "reason" });
        const cash = { kind, amount: toMinor(amount, minorDigits(catalogue.company.currency), "amount"), reason };
        return changeAnswer(storage, ask, {
          work: moveCash(register, ask.caller.staffId!, cash),
          answer: (movement) => ({ status: 201, body: cashShape(movement, catalogue, 0) }),
          error: tillError,
        });
      },
    }),
    route({
      ...doc,
      id: "operator.cash.list",
      summary: "List what was put into a drawer or taken out",
      description: "Newest first.",
      method: "GET",
      params,
      query: z.object({ since: instantIn("What was moved then or later."), ...paging }),
      responses: { 200: { description: "A page of movements.", schema: z.array(CashOut) } },
      async handle(ask) {
        const reads = storage.reads(ask.who.company);
        const { documents } = reads;
        const catalogue = await reads.catalogue();
        const { id: register, siteId } = tillOf(ask, catalogue, ask.params.register);
        const from = instantOf(ask.query.since, zoneOf(catalogue, siteId));
        const asked = { keyPrefix: `${register} `, ...(from !== undefined && { from }) };
        const page = askedPage(ask);
        const { size, index } = page;
        const [till, { rows }, total] = await Promise.all([
          documents.get("till", String(register)),
          documents.list("cash_movement", asked, { size, offset: index * size }),
          documents.count("cash_movement", asked),
        ]);
        const shapes = rows.map((movement) => cashShape(movement, catalogue, till?.z ?? 0));
        return pageAnswer(ask, page, shapes, total);
      },
    }),
  ];
};
