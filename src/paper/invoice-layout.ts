import type { Invoice, InvoiceLine } from "./invoice.ts";
import { amountText, priceText } from "./amounts.ts";
import { Frame, type PrintStyle } from "./frame.ts";
import { Tag } from "./pdf-canvas.ts";
import { Pages } from "./pages.ts";
import type { TextSetter } from "./text-lines.ts";

/** A4 in points. */
export const PAGE = { width: 595.28, height: 841.89 } as const;
const MARGIN = 48;
export const LEFT = MARGIN;
export const RIGHT = PAGE.width - MARGIN;
export const WIDTH = RIGHT - LEFT;
const AREA = { top: 46, bottom: PAGE.height - 62 };
/** A line of the order with all that belongs to it stays on one page up to this height. */
const KEEP_LINE = (AREA.bottom - AREA.top) * 0.5;

export const INK = "#16191d";
export const MUTED = "#5a636d";
const HAIRLINE = "#d5dae0";
const STRONG_LINE = "#16191d";

const style = (size: number, lineHeight: number, more: Partial<PrintStyle> = {}): PrintStyle => ({
  size,
  lineHeight,
  weight: "regular",
  color: INK,
  ...more,
});

const STYLES = {
  seller: style(15, 19, { weight: "strong" }),
  title: style(19, 24, { weight: "strong" }),
  contact: style(8.5, 12, { color: MUTED }),
  reference: style(9, 13),
  label: style(7.25, 10.5, { color: MUTED }),
  value: style(9, 12.5),
  customer: style(9.5, 13.5, { weight: "strong" }),
  head: style(7.5, 11, { color: MUTED, weight: "strong" }),
  item: style(9.25, 13, { weight: "strong" }),
  nested: style(8.75, 12.5),
  cell: style(9.25, 13, { tabular: true }),
  faint: style(8.25, 13, { tabular: true, color: MUTED }),
  detail: style(8.25, 11.5, { color: MUTED }),
  detailFigure: style(8.25, 11.5, { color: MUTED, tabular: true }),
  sum: style(9.25, 15, {}),
  sumFigure: style(9.25, 15, { tabular: true }),
  total: style(12.5, 20, { weight: "strong" }),
  totalFigure: style(12.5, 20, { weight: "strong", tabular: true }),
  due: style(9.25, 15, { weight: "strong" }),
  dueFigure: style(9.25, 15, { weight: "strong", tabular: true }),
  footer: style(8.5, 12.5, { color: MUTED }),
} as const;

/** A logo with its size in pixels, as pdfkit opened it. */
export interface OpenedLogo {
  readonly width: number;
  readonly height: number;
  /** Draws it in a rectangle given in points. */
  readonly draw: (x: number, y: number, width: number, height: number) => void;
}

/** Lays out the whole invoice. Nothing is drawn yet, so that it can be done again when a font was missing. */
export const layOutInvoice = (invoice: Invoice, setter: TextSetter, logo: OpenedLogo | undefined): Pages => {
  const root = new Tag("Document");
  const pages = new Pages(AREA);
  pages.place([header(invoice, setter, root, logo)], 0);
  const facts = factsFrame(invoice, setter, root);
  if (facts.height > 0) pages.place([facts], 14);
  if (given(invoice.notes)) pages.place([notesFrame(invoice.notes, setter, root)], 12);
  placeLines(invoice, setter, root, pages);
  const totals = totalsFrame(invoice, setter, root);
  const footer = footerFrame(invoice, setter, root);
  // closing words alone on a last page would look lost: short ones stay with the totals
  if (footer.height <= 140) pages.place([totals, footer], 12);
  else {
    pages.place([totals], 12);
    pages.place([footer], 0);
  }
  return pages;
};

const footerFrame = (invoice: Invoice, setter: TextSetter, root: Tag): Frame => {
  const frame = new Frame(setter);
  if (!given(invoice.footer)) return frame;
  const box = { x: LEFT + 50, y: 28, width: WIDTH - 100, align: "center", tag: new Tag("P", root) } as const;
  frame.text(invoice.footer, STYLES.footer, box);
  return frame;
};

const given = (text: string | undefined): text is string => text !== undefined && text.trim() !== "";

const header = (invoice: Invoice, setter: TextSetter, root: Tag, logo: OpenedLogo | undefined): Frame => {
  const frame = new Frame(setter);
  const { seller } = invoice;
  // a long title is set smaller before it takes room from the seller
  const long = setter.widthOf(invoice.title, STYLES.title) > 190;
  const titleStyle = long ? { ...STYLES.title, size: 16 } : STYLES.title;
  const rightWidth = Math.min(280, Math.max(170, setter.widthOf(invoice.title, titleStyle) + 1));
  const section = new Tag("Sect", root);
  let left = 0;
  let textX = LEFT;
  if (logo !== undefined) {
    const scale = Math.min(150 / logo.width, 56 / logo.height, 1);
    const [width, height] = [logo.width * scale, logo.height * scale];
    const figure = new Tag("Figure", section, seller.tradingName || "Logo");
    frame.add(0, (canvas, y) => canvas.tagged(figure, () => logo.draw(LEFT, y, width, height)));
    frame.reach(height);
    // the name stands beside a compact logo and under a wide one
    if (width <= 72) textX = LEFT + width + 14;
    else left = height + 10;
  }
  if (left === 0) left = 3.5; // puts the name on the baseline of the title
  const leftWidth = RIGHT - rightWidth - 24 - textX;
  const paragraph = (text: string, printStyle: PrintStyle): void => {
    if (!given(text)) return;
    left = frame.text(text, printStyle, { x: textX, y: left, width: leftWidth, tag: new Tag("P", section) });
  };
  paragraph(seller.tradingName, STYLES.seller);
  left += 3;
  const number = seller.businessNumber;
  if (number !== undefined && given(number.value)) paragraph(`${number.label} ${number.value}`.trim(), STYLES.contact);
  for (const line of seller.address) paragraph(line, STYLES.contact);
  const contacts = [seller.phone, seller.email, seller.website].filter(given);
  for (const line of packed(contacts, leftWidth, STYLES.contact, setter)) paragraph(line, STYLES.contact);

  let right = 0;
  const x = RIGHT - rightWidth;
  const aligned = (text: string, printStyle: PrintStyle, tag: Tag): void => {
    if (given(text)) right = frame.text(text, printStyle, { x, y: right, width: rightWidth, align: "right", tag });
  };
  aligned(invoice.title, titleStyle, new Tag("H1", root));
  right += 2;
  const references = new Tag("Sect", root);
  if (given(invoice.saleNumber)) aligned(`No. ${invoice.saleNumber}`, STYLES.reference, new Tag("P", references));
  aligned(invoice.issueDate, STYLES.reference, new Tag("P", references));
  const refunded = refundText(invoice);
  if (given(refunded)) aligned(refunded, { ...STYLES.reference, color: MUTED }, new Tag("P", references));
  frame.reach(Math.max(left, right));
  return frame;
};

/** Joins texts with dots into as few lines as they need. */
const packed = (texts: readonly string[], width: number, printStyle: PrintStyle, setter: TextSetter): string[] => {
  const lines: string[] = [];
  for (const text of texts) {
    const longer = lines.length === 0 ? text : `${lines.at(-1)}  \u00b7  ${text}`;
    if (lines.length > 0 && setter.widthOf(longer, printStyle) <= width) lines[lines.length - 1] = longer;
    else lines.push(text);
  }
  return lines;
};

const refundText = ({ refundOf }: Invoice): string => {
  if (refundOf === undefined) return "";
  const { saleNumber, saleId } = refundOf;
  if (!given(saleNumber)) return given(saleId) ? `Refund of sale ${saleId}` : "";
  return `Refund of sale ${saleNumber}${given(saleId) ? ` (${saleId})` : ""}`;
};

/** The customer and the facts of the sale, under a rule. */
const factsFrame = (invoice: Invoice, setter: TextSetter, root: Tag): Frame => {
  const frame = new Frame(setter);
  const facts: (readonly [string, string | undefined])[] = [
    ["Sale ID", invoice.saleId],
    ["Order type", invoice.orderType],
    ["Guests", invoice.guests],
    ["Site", invoice.site],
    ["Register", invoice.register],
    ["Served by", invoice.staff],
  ];
  const { customer } = invoice;
  const named = customer !== undefined && (given(customer.name) || customer.details.some(given));
  const shown = facts.filter(([, value]) => given(value));
  if (!named && shown.length === 0) return frame;
  frame.rule(LEFT, 0, WIDTH, HAIRLINE);
  const top = 12;
  const customerWidth = named ? 190 : 0;
  if (named) {
    const section = new Tag("Sect", root);
    const box = { x: LEFT, width: customerWidth - 20 };
    let y = frame.text("Billed to", STYLES.label, { ...box, y: top, tag: new Tag("P", section) });
    y = frame.text(customer.name, STYLES.customer, { ...box, y, tag: new Tag("P", section) });
    for (const line of customer.details) {
      y = frame.text(line, STYLES.contact, { ...box, y, tag: new Tag("P", section) });
    }
  }
  const section = new Tag("Sect", root);
  const columns = named ? 3 : Math.min(6, Math.max(3, shown.length));
  const column = (WIDTH - customerWidth) / columns;
  let rowTop = top;
  for (let start = 0; start < shown.length; start += columns) {
    let bottom = rowTop;
    shown.slice(start, start + columns).forEach(([label, value], i) => {
      const box = { x: LEFT + customerWidth + i * column, width: column - 10, tag: new Tag("P", section) };
      const y = frame.text(label, STYLES.label, { ...box, y: rowTop });
      bottom = Math.max(bottom, frame.text(value!, STYLES.value, { ...box, y }));
    });
    rowTop = bottom + 8;
  }
  return frame;
};

const notesFrame = (notes: string, setter: TextSetter, root: Tag): Frame => {
  const frame = new Frame(setter);
  const section = new Tag("Sect", root);
  const y = frame.text("Order notes", STYLES.label, { x: LEFT, y: 0, width: WIDTH, tag: new Tag("P", section) });
  frame.text(notes, STYLES.value, { x: LEFT, y, width: WIDTH, tag: new Tag("P", section) });
  return frame;
};

interface Column {
  readonly x: number;
  readonly width: number;
}

interface Columns {
  readonly number: Column;
  readonly quantity: Column;
  readonly item: Column;
  readonly unit: Column;
  readonly tax: Column;
  readonly amount: Column;
}

/** Columns as wide as what stands in them, within limits; the name gets the rest. */
const columnsOf = (invoice: Invoice, setter: TextSetter): Columns => {
  const { lines, currency } = invoice;
  const widest = (texts: readonly string[], printStyle: PrintStyle, least: number, most: number): number => {
    let width = least;
    // a longer text is the wider one for figures, and close enough for the rest: measuring all would cost more
    const longest = [...new Set(texts)].sort((a, b) => b.length - a.length).slice(0, 12);
    for (const text of longest) width = Math.max(width, setter.widthOf(text, printStyle));
    return Math.min(most, Math.ceil(width));
  };
  const amounts = lines.map((line) => amountText(line.total, currency));
  const units = lines.flatMap((line) => [
    ...(line.unitPrice === undefined ? [] : [amountText(line.unitPrice, currency)]),
    ...line.adjustments.map((adjustment) => amountText(adjustment.amount, currency)),
  ]);
  const gap = 14;
  const amount = widest(amounts, STYLES.cell, setter.widthOf(`Amount (${currency})`, STYLES.head), 120);
  const labels = lines.map((line) => line.taxLabel ?? "").filter(given);
  const tax = labels.length === 0 ? 0 : widest(labels, STYLES.faint, 24, 64);
  const unit = units.length === 0 ? 0 : widest(units, STYLES.cell, setter.widthOf("Unit price", STYLES.head), 110);
  const numbers = lines.map((line) => line.number).filter(given);
  const number = numbers.length === 0 ? 0 : widest(numbers, STYLES.faint, 8, 40);
  const quantity = widest(
    lines.map((line) => line.quantity),
    STYLES.cell,
    setter.widthOf("Qty", STYLES.head),
    62,
  );
  const amountX = RIGHT - amount;
  const taxX = amountX - (tax > 0 ? gap + tax : 0);
  const unitX = taxX - (unit > 0 ? gap + unit : 0);
  const quantityX = LEFT + (number > 0 ? number + 9 : 0);
  const itemX = quantityX + quantity + 12;
  return {
    number: { x: LEFT, width: number },
    quantity: { x: quantityX, width: quantity },
    item: { x: itemX, width: unitX - gap - itemX },
    unit: { x: unitX, width: unit },
    tax: { x: taxX, width: tax },
    amount: { x: amountX, width: amount },
  };
};

const placeLines = (invoice: Invoice, setter: TextSetter, root: Tag, pages: Pages): void => {
  const columns = columnsOf(invoice, setter);
  const table = new Tag("Table", root);
  const head = tableHead(invoice, columns, setter, table);
  let group: Frame[] = [];
  let first = true;
  const begin = (firstRow: number): void => {
    first = false;
    // a head on a further page is decoration: readers have met it once
    pages.beginTable(head, tableHead(invoice, columns, setter, undefined), 18, firstRow > KEEP_LINE ? 90 : firstRow);
  };
  const flush = (): void => {
    if (group.length === 0) return;
    if (first) begin(group.reduce((sum, frame) => sum + frame.height, 0));
    pages.place(group, 0, KEEP_LINE);
    group = [];
  };
  invoice.lines.forEach((line, i) => {
    if (line.depth === 0) flush();
    const ends = (invoice.lines[i + 1]?.depth ?? 0) === 0;
    group.push(lineFrame(invoice, line, columns, setter, table, ends));
  });
  flush();
  if (first) begin(0);
  pages.endTable();
};

/** The head of the table. Without a table it is drawn as decoration. */
const tableHead = (invoice: Invoice, columns: Columns, setter: TextSetter, table: Tag | undefined): Frame => {
  const content = new Frame(setter);
  const row = new Tag("TR", table ?? new Tag("Document"));
  const cell = (text: string, column: Column, align: "left" | "right"): void => {
    if (column.width > 0) {
      content.text(text, STYLES.head, { ...column, y: 0, align, tag: new Tag("TH", row) });
    }
  };
  cell("Qty", columns.quantity, "right");
  cell("Item", columns.item, "left");
  cell("Unit price", columns.unit, "right");
  cell("Tax", columns.tax, "right");
  cell(`Amount (${invoice.currency})`, columns.amount, "right");
  const frame = new Frame(setter);
  frame.add(0, (canvas, y) =>
    table === undefined ? canvas.artifact(() => content.draw(canvas, y)) : content.draw(canvas, y),
  );
  frame.rule(LEFT, content.height + 4, WIDTH, STRONG_LINE, 0.8);
  frame.reach(content.height + 5);
  return frame;
};

const lineFrame = (
  invoice: Invoice,
  line: InvoiceLine,
  columns: Columns,
  setter: TextSetter,
  table: Tag,
  ends: boolean,
): Frame => {
  const { currency } = invoice;
  const frame = new Frame(setter);
  const nested = line.depth > 0;
  const row = new Tag("TR", table);
  const indent = Math.min(line.depth, 6) * 12;
  const item = { x: columns.item.x + indent, width: columns.item.width - indent };
  const top = nested ? 1 : 5.5;
  const name = nested ? STYLES.nested : STYLES.item;
  const figures = nested ? { ...STYLES.faint, lineHeight: name.lineHeight } : STYLES.cell;
  const cell = (): Tag => new Tag("TD", row);
  let deepest = top;
  const reach = (y: number): void => void (deepest = Math.max(deepest, y));

  if (given(line.number)) {
    const faint = { ...STYLES.faint, lineHeight: name.lineHeight };
    reach(frame.text(line.number, faint, { ...columns.number, y: top, tag: cell() }));
  }
  reach(frame.text(line.quantity, figures, { ...columns.quantity, y: top, align: "right", tag: cell() }));

  const itemCell = cell();
  let y = frame.text(line.name, name, { ...item, y: top, tag: itemCell });
  for (const detail of detailsOf(line, currency)) {
    y = frame.text(detail, STYLES.detail, { ...item, y, tag: itemCell });
  }
  for (const adjustment of line.adjustments) {
    const below = frame.text(adjustment.label, STYLES.detail, { ...item, y, tag: itemCell });
    frame.figure(amountText(adjustment.amount, currency), STYLES.detailFigure, { ...columns.unit, y, tag: itemCell });
    y = Math.max(below, y + STYLES.detail.lineHeight);
  }
  if (given(line.notes)) y = frame.text(line.notes, STYLES.detail, { ...item, y: y + 1, tag: itemCell });
  reach(y);

  const unitCell = cell();
  if (line.unitPrice !== undefined) {
    frame.figure(amountText(line.unitPrice, currency), figures, { ...columns.unit, y: top, tag: unitCell });
  }
  const taxStyle = { ...STYLES.faint, lineHeight: name.lineHeight };
  const taxCell = cell();
  // an option that costs nothing shows neither an amount nor its tax
  const priced = !nested || line.total !== 0 || line.unitPrice !== undefined;
  if (priced && given(line.taxLabel)) {
    reach(frame.text(line.taxLabel, taxStyle, { ...columns.tax, y: top, align: "right", tag: taxCell }));
  }
  if (priced) {
    frame.figure(amountText(line.total, currency), figures, { ...columns.amount, y: top, tag: cell() });
  }
  if (ends) {
    frame.rule(LEFT, deepest + 5, WIDTH, HAIRLINE);
    frame.reach(deepest + 5.5);
  } else {
    frame.reach(deepest + 1);
  }
  return frame;
};

const detailsOf = (line: InvoiceLine, currency: string): string[] => [
  ...(given(line.sku) ? [`SKU ${line.sku}`] : []),
  ...line.modifiers.map(({ name, negated, price }) => {
    const amount = price === undefined || price === 0 ? "" : ` (${price > 0 ? "+" : ""}${amountText(price, currency)})`;
    return `${negated ? "No " : "+ "}${name}${amount}`;
  }),
  ...line.instructions.map(({ kind, name }) => (kind === "On Side" ? `On side: ${name}` : `${kind} ${name}`)),
];

/** Sums on the right, payments on the left: kept on one page. */
const totalsFrame = (invoice: Invoice, setter: TextSetter, root: Tag): Frame => {
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
