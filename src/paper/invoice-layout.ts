import type { Invoice } from "./invoice.ts";
import { Frame } from "./frame.ts";
import { factsFrame, header, notesFrame } from "./invoice-head.ts";
import { AREA, LEFT, type OpenedLogo, STYLES, WIDTH, given } from "./invoice-page.ts";
import { placeLines } from "./invoice-table.ts";
import { totalsFrame } from "./invoice-totals.ts";
import { Tag } from "./pdf-canvas.ts";
import { Pages } from "./pages.ts";
import type { TextSetter } from "./text-lines.ts";

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
