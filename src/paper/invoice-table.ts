import { amountText } from "./amounts.ts";
import { Frame, type PrintStyle } from "./frame.ts";
import type { Invoice, InvoiceLine } from "./invoice.ts";
import { HAIRLINE, KEEP_LINE, LEFT, RIGHT, STRONG_LINE, STYLES, WIDTH, given } from "./invoice-page.ts";
import type { Pages } from "./pages.ts";
import { Tag } from "./pdf-canvas.ts";
import type { TextSetter } from "./text-lines.ts";

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

/** The lines of the order as a table that goes on over pages. */
export const placeLines = (invoice: Invoice, setter: TextSetter, root: Tag, pages: Pages): void => {
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
