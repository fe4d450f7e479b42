import type { Invoice } from "./invoice.ts";
import { Frame, type PrintStyle } from "./frame.ts";
import { HAIRLINE, LEFT, MUTED, type OpenedLogo, RIGHT, STYLES, WIDTH, given } from "./invoice-page.ts";
import { Tag } from "./pdf-canvas.ts";
import type { TextSetter } from "./text-lines.ts";

/** Who sells, and what paper this is. */
export const header = (invoice: Invoice, setter: TextSetter, root: Tag, logo: OpenedLogo | undefined): Frame => {
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
export const factsFrame = (invoice: Invoice, setter: TextSetter, root: Tag): Frame => {
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

export const notesFrame = (notes: string, setter: TextSetter, root: Tag): Frame => {
  const frame = new Frame(setter);
  const section = new Tag("Sect", root);
  const y = frame.text("Order notes", STYLES.label, { x: LEFT, y: 0, width: WIDTH, tag: new Tag("P", section) });
  frame.text(notes, STYLES.value, { x: LEFT, y, width: WIDTH, tag: new Tag("P", section) });
  return frame;
};
