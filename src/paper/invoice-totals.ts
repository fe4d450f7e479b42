import { amountText, priceText } from "./amounts.ts";
import { Frame, type PrintStyle } from "./frame.ts";
import type { Invoice } from "./invoice.ts";
import { HAIRLINE, LEFT, MUTED, RIGHT, STRONG_LINE, STYLES, WIDTH, given } from "./invoice-page.ts";
import { Tag } from "./pdf-canvas.ts";
import type { TextSetter } from "./text-lines.ts";

/** Sums on the right, payments on the left: kept on one page. */
export const totalsFrame = (invoice: Invoice, setter: TextSetter, root: Tag): Frame => {
  const frame = new Frame(setter);
  paymentsColumn(invoice, frame, new Tag("Sect", root));
  const { totals, currency } = invoice;
  const width = 264;
  const x = RIGHT - width;
  const section = new Tag("Sect", root);
  let y = 0;
  const row = (label: string, figure: string, labelStyle: PrintStyle, figureStyle: PrintStyle): void => {
    const figureWidth = Math.min(150, Math.max(70, setter.widthOf(figure, figureStyle)));
    const tag = new Tag("P", section);
    const below = frame.text(label, labelStyle, { x, y, width: width - figureWidth - 12, tag });
    frame.figure(figure, figureStyle, { x: RIGHT - figureWidth, y, width: figureWidth, tag });
    y = Math.max(below, y + figureStyle.lineHeight);
  };
  const muted = { ...STYLES.sum, color: MUTED };
  for (const variation of invoice.variations) {
    row(variation.label, amountText(variation.amount, currency), muted, STYLES.sumFigure);
  }
  row("Subtotal (ex. tax)", amountText(totals.subtotalExTax, currency), muted, STYLES.sumFigure);
  for (const tax of totals.taxes) {
    const label = `${[tax.name, tax.rate].filter(given).join(" ")} on ${amountText(tax.net, currency)}`;
    row(label, amountText(tax.tax, currency), muted, STYLES.sumFigure);
  }
  y += 5;
  frame.rule(x, y, width, STRONG_LINE, 0.8);
  y += 5;
  row("Total (inc. tax)", priceText(totals.totalIncTax, currency), STYLES.total, STYLES.totalFigure);
  const after: (() => void)[] = [];
  const { tip } = totals;
  if (tip !== undefined) after.push(() => row(tip.label, amountText(tip.amount, currency), muted, STYLES.sumFigure));
  const { change, balance } = invoice;
  if (change !== undefined && change !== 0) {
    after.push(() => row("Change given", amountText(change, currency), muted, STYLES.sumFigure));
  }
  if (balance !== undefined) {
    after.push(() => row("Balance due", priceText(balance, currency), STYLES.due, STYLES.dueFigure));
  }
  if (after.length > 0) {
    y += 3;
    frame.rule(x, y, width, HAIRLINE);
    y += 4;
    for (const draw of after) draw();
  }
  return frame;
};

const paymentsColumn = (invoice: Invoice, frame: Frame, section: Tag): void => {
  const { payments, currency } = invoice;
  if (payments.length === 0) return;
  const width = WIDTH - 264 - 36;
  const figureWidth = 92;
  let y = frame.text("Payments", STYLES.label, { x: LEFT, y: 2, width, tag: new Tag("P", section) }) + 2;
  for (const payment of payments) {
    const tag = new Tag("P", section);
    const box = { x: LEFT, width: width - figureWidth - 8, tag };
    const figure = { x: LEFT + width - figureWidth, width: figureWidth, tag };
    const below = frame.text(payment.method, STYLES.value, { ...box, y });
    frame.figure(amountText(payment.amount, currency), { ...STYLES.value, tabular: true }, { ...figure, y });
    y = Math.max(below, y + STYLES.value.lineHeight);
    if (payment.tip !== undefined && payment.tip !== 0) {
      frame.text("Tip", STYLES.detail, { ...box, y });
      frame.figure(amountText(payment.tip, currency), STYLES.detailFigure, { ...figure, y });
      y += STYLES.detail.lineHeight;
    }
    const about = [payment.ref, payment.date].filter(given).join("  \u00b7  ");
    if (given(about)) y = frame.text(about, STYLES.detail, { ...box, width, y });
    y += 5;
  }
  frame.reach(y);
};
