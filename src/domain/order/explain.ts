import { type Minor, dec, minor, minorDigits, minorText, plus } from "../../kit/money.ts";
import type { Line, Order } from "./order.ts";
import { sumOfRates, totalExTax, unitIncTax } from "./pricing.ts";

/** One step on the way to an amount: what was done, and what came out. Exact decimals as text. */
export type Step = Readonly<{ step: string; how: string; result: string }>;

export type LineExplained = Readonly<{ line: Line; steps: readonly Step[] }>;
export type OrderExplained = Readonly<{
  lines: readonly LineExplained[];
  totals: readonly Step[];
  payments: readonly Readonly<{ number: number; steps: readonly Step[] }>[];
}>;

const sources: Record<Line["given"], string> = {
  ex: "unit_price as given, without tax",
  inc: "unit_price_inc_tax as given",
  site: "the site's price",
};

/**
 * Every step from unit price to total, tax and tip share, by the same arithmetic that priced the order. Rounding
 * happens in the steps that say so, and nowhere else.
 */
export const explainOrder = (order: Order): OrderExplained => {
  const digits = minorDigits(order.currency);
  const text = (amount: Minor): string => minorText(amount, digits);
  return {
    lines: order.lines.map((line) => ({ line, steps: lineSteps(line, order, text) })),
    totals: totalSteps(order, text),
    payments: paymentSteps(order, text),
  };
};

const lineSteps = (line: Line, order: Order, text: (amount: Minor) => string): Step[] => {
  const rates = sumOfRates(line.taxes);
  const rateText = line.taxes.map((tax) => `${tax.name} ${tax.rate}`).join(" + ") || "no tax";
  const unit = unitIncTax(line);
  const steps: Step[] = [];
  const add = (step: string, how: string, result: string): void => void steps.push({ step, how, result });

  const extras = line.modifiers.filter((modifier) => !modifier.negated && modifier.priceIncTax !== "0");
  const added = extras.map((modifier) => `${modifier.name} ${modifier.priceIncTax}`).join(" + ");
  if (line.unitPriceIncTax === null) {
    add("unit price without tax", sources[line.given], line.unitPriceExTax);
    add("unit price with tax", `${line.unitPriceExTax} × (1 + ${rates.toFixed()}); ${rateText}`, unit.toFixed());
  } else {
    const how = line.given === "site" && added ? `${sources.site} + ${added}` : sources[line.given];
    add("unit price with tax", how, line.unitPriceIncTax);
    add(
      "unit price without tax",
      `${line.unitPriceIncTax} ÷ (1 + ${rates.toFixed()}), six decimals; ${rateText}`,
      line.unitPriceExTax,
    );
  }
  let amount = unit.times(line.quantity);
  add("quantity", `${unit.toFixed()} × ${line.quantity}`, amount.toFixed());
  for (const [step, factor] of [
    ["line price_variation", line.priceVariation],
    ["order price_variation", order.priceVariation],
  ] as const) {
    if (factor === "1") continue;
    const before = amount;
    amount = amount.times(factor);
    add(step, `${before.toFixed()} × ${factor}`, amount.toFixed());
  }
  if (line.priceFixedVariation !== "0") {
    const before = amount;
    amount = amount.plus(line.priceFixedVariation);
    add("line price_fixed_variation", `${before.toFixed()} + ${line.priceFixedVariation}`, amount.toFixed());
  }
  const beforeShare = minor(line.totalIncTax - line.orderFixedShare);
  const { evenOut = minor(0) } = line;
  add("rounded", `${amount.toFixed()} half away from zero`, text(minor(beforeShare - evenOut)));
  if (evenOut !== 0) {
    const how = `${text(evenOut)} more, so that the parts of what was sold add up`;
    add("cents evened out", how, text(beforeShare));
  }
  if (order.priceFixedVariation !== "0") {
    add(
      "share of the order's price_fixed_variation",
      `of ${order.priceFixedVariation}, pro rata`,
      text(line.orderFixedShare),
    );
  }
  add("line total with tax", "what the customer pays for the line", text(line.totalIncTax));
  add(
    "line tax",
    `${text(line.totalIncTax)} − ${text(line.totalIncTax)} ÷ (1 + ${rates.toFixed()}), rounded`,
    text(line.totalTax),
  );
  if (line.taxes.length > 1) {
    line.taxes.forEach((tax, i) => add(tax.name, `share by rate ${tax.rate}`, text(line.taxAmounts[i]!)));
  }
  add("line total without tax", `${text(line.totalIncTax)} − ${text(line.totalTax)}`, text(totalExTax(line)));
  return steps;
};

const totalSteps = ({ totals, tipService }: Order, text: (amount: Minor) => string): Step[] => {
  const steps: Step[] = [
    { step: "total", how: "sum of the lines with tax", result: text(totals.total) },
    { step: "total tax", how: "sum of the lines' tax", result: text(totals.totalTax) },
  ];
  if (tipService) {
    const how =
      "percent" in tipService ? `${text(totals.total)} × ${tipService.percent} %, rounded` : "amount as given";
    steps.push({ step: "tip/service", how, result: text(totals.tipService) });
  }
  const payable = plus(totals.total, totals.tipService);
  steps.push({ step: "payable", how: "total + tip/service", result: text(payable) });
  steps.push({ step: "remaining", how: "payable − what the payments cover", result: text(totals.remaining) });
  return steps;
};

const paymentSteps = ({ payments, totals }: Order, text: (amount: Minor) => string): OrderExplained["payments"] => {
  let remaining = dec(totals.total).plus(totals.tipService);
  return payments.map((payment) => {
    const tipCounted = minor(payment.tip - payment.extraTip);
    remaining = remaining.minus(payment.amount).minus(tipCounted);
    const steps: Step[] = [{ step: "amount", how: payment.methodName, result: text(payment.amount) }];
    if (payment.tip !== 0) steps.push({ step: "tip", how: "as given", result: text(payment.tip) });
    if (totals.tipService !== 0) {
      const how = "its part of what is handed over, or its tip if that is more, up to what is owed";
      steps.push({ step: "towards tip/service", how, result: text(payment.tipService) });
      if (payment.tip !== 0)
        steps.push({ step: "ordinary tip", how: "the rest of the tip", result: text(payment.extraTip) });
    }
    steps.push({ step: "remaining", how: "after this payment", result: text(minor(Number(remaining.toFixed()))) });
    return { number: payment.number, steps };
  });
};
