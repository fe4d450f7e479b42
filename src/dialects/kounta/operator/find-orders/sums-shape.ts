import { z } from "zod";
import type { Minor } from "../../../../kit/money.ts";
import type { FoundSum, FoundSums } from "../../../../storage/finds.ts";
import type { AddonNames } from "../../orders/operator-shape.ts";
import { outId } from "../../resources/venue-wire.ts";
import { money } from "../../wire.ts";

/** What orders that were found come to, on the wire. */

const SumOut = z.object({
  orders: z.int(),
  total: z.number().meta({ description: "With tax, without tips." }),
  total_tax: z.number(),
  tips: z.number(),
});

export const FoundSumsOut = z.object({
  orders: z.int().meta({ description: "How many there are in all." }),
  sales: SumOut.meta({ description: "Completed ones that are no refunds." }),
  refunds: SumOut.meta({ description: "Completed ones that give money back; the amounts are below zero." }),
  not_completed: SumOut.meta({ description: "Those that are open, and those that were rejected." }),
  sources: z.array(z.object({ addon_id: outId.nullable(), name: z.string().nullable() })).meta({
    description:
      "Who made orders in these days at these sites, whatever else is asked for; null: somebody at the venue.",
  }),
});

const sumShape = (sums: readonly FoundSum[], digits: number): z.output<typeof SumOut> => {
  const add = (of: "orders" | "total" | "tax" | "tips"): number => sums.reduce((all, sum) => all + sum[of], 0);
  const amount = (of: "total" | "tax" | "tips"): number => money(add(of) as Minor, digits);
  return { orders: add("orders"), total: amount("total"), total_tax: amount("tax"), tips: amount("tips") };
};

export const sumsShape = (
  { sums, sources }: FoundSums,
  names: AddonNames,
  digits: number,
): z.output<typeof FoundSumsOut> => {
  const complete = sums.filter(({ status }) => status === "COMPLETE");
  return {
    orders: sums.reduce((all, { orders }) => all + orders, 0),
    sales: sumShape(
      complete.filter(({ refund }) => !refund),
      digits,
    ),
    refunds: sumShape(
      complete.filter(({ refund }) => refund),
      digits,
    ),
    not_completed: sumShape(
      sums.filter(({ status }) => status !== "COMPLETE"),
      digits,
    ),
    sources: sources.map((addon) => ({
      addon_id: addon,
      name: addon === null ? null : (names.get(addon) ?? `Add-on ${addon}`),
    })),
  };
};
