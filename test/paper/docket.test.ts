import { expect, test } from "vitest";
import { catalogue } from "../domain/menu.ts";
import { type DocketParts, docketOf, testDocket } from "../../src/paper/docket/docket-of.ts";
import type { Docket } from "../../src/paper/docket/docket.ts";
import { parseEscPos, type PageRow, type TextLine } from "../../src/paper/escpos/parse.ts";
import { renderText } from "../../src/paper/escpos/render-text.ts";
import { renderEscPos } from "../../src/paper/escpos/render.ts";
import { idOf, tableOfFour } from "./docket-orders.ts";

const all = tableOfFour.lines.map((line) => line.lineId);

const parts = (more: Partial<DocketParts> = {}): DocketParts => ({
  kind: "docket",
  order: tableOfFour,
  catalogue,
  station: "Kitchen",
  docketNumber: "17",
  lineIds: all,
  at: tableOfFour.createdAt,
  ...more,
});

const docket = (more: Partial<DocketParts> = {}): Docket => {
  const made = docketOf(parts(more));
  if (!made) throw new Error("nothing on the docket");
  return made;
};

const names = ({ courses }: Docket): unknown[] =>
  courses.map(({ name, lines }) => [name, ...lines.map((line) => `${line.change ?? "make"} ${line.name}`)]);

/** A table: the docket, then what stands on the paper. */
const cases: readonly (readonly [string, () => readonly string[], string])[] = [
  [
    "a first docket, by course, with modifiers, options to any depth and notes",
    () => renderText(docket(), { columns: 42 }),
    `
Kitchen
Table 12
Dine in, 4 guests                   #10482
Placed 09:13                     Docket 17
Due Thu 16 Nov 12:30
==========================================
! Nut allergy at seat 2
------------------------------------------
2x LB
    +SHOT
    NO Sugar
    >> extra hot
1x DEAL
    + CHK B
      EXTRA Cheddar
      NO Onion
      ON SIDE Pickles
        >> sliced
    + SPF
    + FW
      + OAT

             Entree (called)
------------------------------------------
3x CHIPS

             Mains (pending)
------------------------------------------
1x Crab linguine
    >> no chilli
0.5x Milk 2L
==========================================
Brindle & Tram Fitzroy          Order 1001`,
  ],
  [
    "what was added and taken off since",
    () =>
      renderText(
        docket({
          kind: "changes",
          lineIds: [idOf("Hot chips")],
          removed: [tableOfFour.lines[1]!, "Tea towel"],
        }),
        { columns: 32 },
      ),
    `
            CHANGES
Kitchen
Table 12
Dine in, 4 guests         #10482
Placed 09:13           Docket 17
Due Thu 16 Nov 12:30
================================
! Nut allergy at seat 2
--------------------------------
VOID 2x LB
    +SHOT
    NO Sugar
    >> extra hot
VOID 1x Tea
     towel

        Entree (called)
--------------------------------
ADD 3x CHIPS
================================
Brindle & Tram        Order 1001
Fitzroy`,
  ],
  [
    "an order that is not to be made, printed again after an attempt that nobody knows the end of",
    () =>
      renderText(docket({ kind: "void", lineIds: [idOf("Crab linguine")] }), {
        columns: 48,
        reprint: true,
        maybeTwice: true,
      }),
    `
                      VOID
                    REPRINT
               MAY BE A DUPLICATE
Kitchen
Table 12
Dine in, 4 guests                         #10482
Placed 09:13                           Docket 17
Due Thu 16 Nov 12:30
================================================
! Nut allergy at seat 2
------------------------------------------------
                Mains (pending)
------------------------------------------------
VOID 1x Crab linguine
    >> no chilli
================================================
Brindle & Tram Fitzroy                Order 1001
                      VOID`,
  ],
  [
    "a test of the printer",
    () => renderText(testDocket("Bar", "Fitzroy", "Bar printer"), { columns: 32 }),
    `
              TEST
Bar
================================
! This printer is Bar printer.
  If you can read this, it
  works.
--------------------------------
1x Crème brûlée,
   jalapeño,
   Gewürz,
   smørrebrød, 5
   €
    + with
    NO without
================================
Fitzroy`,
  ],
];

test.each(cases)("KP-08 on paper: %s", (_, printed, expected) => {
  expect(printed().join("\n")).toBe(expected.slice(1));
});

test("KP-08 a station gets its own lines; what was chosen under a line comes with it", () => {
  const bar = docket({ lineIds: [idOf("Long black"), idOf("Flat white"), idOf("Oat milk"), idOf("Onion")] });
  expect(names(bar)).toEqual([[null, "make LB", "make FW"]]);
  const [, coffee] = bar.courses[0]!.lines;
  // the deal itself is not this station's
  expect(coffee).toMatchObject({ partOf: "DEAL", options: [{ depth: 1, name: "OAT", instruction: null }] });
  expect(renderText(bar, { columns: 48 })).toContain("    for DEAL");

  const kitchen = docket({ lineIds: [idOf("Meal deal")] });
  expect(kitchen.courses[0]!.lines).toHaveLength(1);
  expect(kitchen.courses[0]!.lines[0]!.options.map(({ depth, name }) => `${depth} ${name}`)).toEqual([
    "1 CHK B",
    "2 Cheddar",
    "2 Onion",
    "2 Pickles",
    "1 SPF",
    "1 FW",
    "2 OAT",
  ]);
  // "no onion" alone is nothing to make
  expect(docketOf(parts({ lineIds: [idOf("Onion")] }))).toBeNull();
});

test("KP-08 what was taken off is shown from whatever is known of it", () => {
  const without = { ...tableOfFour, lines: tableOfFour.lines.slice(0, 2), options: [] };
  const deal = tableOfFour.lines.filter((line) => line.optionSet !== null);
  const known = docket({ order: without, kind: "changes", lineIds: [], removed: deal, removedFrom: tableOfFour });
  expect(names(known)).toEqual([[null, "remove DEAL"]]);
  expect(known.courses[0]!.lines[0]!.options).toHaveLength(7);

  const printedBefore = docket({ lineIds: [idOf("Hot chips")] }).courses[0]!.lines[0]!;
  const remembered = docket({ order: without, kind: "changes", lineIds: [], removed: [printedBefore, "Tea towel"] });
  expect(names(remembered)).toEqual([[null, "remove CHIPS", "remove Tea towel"]]);
  expect(docketOf(parts({ lineIds: [] }))).toBeNull();
});

test("KP-08 a docket is plain data: it is the same after it was stored", () => {
  for (const made of [docket(), docket({ kind: "void" }), testDocket("Bar", "Fitzroy", "B")]) {
    expect(JSON.parse(JSON.stringify(made))).toEqual(made);
  }
});

test("KP-08 times are those of the site's wall clock, with the date on another day", () => {
  const order = { ...tableOfFour, placedAt: "2023-11-14T22:13:20Z", fulfilAt: "2023-11-15T18:05:00+11:00" };
  expect(docket({ order })).toMatchObject({ placed: "09:13", promised: "18:05" });
  const dayBefore = order.createdAt - 86_400_000;
  expect(docket({ order, at: dayBefore })).toMatchObject({ placed: "Wed 15 Nov 09:13", promised: "Wed 15 Nov 18:05" });
  expect(docket({ order: { ...order, timezone: "Asia/Tokyo" } })).toMatchObject({ placed: "07:13", promised: "16:05" });
});

test("KP-08 names are the largest; what is left out or taken back is white on black", () => {
  const made = docket({ kind: "changes", lineIds: [idOf("Meal deal")], removed: [tableOfFour.lines[1]!] });
  const [page] = parseEscPos(renderEscPos(made, { columns: 42 }), 42);
  const lineOf = (text: string): TextLine => {
    const isIt = (row: PageRow): row is TextLine => row.kind === "text" && row.runs.some((run) => run.text === text);
    const found = page?.rows.find(isIt);
    if (!found) throw new Error(`no line ${text}`);
    return found;
  };
  expect(lineOf("ADD 1x DEAL").runs).toMatchObject([{ wide: 2, tall: 2, bold: true, reverse: false }]);
  expect(lineOf("VOID 2x LB").runs).toMatchObject([{ wide: 2, tall: 2, bold: true, reverse: true }]);
  expect(lineOf("NO Onion").runs).toMatchObject([{ reverse: false }, { wide: 1, tall: 2, reverse: true }]);
  // under what is taken back nothing stands out
  expect(lineOf("    NO Sugar").runs).toMatchObject([{ wide: 1, tall: 1, reverse: false, bold: false }]);
  expect(page?.rows[0]).toMatchObject({ runs: [{ text: "       CHANGES       ", reverse: true, wide: 2 }] });
});
