import type { Catalogue } from "../../domain/catalogue/catalogue.ts";
import type { ProductId } from "../../domain/ids.ts";
import type { Line, Order, OrderOption } from "../../domain/order/order.ts";
import { clockText, momentText } from "./docket-times.ts";
import type { Docket, DocketCourse, DocketLine, DocketOption } from "./docket.ts";

export type DocketParts = Readonly<{
  kind: Exclude<Docket["kind"], "test">;
  order: Order;
  catalogue: Catalogue;
  station: string;
  docketNumber?: string | null;
  /**
   * The lines of `order` that this station has to hear of. What was chosen under a line is shown with it, whether it is
   * listed or not; when it is listed without the line above it, it stands for itself.
   */
  lineIds: readonly string[];
  /**
   * What was taken off the order: lines of the version before, lines of an earlier docket, or bare names. `removedFrom`
   * is the version before, for what was chosen under its lines.
   */
  removed?: readonly RemovedLine[];
  removedFrom?: Pick<Order, "lines" | "options">;
  /** When the docket is made, epoch milliseconds: times of another day are shown with their date. */
  at: number;
}>;

export type RemovedLine = Line | DocketLine | string;

/** The docket of one station, or null when there is nothing on it. On a "void" one every line is taken back. */
export const docketOf = (parts: DocketParts): Docket | null => {
  const { kind, order, catalogue, station, docketNumber = null, at } = parts;
  const courses = coursesOf([...shownLines(parts), ...removedLines(parts)]);
  if (courses.length === 0) return null;
  const customer = order.customer && `${order.customer.firstName} ${order.customer.lastName}`.trim();
  return {
    kind,
    station,
    site: catalogue.site(order.siteId)?.name ?? "",
    orderId: order.id,
    saleNumber: order.saleNumber,
    orderType: order.orderType,
    table: order.table,
    guests: order.guests,
    customer: customer || null,
    notes: order.notes,
    placed: momentText(order.placedAt, at, order.timezone) ?? clockText(order.createdAt, at, order.timezone),
    promised: momentText(order.fulfilAt, at, order.timezone),
    docketNumber,
    courses,
  };
};

/** A docket that shows that a printer works, with letters that not every printer has. */
export const testDocket = (station: string, site: string, printer: string): Docket => ({
  kind: "test",
  station,
  site,
  orderId: null,
  saleNumber: null,
  orderType: null,
  table: null,
  guests: null,
  customer: null,
  notes: `This printer is ${printer}. If you can read this, it works.`,
  placed: null,
  promised: null,
  docketNumber: null,
  courses: [
    {
      name: null,
      status: null,
      lines: [
        {
          ...plain("Crème brûlée, jalapeño, Gewürz, smørrebrød, 5 €"),
          modifiers: [
            { name: "with", negated: false },
            { name: "without", negated: true },
          ],
        },
      ],
    },
  ],
});

const plain = (name: string): DocketLine => ({
  lineId: "",
  change: null,
  quantity: "1",
  name,
  partOf: null,
  modifiers: [],
  options: [],
  notes: null,
});

/** A line with the course that it goes with. */
type Placed = Readonly<{ course: Pick<Line, "courseName" | "courseOrdinal" | "courseStatus">; line: DocketLine }>;

const NO_COURSE = { courseName: null, courseOrdinal: null, courseStatus: null } as const;

const shownLines = ({ kind, order, catalogue, lineIds }: DocketParts): Placed[] => {
  const listed = new Set(lineIds);
  const change = kind === "void" ? "remove" : kind === "changes" ? "add" : null;
  return heads(new LinesOf(order, catalogue), (line) => listed.has(line.lineId), change);
};

const removedLines = ({ order, catalogue, removed = [], removedFrom }: DocketParts): Placed[] => {
  const lines = removed.filter((line): line is Line => typeof line === "object" && "productId" in line);
  const listed = new Set(lines.map((line) => line.lineId));
  const known = new Map((removedFrom ?? order).lines.map((line) => [line.lineId, line]));
  for (const line of lines) known.set(line.lineId, line);
  const before = new LinesOf({ lines: [...known.values()], options: (removedFrom ?? order).options }, catalogue);
  return [
    ...heads(before, (line) => listed.has(line.lineId), "remove"),
    ...removed.flatMap((line): Placed[] => {
      if (typeof line === "string") return [{ course: NO_COURSE, line: { ...plain(line), change: "remove" } }];
      return "productId" in line ? [] : [{ course: NO_COURSE, line: { ...line, change: "remove" } }];
    }),
  ];
};

/** Lines that are listed, without those whose own product is: they are shown under it. */
const heads = (lines: LinesOf, isListed: (line: Line) => boolean, change: DocketLine["change"]): Placed[] =>
  lines.all.flatMap((line) => {
    if (!isListed(line)) return [];
    const above = lines.above(line.lineId);
    if (above.some((upper) => isListed(upper))) return [];
    const node = lines.node(line.lineId);
    // "no tomato" alone tells a station nothing
    if (above.length > 0 && node?.instructions === "No") return [];
    const [root = line] = above;
    return [{ course: root, line: lines.docketLine(line, change, above.length > 0 ? lines.nameOf(root) : null) }];
  });

/** The lines of an order with the tree that its options make of them. */
class LinesOf {
  readonly all: readonly Line[];
  private readonly catalogue: Catalogue;
  private readonly byId: ReadonlyMap<string, Line>;
  private readonly nodes = new Map<string, { option: OrderOption; above: readonly string[] }>();

  constructor({ lines, options }: Pick<Order, "lines" | "options">, catalogue: Catalogue) {
    this.all = [...lines].sort((a, b) => a.number - b.number);
    this.catalogue = catalogue;
    this.byId = new Map(lines.map((line) => [line.lineId, line]));
    this.note(options, []);
  }

  node(lineId: string): OrderOption | undefined {
    return this.nodes.get(lineId)?.option;
  }

  /** The lines that this one was chosen under, the ordered product first. */
  above(lineId: string): Line[] {
    return (this.nodes.get(lineId)?.above ?? []).flatMap((id) => this.byId.get(id) ?? []);
  }

  nameOf({ productId, name }: Pick<Line, "productId" | "name">): string {
    return this.docketName(productId, name);
  }

  docketLine(line: Line, change: DocketLine["change"], partOf: string | null): DocketLine {
    const node = this.node(line.lineId);
    return {
      lineId: line.lineId,
      change,
      quantity: line.quantity,
      name: this.nameOf(line),
      partOf,
      modifiers: line.modifiers.map(({ productId, name, negated }) => ({
        name: this.docketName(productId, name),
        negated,
      })),
      options: node ? this.under(node, 1) : [],
      notes: line.notes,
    };
  }

  private under(option: OrderOption, depth: number): DocketOption[] {
    return option.optionSets.flatMap(({ options }) =>
      options.flatMap((chosen) => [
        {
          depth,
          instruction: chosen.instructions,
          name: this.docketName(chosen.productId, chosen.name),
          notes: this.byId.get(chosen.lineId)?.notes ?? null,
        },
        ...this.under(chosen, depth + 1),
      ]),
    );
  }

  private docketName(productId: ProductId, name: string): string {
    return this.catalogue.product(productId)?.docketName || name;
  }

  private note(options: readonly OrderOption[], above: readonly string[]): void {
    for (const option of options) {
      this.nodes.set(option.lineId, { option, above });
      for (const set of option.optionSets) this.note(set.options, [...above, option.lineId]);
    }
  }
}

/** Lines by course: those of none first, then by ordinal, then courses that have only a name. Lines keep their order. */
const coursesOf = (placed: readonly Placed[]): DocketCourse[] => {
  const groups = new Map<string, { rank: number; course: DocketCourse; lines: DocketLine[] }>();
  for (const { course, line } of placed) {
    const { courseName, courseOrdinal, courseStatus } = course;
    const name = courseName || (courseOrdinal === null ? null : `Course ${courseOrdinal}`);
    const key = JSON.stringify([name, courseOrdinal]);
    const status = courseStatus === "no status" ? null : courseStatus;
    const rank = name === null ? -Infinity : (courseOrdinal ?? Infinity);
    const group = groups.get(key) ?? { rank, course: { name, status, lines: [] }, lines: [] };
    group.lines.push(line);
    groups.set(key, { ...group, course: { ...group.course, status: group.course.status ?? status } });
  }
  return [...groups.values()]
    .sort((a, b) => (a.rank === b.rank ? 0 : a.rank - b.rank))
    .map(({ course, lines }) => ({ ...course, lines }));
};
