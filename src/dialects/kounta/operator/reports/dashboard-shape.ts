import { z } from "zod";
import type { Catalogue } from "../../../../domain/catalogue/catalogue.ts";
import { type Minor, ZERO, minorDigits } from "../../../../kit/money.ts";
import { outId } from "../../resources/venue-wire.ts";
import { money } from "../../wire.ts";
import type { Place } from "./ask.ts";
import type { DayFacts } from "./dashboard-read.ts";
import { namesOf } from "./names.ts";
import { quantitiesBy } from "./tally.ts";

const TOP_PRODUCTS = 10;
const HOURS = 24;

const amount = z.number();
export const DashboardOut = z.object({
  date: z.string(),
  currency: z.string(),
  sales: amount.meta({ description: "All closed sales with tax, less refunds." }),
  orders: z.int().meta({ description: "Sales that are no refund." }),
  average: amount.meta({ description: "Of the sales that are no refund." }),
  tips: amount,
  refunds: amount.meta({ description: "What was given back, above zero; `sales` is less by it." }),
  discounts: amount.meta({ description: "What prices were lowered by, less surcharges." }),
  compared: z
    .object({ date: z.string(), sales: amount, orders: z.int() })
    .meta({ description: "The same weekday a week before, until the same time of day." }),
  by_hour: z
    .array(z.object({ hour: z.int(), sales: amount, orders: z.int() }))
    .meta({ description: "24 hours from the one in which the business day begins, by the site's clock." }),
  by_site: z.array(z.object({ site_id: outId, name: z.string(), sales: amount, orders: z.int() })),
  top_products: z.array(z.object({ product_id: outId, name: z.string(), quantity: z.number(), sales: amount })),
  by_tender: z.array(z.object({ method_id: outId, name: z.string(), amount })),
  open_orders: z.object({ count: z.int(), total: amount }).meta({ description: "On hold, accepted or pending, now." }),
  incoming: z.object({ count: z.int() }).meta({ description: "Waiting for a yes or no, now." }),
});

/** The hours of the clock in the order of the business day. */
const hoursOf = (places: readonly Place[]): string[] => {
  const first = Number(places[0]?.clock.begins.slice(0, 2) ?? 0);
  return Array.from({ length: HOURS }, (_, i) => String((first + i) % HOURS).padStart(2, "0"));
};

export const dashboardShape = (facts: DayFacts, catalogue: Catalogue, places: readonly Place[]) => {
  const { currency } = catalogue.company;
  const digits = minorDigits(currency);
  const shown = (minor: number): number => money(minor as Minor, digits);
  const { whole, compared, open } = facts;
  const names = namesOf(catalogue);
  const openOnes = open.filter(({ status }) => status !== "SUBMITTED");
  const tenders = new Map<number, number>();
  for (const { methodId, amount } of facts.tenders) tenders.set(methodId, (tenders.get(methodId) ?? 0) + amount);
  const byMost = <T>(list: readonly (readonly [T, number])[]) => list.toSorted(([, a], [, b]) => b - a);
  const quantities = quantitiesBy(facts.quantities, String);
  const top = byMost([...facts.products.sums].map(([key, { gross }]) => [key, gross] as const)).slice(0, TOP_PRODUCTS);
  return {
    date: facts.date,
    currency,
    sales: shown(whole.sales),
    orders: whole.orders,
    average: whole.orders === 0 ? 0 : shown(Math.round((whole.sales + whole.refunds) / whole.orders)),
    tips: shown(facts.tenders.reduce((sum, { tips }) => sum + tips, 0)),
    refunds: shown(whole.refunds),
    discounts: shown(whole.discounts),
    compared: { date: facts.comparedDate, sales: shown(compared.sales), orders: compared.orders },
    by_hour: hoursOf(places).map((hour) => {
      const { gross = 0, orders = 0 } = facts.hours.sums.get(hour) ?? {};
      return { hour: Number(hour), sales: shown(gross), orders };
    }),
    by_site: [...facts.sites.sums].map(([key, { gross, orders }]) => ({
      site_id: Number(key),
      name: names.site(key),
      sales: shown(gross),
      orders,
    })),
    top_products: top.map(([key, gross]) => ({
      product_id: Number(key),
      name: names.product(key),
      quantity: Number((quantities.get(key) ?? ZERO).toFixed()),
      sales: shown(gross),
    })),
    by_tender: byMost([...tenders]).map(([id, amount]) => ({
      method_id: id,
      name: names.tender(String(id)),
      amount: shown(amount),
    })),
    open_orders: {
      count: openOnes.reduce((sum, { orders }) => sum + orders, 0),
      total: shown(openOnes.reduce((sum, { total }) => sum + total, 0)),
    },
    incoming: { count: open.find(({ status }) => status === "SUBMITTED")?.orders ?? 0 },
  };
};
