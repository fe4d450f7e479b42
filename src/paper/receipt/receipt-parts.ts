import { amountText, priceText } from "../amounts.ts";
import type { InvoiceLine } from "../invoice.ts";
import type { RollPart } from "../roll-parts.ts";
import type { Receipt } from "./receipt.ts";

/** A receipt from top to bottom. */
export const receiptParts = (receipt: Receipt): RollPart[] => [
  ...sellerParts(receipt),
  { kind: "rule" },
  ...factParts(receipt),
  { kind: "rule" },
  ...receipt.lines.flatMap((line) => lineParts(line, receipt.currency)),
  { kind: "rule" },
  ...totalParts(receipt),
  ...paymentParts(receipt),
  { kind: "rule" },
  ...texts("centered", receipt.footer),
  { kind: "sale_id", id: receipt.saleId },
];

const texts = (kind: "centered" | "text", ...given: (string | undefined)[]): RollPart[] =>
  given
    .filter((text): text is string => text !== undefined && text.trim() !== "")
    .map((text) => (kind === "text" ? { kind, text, depth: 0 } : { kind, text, tone: "plain" }));

const pair = (label: string, right: string, tone: "plain" | "sum" | "total" = "plain"): RollPart => ({
  kind: "pair",
  label,
  right,
  tone,
  depth: 0,
});

const sellerParts = ({ seller, site, title, refundOf }: Receipt): RollPart[] => {
  const { tradingName, businessNumber, address, phone, email, website } = seller;
  const refunded = refundOf && [refundOf.saleNumber, refundOf.saleId && `(${refundOf.saleId})`];
  return [
    { kind: "centered", text: tradingName, tone: "name" },
    ...texts("centered", site === tradingName ? undefined : site),
    ...texts("centered", businessNumber && `${businessNumber.label} ${businessNumber.value}`),
    ...texts("centered", ...address, phone, email, website),
    { kind: "centered", text: title, tone: "title" },
    ...texts("centered", refunded && `of sale ${refunded.filter(Boolean).join(" ")}`),
  ];
};

const factParts = (receipt: Receipt): RollPart[] => {
  const { saleNumber, issueDate, orderType, table, guests, register, staff, customer, notes } = receipt;
  const guestsText = guests && `${guests} ${guests === "1" ? "guest" : "guests"}`;
  return [
    pair(`Sale ${saleNumber}`, issueDate),
    ...texts("text", [orderType, table && `Table ${table}`, guestsText].filter(Boolean).join(", ")),
    ...texts("text", staff && `Served by ${staff}`, register, customer?.name, ...(customer?.details ?? []), notes),
  ];
};

const lineParts = (line: InvoiceLine, currency: string): RollPart[] => {
  const amount = (value: InvoiceLine["total"]): string => amountText(value, currency);
  const { quantity, name, unitPrice, total, depth } = line;
  const [instruction] = line.instructions;
  const many = quantity !== "1";
  const spoken = instruction ? `${instruction.kind === "On Side" ? "On side:" : instruction.kind} ${name}` : name;
  // an option that costs nothing shows no amount
  const right = depth > 0 && total === 0 && unitPrice === undefined ? "" : amount(total);
  const detail = (text: string): RollPart => ({ kind: "text", text, depth: depth + 1 });
  const priced = (value: InvoiceLine["total"] | undefined): string => (value ? ` (${amount(value)})` : "");
  return [
    {
      kind: "pair",
      label: many ? `${quantity} x ${spoken}` : spoken,
      right,
      tone: depth > 0 ? "plain" : "item",
      depth,
    },
    ...(many && unitPrice !== undefined ? [detail(`at ${amount(unitPrice)} each`)] : []),
    ...line.modifiers.map((each) => detail(`${each.negated ? "No" : "+"} ${each.name}${priced(each.price)}`)),
    ...line.adjustments.map((each) => detail(`${each.label}${priced(each.amount)}`)),
    ...(line.notes ? [detail(line.notes)] : []),
  ];
};

const totalParts = ({ variations, totals, currency }: Receipt): RollPart[] => {
  const amount = (value: InvoiceLine["total"]): string => amountText(value, currency);
  return [
    ...variations.map((each) => pair(each.label, amount(each.amount))),
    pair("Subtotal without tax", amount(totals.subtotalExTax)),
    ...totals.taxes.map(({ name, rate, net, tax }) => pair(`${name} ${rate} on ${amount(net)}`, amount(tax))),
    pair("TOTAL", priceText(totals.totalIncTax, currency), "total"),
    ...(totals.tip ? [pair(totals.tip.label, amount(totals.tip.amount))] : []),
  ];
};

const paymentParts = ({ payments, change, overpaid, balance, currency }: Receipt): RollPart[] => {
  const parts = payments.flatMap(({ method, ref, amount, tip }) => [
    pair(ref ? `${method} ${ref}` : method, amountText(amount, currency)),
    ...(tip ? [pair("  with a tip of", amountText(tip, currency))] : []),
  ]);
  if (change !== undefined) parts.push(pair("Change", amountText(change, currency), "sum"));
  if (overpaid !== undefined) parts.push(pair("Paid too much", amountText(overpaid, currency), "sum"));
  if (balance !== undefined) parts.push(pair("Balance due", priceText(balance, currency), "sum"));
  return parts;
};
