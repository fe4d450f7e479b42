import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { code128Widths } from "../../src/paper/escpos/code128.ts";
import { type Page, Tokenizer, lineColumns, pageText, parseEscPos } from "../../src/paper/escpos/parse.ts";
import { pagePng, pageSvg } from "../../src/paper/escpos/picture.ts";

const bytes = (...parts: readonly (string | readonly number[])[]): Buffer =>
  Buffer.concat(parts.map((part) => (typeof part === "string" ? Buffer.from(part, "latin1") : Buffer.from(part))));
const textOf = (job: Buffer, columns = 48): string[][] => parseEscPos(job, columns).map(pageText);

describe("reading ESC/POS", () => {
  test.each<readonly [string, Buffer, readonly (readonly string[])[]]>([
    ["nothing is no page", bytes(), []],
    ["a line", bytes("hello\n"), [["hello"]]],
    ["a line that was not ended", bytes("hello"), [["hello"]]],
    ["pages end at a cut", bytes("a\n\x1dV\0b\n\x1dVA\x20c\x1bid"), [["a"], ["b"], ["c"], ["d"]]],
    ["feeds", bytes("a\x1bd\x03b\n\n\x1bJ\x3cc\n"), [["a", "", "", "b", "", "", "", "c"]]],
    [
      "the middle and the right",
      bytes("\x1ba1mid\n\x1ba\x02end\n"),
      [[" ".repeat(22) + "mid", " ".repeat(45) + "end"]],
    ],
    ["letters of both pages", bytes("\x82\x1bt\x13\xd5\n"), [["é€"]]],
    ["initialising forgets what was not printed", bytes("lost\x1b@kept\n"), [["kept"]]],
    [
      "arguments are no text",
      bytes("\x1b!\x41a\x1b-2b\x1d!\x41c\x1bp\x00\x41\x42d\x1dh\x41\x1dw\x42\x1c.e\n"),
      [["abcde"]],
    ],
    ["a barcode by its length", bytes("\x1dH\x02\x1dk\x49\x06{B12{{\n"), [["12{", ""]]],
    ["a barcode up to NUL", bytes("\x1dk\x0412AB\0x\n"), [["12AB", "x"]]],
    [
      "pictures are passed over",
      bytes("\x1dv0\0\x02\0\x03\0", [65, 66, 67, 10, 29, 86], "x\n"),
      [["[picture 16 x 3]", "x"]],
    ],
    ["so are bit images", bytes("\x1b*\x21\x02\0", [65, 65, 65, 65, 65, 65], "\n"), [["[picture 2 x 24]", ""]]],
    ["and long functions", bytes("\x1d(k\x04\x00ABCDx\n"), [["x"]]],
    ["a command that never ends", bytes("x\n\x1dk\x49\xff12"), [["x"]]],
    ["unknown ones", bytes("\x01\x02a\x1b\x99b\x1d\x99c\x10\x99d\x7f\n"), [["abcÖd"]]],
  ])("KP-08 %s", (_, job, expected) => expect(textOf(job)).toEqual(expected));

  test("KP-08 lines wider than the paper go on in the next, large letters earlier", () => {
    expect(textOf(bytes("x".repeat(40), "\n"), 32)).toEqual([["x".repeat(32), "x".repeat(8)]]);
    expect(textOf(bytes("\x1d!\x11", "x".repeat(20), "\n"), 32)).toEqual([["x".repeat(16), "xxxx"]]);
  });

  test("KP-08 styles", () => {
    const [page] = parseEscPos(bytes("\x1bE\x01b\x1bE\0\x1dB\x01r\x1dB\0\x1b-\x01u\x1b-\0\x1b!\x30w\x1b!\0n\n"));
    const [row] = page!.rows;
    if (row?.kind !== "text") throw new Error("no line");
    const plain = { bold: false, reverse: false, underline: false, wide: 1, tall: 1 };
    expect(row.runs).toEqual([
      { ...plain, text: "b", bold: true },
      { ...plain, text: "r", reverse: true },
      { ...plain, text: "u", underline: true },
      { ...plain, text: "w", wide: 2, tall: 2 },
      { ...plain, text: "n" },
    ]);
    expect(lineColumns(row)).toBe(6);
  });

  test("KP-08 a page keeps a bounded number of rows", () => {
    const [page] = parseEscPos(Buffer.alloc(100_000, 0x0a));
    expect(page).toMatchObject({ truncated: true, cut: false });
    expect(page?.rows).toHaveLength(10_000);
  });
});

/** Bytes in which commands are likely. */
const anyBytes = fc
  .array(
    fc.oneof(
      fc.uint8Array({ maxLength: 40 }),
      fc
        .constantFrom(0x1b, 0x1c, 0x1d, 0x10)
        .chain((first) =>
          fc
            .tuple(fc.constant(first), fc.integer({ min: 0x20, max: 0x7e }), fc.uint8Array({ maxLength: 6 }))
            .map((parts) => Uint8Array.from([parts[0], parts[1], ...parts[2]])),
        ),
    ),
    { maxLength: 30 },
  )
  .map((parts) => Buffer.concat(parts));

describe("any bytes", () => {
  test("KP-08 are read without an error, into lines no wider than the paper, and can be drawn", () => {
    fc.assert(
      fc.property(anyBytes, fc.constantFrom(32, 42, 48), (job, columns) => {
        for (const page of parseEscPos(job, columns)) {
          for (const row of page.rows) {
            if (row.kind === "text" && row.runs.length > 1) expect(lineColumns(row)).toBeLessThanOrEqual(columns);
          }
          const svg = pageSvg(page);
          // eslint-disable-next-line no-control-regex
          expect(svg).not.toMatch(/[\x00-\x1f]/);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test("KP-08 say the same in whatever pieces they come", () => {
    fc.assert(
      fc.property(anyBytes, fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 40 }), (job, cuts) => {
        const tokenizer = new Tokenizer();
        const raw: Buffer[] = [];
        const kinds: string[] = [];
        for (let at = 0, i = 0; at < job.length; i++) {
          const size = cuts[i % cuts.length]!;
          for (const token of tokenizer.push(job.subarray(at, at + size))) {
            raw.push(token.raw);
            if (token.command.kind !== "text" && token.command.kind !== "ignored") kinds.push(token.command.kind);
          }
          at += size;
        }
        expect(Buffer.concat([...raw, tokenizer.end()])).toEqual(job);
        const whole = new Tokenizer().push(job).map((token) => token.command.kind);
        expect(kinds).toEqual(whole.filter((kind) => kind !== "text" && kind !== "ignored"));
      }),
      { numRuns: 2_000 },
    );
  });

  test("KP-08 of a command that announces gigabytes take no room", () => {
    const tokenizer = new Tokenizer();
    tokenizer.push(bytes("\x1d8L\xff\xff\xff\xff"));
    for (let i = 0; i < 100; i++) tokenizer.push(Buffer.alloc(65_536, 0x41));
    expect(tokenizer.end()).toHaveLength(0);
  });
});

describe("pictures", () => {
  const pageOf = (job: Buffer, columns = 48): Page => {
    const [page] = parseEscPos(job, columns);
    if (!page) throw new Error("no page");
    return page;
  };

  test("KP-08 a page is a PNG as wide as its paper, with ink on it", async () => {
    const { Resvg } = await import("@resvg/resvg-js");
    const page = pageOf(bytes("Hello <&> \x82\n\x1dB\x01white on black\n\x1dB\0\x1dH\x02\x1dk\x49\x06{B1234\n"), 32);
    const png = await pagePng(page);
    expect(png.subarray(0, 8)).toEqual(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]));
    expect(png.readUInt32BE(16)).toBe(32 * 12 + 48);
    const { pixels } = new Resvg(
      `<svg xmlns="http://www.w3.org/2000/svg" width="432" height="${png.readUInt32BE(20)}"><image href="data:image/png;base64,${png.toString("base64")}" width="432" height="${png.readUInt32BE(20)}"/></svg>`,
    ).render();
    let dark = 0;
    for (let i = 0; i < pixels.length; i += 4) if (pixels[i]! < 128 && pixels[i + 3] === 255) dark++;
    expect(dark).toBeGreaterThan(2_000);
    // letters need the font: blank bars and boxes alone would not do
    const letters = pageSvg(pageOf(bytes("Hello\n")));
    expect(new Resvg(letters, { font: { loadSystemFonts: false } }).innerBBox()?.height).toBeGreaterThan(0);
  });

  test("KP-08 a roll without end is cut off in the picture, and counted", () => {
    const svg = pageSvg(pageOf(Buffer.from("line\n".repeat(9_000))));
    expect(svg).toMatch(/\.\.\. and \d{4} more rows/);
    expect(Number(/ height="(\d+)"/.exec(svg)?.[1])).toBeLessThan(12_200);
  });

  test("KP-08 Code 128 is made of 11 modules a symbol and a check that depends on every place", () => {
    for (const data of ["bv2ef16e", "00000000", "zzzzzzzz", " ~"]) {
      const widths = code128Widths(data);
      expect(widths.reduce((a, b) => a + b, 0)).toBe(11 * (data.length + 2) + 13);
      // bars of a symbol always come to an even number of modules
      for (let i = 0; i + 6 < widths.length; i += 6) {
        expect((widths[i]! + widths[i + 2]! + widths[i + 4]!) % 2).toBe(0);
      }
    }
    const symbols = new Set(
      Array.from({ length: 95 }, (_, i) =>
        code128Widths(String.fromCharCode(0x20 + i))
          .slice(6, 12)
          .join(""),
      ),
    );
    expect(symbols.size).toBe(95);
    expect(code128Widths("12").slice(-13, -7)).not.toEqual(code128Widths("21").slice(-13, -7));
    // the check of the usual example, "PJJ123C", is 54 in set A; set B begins with one more: 55, three bars of 3, 1, 2
    expect(code128Widths("PJJ123C").slice(-13, -7)).toEqual([3, 1, 1, 3, 2, 1]);
    expect(() => code128Widths("é")).toThrow(RangeError);
  });
});
