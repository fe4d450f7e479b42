import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { csvLine, csvRecords, separatorOf } from "../../src/kit/csv.ts";

/** The cells of every line, or what is wrong, and where. */
const read = (text: string): unknown =>
  [...csvRecords(text)].map((record) => (record.ok ? record.value.cells : record.error));

describe("VU-03 CSV is read", () => {
  test.each<[name: string, text: string, rows: unknown]>([
    [
      "with the line ends of any system",
      "a,b\r\n1,2\n3,4\r5,6",
      [
        ["a", "b"],
        ["1", "2"],
        ["3", "4"],
        ["5", "6"],
      ],
    ],
    [
      "with quoted separators, quotes and line breaks",
      '"a,b","say ""hi""","1\r\n2"\n',
      [["a,b", 'say "hi"', "1\r\n2"]],
    ],
    ["with a byte order mark before it", "\uFEFFname,price\n", [["name", "price"]]],
    ["with a byte order mark and a quote", '\uFEFF"name",price\n', [["name", "price"]]],
    [
      "with semicolons",
      "name;price\nTea;4,50\n",
      [
        ["name", "price"],
        ["Tea", "4,50"],
      ],
    ],
    [
      "with tabs",
      "name\tprice\nTea, green\t4\n",
      [
        ["name", "price"],
        ["Tea, green", "4"],
      ],
    ],
    [
      "without its empty lines",
      "a,b\n\n1,2\n\r\n\n",
      [
        ["a", "b"],
        ["1", "2"],
      ],
    ],
    ["with empty cells", ",,\n", [["", "", ""]]],
    ["with one quoted empty cell", 'a\n""\nb', [["a"], [""], ["b"]]],
    ["with a quote inside of a plain cell", 'size\n12" pizza\n', [["size"], ['12" pizza']]],
    ["as nothing where there is nothing", "", []],
    [
      "without the apostrophe before a formula",
      "a\n'=1+1\n'@x\n''-x\n'tis\n",
      [["a"], ["=1+1"], ["@x"], ["'-x"], ["'tis"]],
    ],
    ["up to a quote that is not closed", 'a,b\n1,"2\n3', [["a", "b"], { kind: "open_quote", line: 2, cell: 2 }]],
    ["up to what follows a closing quote", 'a,b\n"1\n"x,2\n', [["a", "b"], { kind: "after_quote", line: 3, cell: 1 }]],
  ])("%s", (_, text, rows) => expect(read(text)).toEqual(rows));

  test("with the line that each record begins in", () => {
    const lines = [...csvRecords('a\n"1\n2"\n\n3')].map((record) => record.ok && record.value.line);
    expect(lines).toEqual([1, 2, 5]);
  });

  test("by the separator that its first line has most of, outside of quotes", () => {
    expect(separatorOf('"a,b,c";d\n1,2,3,4,5')).toBe(";");
    expect(separatorOf("a")).toBe(",");
  });
});

describe("VU-03 CSV is written", () => {
  test.each<[cell: string, written: string]>([
    ["Flat white", "Flat white"],
    ["Tea, green", '"Tea, green"'],
    ['12" pizza', '"12"" pizza"'],
    ["two\nlines", '"two\nlines"'],
    ["=HYPERLINK(1)", "'=HYPERLINK(1)"],
    ["@cmd", "'@cmd"],
    ["+1", "'+1"],
    ["-1+1", "'-1+1"],
    ["\t=1", `"'\t=1"`],
    ["-4.50", "-4.50"],
    ["12", "12"],
    ["'=1", "''=1"],
    ["'tis", "'tis"],
  ])("without formulas: %j", (cell, written) => expect(csvLine([cell, "x"])).toBe(`${written},x\r\n`));

  test("and read back as it was, to the character", () => {
    const cell = fc.oneof(
      fc.string(),
      fc.string({ unit: fc.constantFrom("'", "=", "-", '"', ",", ";", "\t", "\r", "\n", " ", "7", "a") }),
    );
    const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 6 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(table, (rows) => {
        const head = ["a", "b"]; // by which a reader knows that commas are between the cells
        expect(read([head, ...rows].map(csvLine).join(""))).toEqual([head, ...rows]);
      }),
      { numRuns: 500 },
    );
  });
});
