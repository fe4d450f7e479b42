import { describe, expect, test } from "vitest";
import { byteOf, charOf, codePages, isPrintable } from "../../src/paper/escpos/code-page.ts";
import { anyLetters, printerLetters } from "../../src/paper/escpos/letters.ts";
import { parseEscPos } from "../../src/paper/escpos/parse.ts";
import { encodeTape } from "../../src/paper/escpos/render.ts";
import { Tape, plainLine, widthOf } from "../../src/paper/escpos/tape.ts";

describe("what a printer can print", () => {
  test.each([
    ["plain ASCII \\ { } ~ | ^ _ ` \" ' # $", "plain ASCII \\ { } ~ | ^ _ ` \" ' # $"],
    ["Crème brûlée, jalapeño, Gewürztraminer, smørrebrød", "Crème brûlée, jalapeño, Gewürztraminer, smørrebrød"],
    ["5 € – “quoted” ‘so’ … №", "5 € - \"quoted\" 'so' ... No"],
    ["Żurek z łososiem, phở bò, đặc biệt", "Zurek z lososiem, pho bò, dac biet"],
    ["Щи и борщ, ХАЧАПУРИ, Київ", "Shchi i borshch, KhAChAPURI, Kiyiv"],
    ["Μουσακάς, Ψάρι", "Mousakas, Psari"],
    ["ﬁsh ｆｕｌｌ ½ ⅓ ℃", "fish full ½ 1/3 °C"],
    ["no nuts 🥜 please", "no nuts ? please"],
    ["👩‍👩‍👧 seat 🇦🇺", "? seat ?"],
    ["ไม่เผ็ด", "?????"],
    ["宫保鸡丁", "????"],
    ["a\u001b@\u001dV\u0000b\u0010\u0004\u0001c", "a@Vbc"],
    ["one\r\ntwo\ttabs\u2028three", "one\ntwo tabs\nthree"],
    ["\u202egnp.exe\u202c", "gnp.exe"],
    ["half \ud83e pair", "half ? pair"],
    ["", ""],
  ])("KP-08 %j is printed as %j", (text, printed) => {
    expect(printerLetters(text)).toBe(printed);
    for (const char of printed) expect(char === "\n" || isPrintable(char)).toBe(true);
  });

  test("KP-08 what is printed was encoded on a page that has it", () => {
    for (let code = 0; code < 0x1_0000; code++) {
      const char = String.fromCharCode(code);
      if (!isPrintable(char)) continue;
      const { page, byte } = byteOf(char, "pc437");
      expect(byte).toBeGreaterThanOrEqual(0x20);
      expect(charOf(byte, codePages[page].number)).toBe(char);
    }
    expect(() => byteOf("ż", "pc437")).toThrow(RangeError);
    expect(codePages.pc437.upper).toHaveLength(128);
    expect(codePages.pc858.upper).toHaveLength(128);
  });
});

describe("a tape", () => {
  const rows = (columns: number, write: (tape: Tape) => void, letters = printerLetters): string[] => {
    const tape = new Tape({ columns, letters });
    write(tape);
    return tape.rows.map((row) => (row.kind === "text" ? row.spans.map((span) => span.text).join("") : row.data));
  };

  test.each<readonly [string, (tape: Tape) => void, readonly string[]]>([
    ["wraps between words", (t) => t.text("one two three four five"), ["one two three", "four five"]],
    ["cuts words that are wider than a line", (t) => t.text("a".repeat(20)), ["a".repeat(16), "aaaa"]],
    ["hangs what goes on below its head", (t) => t.text("one two three", {}, "2x "), ["2x one two three"]],
    ["and further in", (t) => t.text("one two three four", {}, "2x "), ["2x one two three", "   four"]],
    ["a head that is too wide stands alone", (t) => t.text("fish", {}, "VOID 0.5x "), ["VOID 0.5x", "     fish"]],
    ["counts large letters twice", (t) => t.text("one two three", { wide: 2 }), ["one two", "three"]],
    ["keeps line breaks", (t) => t.text("a\n\nb"), ["a", "", "b"]],
    ["keeps amounts at the right", (t) => t.pair("Flat white", "4.50"), ["Flat white  4.50"]],
    ["and whole", (t) => t.pair("A very long name", "1,234.50"), ["A very  1,234.50", "long", "name"]],
    ["gives them a row of their own", (t) => t.pair("Total", "KWD 1,234.500"), ["Total", "   KWD 1,234.500"]],
    ["fills bars from edge to edge", (t) => t.bar("VOID"), ["      VOID      "]],
  ])("KP-08 %s", (_, write, expected) => expect(rows(16, write)).toEqual(expected));

  test("KP-08 is never so narrow that nothing fits, and counts wide letters as such", () => {
    expect(rows(3, (tape) => tape.text("some words"))).toEqual(["some words"]);
    expect(widthOf("宫保鸡丁")).toBe(8);
    expect(widthOf("🥑")).toBe(2);
    expect(widthOf("ไม่เผ็ด")).toBe(5);
    const chinese = rows(16, (tape) => tape.text("宫保鸡丁宫保鸡丁宫"), anyLetters);
    expect(chinese).toEqual(["宫保鸡丁宫保鸡丁", "宫"]);
    expect(plainLine(" x ", "center", 5)).toBe("  x");
    expect(plainLine("x", "right", 5)).toBe("    x");
  });

  test("KP-08 becomes commands: page, sizes and styles only where they change, and a cut", () => {
    const tape = new Tape({ columns: 32 });
    tape.text("é €", { bold: true });
    tape.text("x", { wide: 2, tall: 2, reverse: true, align: "center" });
    const bytes = encodeTape(tape.rows);
    expect(bytes.toString("latin1")).toBe(
      "\0\0\x1b@\x1c.\x1bR\0\x1bt\0" +
        "\x1bE\x01\x82 \x1bt\x13\xd5\n" +
        "\x1ba\x01\x1d!\x11\x1bE\0\x1dB\x01x\n" +
        "\x1ba\0\x1d!\0\x1dB\0\x1dVB\0",
    );
    const [page] = parseEscPos(bytes, 32);
    expect(page?.rows).toEqual([
      {
        kind: "text",
        align: "left",
        runs: [{ text: "é €", bold: true, underline: false, reverse: false, wide: 1, tall: 1 }],
      },
      {
        kind: "text",
        align: "center",
        runs: [{ text: "x", bold: false, underline: false, reverse: true, wide: 2, tall: 2 }],
      },
    ]);
  });
});
