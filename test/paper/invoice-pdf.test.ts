import { deflateSync } from "node:zlib";
import { getDocumentProxy, getResolvedPDFJS } from "unpdf";
import { describe, expect, test } from "vitest";
import { minor } from "../../src/kit/money.ts";
import { openFontSet } from "../../src/paper/fonts/font-set.ts";
import { encodeOutline } from "../../src/paper/fonts/variable.ts";
import { renderInvoicePdf } from "../../src/paper/invoice-pdf.ts";
import type { Invoice, InvoiceLine } from "../../src/paper/invoice.ts";
import { TextSetter } from "../../src/paper/text-lines.ts";
import { cleanText, SIMPLE } from "../../src/paper/text-runs.ts";

const line = (more: Partial<InvoiceLine> = {}): InvoiceLine => ({
  number: "1",
  quantity: "1",
  name: "Flat white",
  unitPrice: minor(450),
  adjustments: [],
  modifiers: [],
  instructions: [],
  depth: 0,
  total: minor(450),
  taxLabel: "GST",
  ...more,
});

const invoice = (more: Partial<Invoice> = {}): Invoice => ({
  title: "Tax Invoice",
  language: "en-AU",
  currency: "AUD",
  issuedAt: "2026-11-21T09:42:00+10:00",
  issueDate: "21 November 2026",
  saleNumber: "10482",
  saleId: "a1b2c3d4",
  seller: {
    tradingName: "Little Collins Espresso Bar",
    businessNumber: { label: "ABN", value: "51 824 753 556" },
    address: ["214 Little Collins Street", "Melbourne VIC 3000"],
    phone: "03 9650 1234",
    email: "hello@example.com",
    website: "example.com",
  },
  lines: [line()],
  variations: [],
  totals: {
    subtotalExTax: minor(409),
    taxes: [{ name: "GST", rate: "10%", net: minor(409), tax: minor(41) }],
    totalIncTax: minor(450),
  },
  payments: [{ method: "Cash", amount: minor(450) }],
  ...more,
});

interface ReadPdf {
  /** The text of each page in the order it was drawn. */
  readonly pages: readonly string[];
  readonly text: string;
  /** How many glyphs without a picture (.notdef) the pages show. */
  readonly boxes: number;
  readonly glyphs: number;
  /** Text that ends right of the page margin or under the page foot. */
  readonly outside: readonly string[];
  readonly title: unknown;
  readonly language: unknown;
}

const read = async (pdf: Buffer): Promise<ReadPdf> => {
  const { OPS } = await getResolvedPDFJS();
  const document = await getDocumentProxy(new Uint8Array(pdf));
  const pages: string[] = [];
  const outside: string[] = [];
  let boxes = 0;
  let glyphs = 0;
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    const { items } = await page.getTextContent();
    let text = "";
    for (const item of items) {
      if (!("str" in item)) continue;
      text += item.str + (item.hasEOL ? "\n" : "");
      const [, , , , x, y] = item.transform as number[];
      if (x! < 47.9 || x! + item.width > 595.28 - 47.5 || y! < 30) outside.push(item.str);
    }
    pages.push(text);
    const list = await page.getOperatorList();
    list.fnArray.forEach((fn: number, i: number) => {
      if (fn !== OPS.showText) return;
      for (const glyph of (list.argsArray[i] as [({ originalCharCode: number } | number)[]])[0]) {
        if (typeof glyph === "number") continue;
        glyphs++;
        if (glyph.originalCharCode === 0) boxes++;
      }
    });
  }
  const { info } = await document.getMetadata();
  const about = info as Record<string, unknown>;
  return { pages, text: pages.join("\n"), boxes, glyphs, outside, title: about["Title"], language: about["Language"] };
};

/** Text without white space: how it is broken into lines is not the subject. */
const solid = (text: string): string => text.replace(/\s+/g, "");

/** Every font of the file has its program in the file. */
const fontsEmbedded = (pdf: Buffer): boolean => {
  const raw = pdf.toString("latin1");
  const fonts = raw.match(/\/Type \/FontDescriptor/g)?.length ?? 0;
  const programs = raw.match(/\/FontFile[23]? \d+ 0 R/g)?.length ?? 0;
  return fonts > 0 && fonts === programs && !/\/Subtype \/Type1\b/.test(raw);
};

const picture = (scanlines: Buffer): Buffer => {
  const chunk = (type: string, data: Buffer): Buffer => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    return Buffer.concat([length, Buffer.from(type, "latin1"), data, Buffer.alloc(4)]);
  };
  const head = Buffer.from([0, 0, 0, 2, 0, 0, 0, 2, 8, 6, 0, 0, 0]);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk("IHDR", head), chunk("IDAT", scanlines), chunk("IEND", Buffer.alloc(0))]);
};

describe("the PDF tax invoice", () => {
  test("KO-19 shows everything a tax invoice must say on one page", async () => {
    const pdf = await renderInvoicePdf(
      invoice({
        site: "Little Collins St",
        register: "Front counter",
        staff: "Amelia Nguyen",
        orderType: "Dine in",
        guests: "2",
        customer: { name: "Harper & Sons", details: ["120 Queen Street", "accounts@example.com"] },
        notes: "Window table",
        lines: [
          line({
            quantity: "2",
            sku: "COF-FW",
            modifiers: [
              { name: "Oat milk", negated: false, price: minor(60) },
              { name: "sugar", negated: true },
            ],
            instructions: [
              { kind: "No", name: "lid" },
              { kind: "Extra", name: "hot" },
              { kind: "Only", name: "half" },
              { kind: "On Side", name: "honey" },
            ],
            adjustments: [{ label: "10% discount", amount: minor(-102) }],
            notes: "In a mug",
            total: minor(918),
          }),
          line({ number: "", name: "Biscuit", depth: 1, unitPrice: minor(150), total: minor(150) }),
        ],
        variations: [{ label: "Sunday surcharge", amount: minor(107) }],
        totals: {
          subtotalExTax: minor(1068),
          taxes: [{ name: "GST", rate: "10%", net: minor(1068), tax: minor(107) }],
          totalIncTax: minor(123456),
          tip: { label: "Tip", amount: minor(500) },
        },
        payments: [{ method: "Visa", ref: "4242", amount: minor(5000), tip: minor(555), date: "21 Nov 2026" }],
        change: minor(172),
        balance: minor(0),
        footer: "Thank you",
      }),
    );
    const { text, pages, boxes, glyphs, outside, title, language } = await read(pdf);
    expect(pages).toHaveLength(1);
    const parts = [
      ["Tax Invoice", "No. 10482", "21 November 2026", "a1b2c3d4", "Little Collins Espresso Bar", "ABN 51 824 753 556"],
      ["214 Little Collins Street", "Melbourne VIC 3000", "03 9650 1234", "hello@example.com", "example.com"],
      ["Little Collins St", "Front counter", "Amelia Nguyen", "Dine in", "Harper & Sons", "120 Queen Street"],
      [
        "Window table",
        "Flat white",
        "SKU COF-FW",
        "+ Oat milk (+0.60)",
        "No sugar",
        "No lid",
        "Extra hot",
        "Only half",
      ],
      ["On side: honey", "10% discount", "\u22121.02", "In a mug", "9.18", "Biscuit", "1.50", "Amount (AUD)"],
      ["Sunday surcharge", "1.07", "10.68", "GST 10% on 10.68", "$1,234.56", "Tip", "5.00"],
      ["Visa", "4242", "50.00", "5.55", "21 Nov 2026", "1.72", "$0.00", "Thank you", "Page 1 of 1"],
    ].flat();
    for (const part of parts) expect(solid(text)).toContain(solid(part));
    expect(boxes).toBe(0);
    expect(glyphs).toBeGreaterThan(300);
    expect(outside).toEqual([]);
    expect(fontsEmbedded(pdf)).toBe(true);
    expect(title).toBe("Tax Invoice 10482 \u2013 Little Collins Espresso Bar");
    expect(language).toBe("en-AU");
  });

  test("KO-19 leaves no trace of what is absent or blank", async () => {
    const bare = await read(
      await renderInvoicePdf(
        invoice({
          seller: { tradingName: "Café", address: ["", "  "] },
          notes: "  ",
          site: "",
          footer: "\n",
          payments: [],
        }),
      ),
    );
    for (const label of ["ABN", "Order notes", "Site", "Billed to", "Payments", "Change", "Balance", "undefined"]) {
      expect(bare.text).not.toContain(label);
    }
  });

  test("KO-19 carries a long order over several pages with its table head, and keeps the totals together", async () => {
    const lines = Array.from({ length: 120 }, (_, i) => [
      line({ number: `${i + 1}`, name: `Dish-${i + 1}-` }),
      ...(i % 4 === 0
        ? [
            line({ number: "", name: `Side-${i + 1}-`, depth: 1 }),
            line({ number: "", name: `Dip-${i + 1}-`, depth: 2 }),
          ]
        : []),
    ]).flat();
    const { pages, outside, boxes } = await read(await renderInvoicePdf(invoice({ lines, footer: "Thank you" })));
    expect(pages.length).toBeGreaterThan(3);
    pages.forEach((page, i) => {
      expect(page).toContain(`Page ${i + 1} of ${pages.length}`);
    });
    expect(pages.filter((page) => /Dish-/.test(page) && !page.includes("Unit price"))).toEqual([]);
    const pageOf = (name: string): number => pages.findIndex((page) => page.includes(name));
    for (let i = 1; i <= 120; i++) expect(pageOf(`Dish-${i}-`)).toBeGreaterThanOrEqual(0);
    for (let i = 1; i <= 120; i += 4) {
      expect([pageOf(`Side-${i}-`), pageOf(`Dip-${i}-`)]).toEqual(Array(2).fill(pageOf(`Dish-${i}-`)));
    }
    expect(pageOf("Subtotal")).toBe(pages.length - 1);
    expect(pageOf("Thank you")).toBe(pages.length - 1);
    expect(pageOf("Payments")).toBe(pageOf("Total (inc. tax)"));
    expect(outside).toEqual([]);
    expect(boxes).toBe(0);
  });

  test("KO-19 names the refunded sale on a refund", async () => {
    const refund = (refundOf: NonNullable<Invoice["refundOf"]>): Promise<Buffer> =>
      renderInvoicePdf(
        invoice({
          title: "Refund / Adjustment Note",
          refundOf,
          lines: [line({ total: minor(-450) })],
          totals: { subtotalExTax: minor(-409), taxes: [], totalIncTax: minor(-450) },
        }),
      );
    const { text } = await read(await refund({ saleNumber: "10480", saleId: "deadbeef" }));
    for (const part of ["Refund / Adjustment Note", "Refund of sale 10480 (deadbeef)", "\u22124.50", "\u2212$4.50"]) {
      expect(solid(text)).toContain(solid(part));
    }
    expect((await read(await refund({ saleId: "deadbeef" }))).text).toContain("Refund of sale deadbeef");
  });

  test.each([
    ["JPY", "Amount (JPY)", "123,456", "\u00a5123,456"],
    ["KWD", "Amount (KWD)", "123.456", "KWD 123.456"],
    ["AUD", "Amount (AUD)", "1,234.56", "$1,234.56"],
  ])("KO-19 writes %s amounts with the decimals of the currency", async (currency, head, amount, total) => {
    const totals = { subtotalExTax: minor(123456), taxes: [], totalIncTax: minor(123456) };
    const { text } = await read(
      await renderInvoicePdf(invoice({ currency, lines: [line({ total: minor(123456) })], totals })),
    );
    for (const part of [head, amount, total]) expect(solid(text)).toContain(solid(part));
  });

  test("KO-19 fits the largest amounts and very long words on the page", async () => {
    const most = minor(Number.MAX_SAFE_INTEGER);
    const { text, outside } = await read(
      await renderInvoicePdf(
        invoice({
          currency: "JPY",
          title: "T".repeat(120),
          seller: { tradingName: "S".repeat(300), address: ["A".repeat(200)], email: `${"e".repeat(150)}@example.com` },
          saleId: "b".repeat(200),
          staff: "W".repeat(200),
          customer: { name: "C".repeat(300), details: ["D".repeat(200)] },
          lines: [
            line({
              quantity: "9".repeat(60),
              name: "N".repeat(300),
              sku: "K".repeat(200),
              taxLabel: "X".repeat(90),
              unitPrice: most,
              total: most,
            }),
          ],
          totals: {
            subtotalExTax: most,
            taxes: [{ name: "V".repeat(100), rate: "10%", net: most, tax: most }],
            totalIncTax: minor(-Number.MAX_SAFE_INTEGER),
          },
          payments: [{ method: "P".repeat(90), ref: "R".repeat(90), amount: most, tip: most }],
          balance: most,
        }),
      ),
    );
    expect(solid(text)).toContain("9,007,199,254,740,991");
    expect(solid(text)).toContain("N".repeat(300));
    expect(outside.filter((part) => !part.includes("SSS"))).toEqual([]); // the page foot shows the long name on one line
  });

  test("KO-19 shows a note of ten thousand characters in full", async () => {
    const words = Array.from({ length: 1250 }, (_, i) => `w${String(i).padStart(6, "0")}`);
    const { text, pages, outside } = await read(
      await renderInvoicePdf(invoice({ notes: "x".repeat(10_000), lines: [line({ notes: words.join(" ") })] })),
    );
    expect(pages.length).toBeGreaterThan(3);
    expect(outside).toEqual([]);
    for (const word of words) expect(text).toContain(word);
    expect(text.match(/x/g)!.length).toBeGreaterThanOrEqual(10_000);
  });

  test.each([
    ["Vietnamese", "Phở bò đặc biệt"],
    ["Vietnamese, decomposed", "Phở bò đặc biệt".normalize("NFD")],
    ["Cyrillic", "Борщ с пампушками"],
    ["Greek", "Μουσακάς και ρετσίνα"],
    ["Thai", "ผัดไทยกุ้งสด น้ำผึ้งมะนาว"],
    ["Simplified Chinese", "宫保鸡丁 炒饭（辣）"],
    ["Traditional Chinese", "宮保雞丁 滷肉飯 豬腳"],
    ["Japanese", "抹茶ラテ 味噌汁 きつねうどん"],
    ["Korean", "김치찌개 비빔밥"],
    ["Georgian, Armenian, Lao", "ხაჭაპური Հայերեն ລາວ"],
    ["signs", "← → ≠ ∑ ½ № ™ € ₹ ฿ ₫ ₩"],
    ["emoji", "☕🍕🥐"],
    ["joined emoji", "👩‍🍳 👨‍👩‍👧‍👦 🏳️‍🌈"],
  ])("KO-19 has real glyphs for %s, and gives its text back", async (_, name) => {
    const pdf = await renderInvoicePdf(invoice({ lines: [line({ name, notes: name })], notes: `${name} ${name}` }));
    const { text, boxes, outside } = await read(pdf);
    expect(boxes).toBe(0);
    expect(outside).toEqual([]);
    expect(text).not.toContain("\ufffd");
    expect(solid(text).normalize("NFC")).toContain(solid(name).normalize("NFC"));
    expect(fontsEmbedded(pdf)).toBe(true);
  });

  test.each([
    ["Arabic", "قهوة عربية", ["قهوة", "عربية"]],
    ["Arabic with Latin and figures", "قهوة (كبيرة) 25 Large", ["قهوة", "كبيرة", "25", "Large"]],
    ["Hebrew", "שקשוקה with 3 eggs", ["שקשוקה", "with", "3", "eggs"]],
    ["Devanagari", "पनीर टिक्का", ["पनीर"]],
    ["flags, skin tones, keycaps", "🇦🇺 👍🏽 1️⃣ ❤️ 🏴󠁧󠁢󠁥󠁮󠁧󠁿", ["🇦🇺", "👍🏽"]],
  ])("KO-19 has real glyphs for %s", async (_, name, words) => {
    const { text, boxes } = await read(await renderInvoicePdf(invoice({ lines: [line({ name })] })));
    expect(boxes).toBe(0);
    expect(text).not.toContain("\ufffd");
    for (const word of words) expect(solid(text)).toContain(word);
  });

  test("KO-19 shows a replacement sign where no font has the character, never an empty box", async () => {
    const names = [
      "lone \ud83d half",
      "half \udc00 lone",
      "\ud800",
      "\u{10ffff}\uffff",
      "\u0000\u0007\u001b\u009f",
      "\u200d\u200d\ufe0f",
    ];
    names.push("tab\there", "\u202erlo", "a\u0301\u0489\u20dd".repeat(30), "தமிழ்", "\u2067unclosed", "\ufdd0");
    const { text, boxes } = await read(
      await renderInvoicePdf(
        invoice({
          lines: names.map((name) => line({ name, notes: name })),
          saleNumber: "\ud800",
          seller: { tradingName: "Caf\udfff\u0000", address: ["\ud800"] },
          footer: names.join("\n"),
        }),
      ),
    );
    expect(boxes).toBe(0);
    expect(text).toContain("lone \ufffd half");
    expect(text).toContain("half \ufffd lone");
    expect(text).toContain("tab here");
    expect(text).toContain("rlo");
  });

  test("KO-19 gives the same bytes for the same invoice, whatever was printed before", async () => {
    const sale = invoice({ lines: [line({ name: "لا إله 12 ☕ 抹茶 น้ำ हिन्दी" }), line({ name: "Flat 1 \u2013 2" })] });
    const first = await renderInvoicePdf(sale);
    await Promise.all([
      renderInvoicePdf(invoice({ lines: [line({ name: "بيت ثبت ☕️ 茶抹 ำ ्हि" })] })),
      new Promise((resolve) => setTimeout(resolve, 1100)),
    ]);
    const second = await renderInvoicePdf(sale);
    expect(second.equals(first)).toBe(true);
    expect(first.toString("latin1")).toContain("D:20261120234200Z");
  });

  test("KO-19 prints the logo, and goes without one that cannot be read", async () => {
    const pixels = deflateSync(Buffer.alloc(2 * (1 + 2 * 4)));
    const pictureCount = async (logo: Buffer): Promise<number> => {
      const pdf = await renderInvoicePdf(invoice({ seller: { tradingName: "Café", address: [], logo } }));
      expect((await read(pdf)).text).toContain("Flat white");
      return pdf.toString("latin1").match(/\/Subtype \/Image/g)?.length ?? 0;
    };
    expect(await pictureCount(picture(pixels))).toBeGreaterThan(0);
    for (const broken of [
      Buffer.alloc(0),
      Buffer.from("GIF89a"),
      picture(pixels.subarray(0, 4)),
      picture(Buffer.from("not deflated")),
      picture(deflateSync(Buffer.alloc(2 * (1 + 2 * 4), 0x40))), // rows with a filter that does not exist
      picture(deflateSync(Buffer.alloc(5))),
      picture(pixels).subarray(0, 40),
      Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 1]),
    ]) {
      expect(await pictureCount(broken)).toBe(0);
    }
  });

  test("KO-19 refuses a date of issue that is none", async () => {
    await expect(renderInvoicePdf(invoice({ issuedAt: "soon" }))).rejects.toThrow(RangeError);
  });
});

describe("setting text", () => {
  const style = { size: 10, weight: "regular" } as const;
  const texts = (setter: TextSetter, text: string, width: number): string[] =>
    setter.lines(text, style, width).map((each) => each.runs.map((run) => run.text).join(""));

  test("the short way for simple texts is taken only for characters of the house face", async () => {
    const { font } = (await openFontSet()).textFace("regular");
    const simple = Array.from({ length: 0x2100 - 0x20 }, (_, i) => i + 0x20).filter((codePoint) =>
      SIMPLE.test(String.fromCodePoint(codePoint)),
    );
    expect(simple.length).toBeGreaterThan(500);
    expect(simple.filter((codePoint) => !font.hasGlyphForCodePoint(codePoint))).toEqual([]);
  });

  test("wraps between words, cuts only words wider than the line, and keeps line breaks", async () => {
    const setter = new TextSetter(await openFontSet(), "en");
    expect(texts(setter, "one two three", 45)).toEqual(["one two", "three"]);
    expect(texts(setter, "a\n\n\n\nb", 100)).toEqual(["a", "", "b"]);
    expect(texts(setter, " \n ", 100)).toEqual([]);
    expect(texts(setter, "mmmmmmmmmm", 30).join("")).toBe("mmmmmmmmmm");
    for (const each of setter.lines("mmmmmmmmmm mm", style, 30)) expect(each.width).toBeLessThanOrEqual(30);
  });

  test("wraps scripts without spaces between their words, and closing signs stay with their text", async () => {
    const fonts = await openFontSet();
    const setter = new TextSetter(fonts, "th");
    const thai = texts(setter, "ผัดไทยกุ้งสดน้ำผึ้งมะนาว", 60);
    expect(thai.length).toBeGreaterThan(1);
    expect(thai.join("")).toBe("ผัดไทยกุ้งสดน้ำผึ้งมะนาว");
    setter.lines("宫保鸡丁。", style, 100);
    await fonts.loadMissing();
    expect(texts(setter, "宫保鸡丁。", 41)).toEqual(["宫保鸡", "丁。"]);
  });

  test("makes any string printable", () => {
    expect(cleanText("a\ud800b\r\nc\u0000\td")).toBe("a\ufffdb\nc d");
    expect(cleanText("e\u0301")).toBe("\u00e9");
  });

  test("writes the outline of a glyph as a closed contour", () => {
    const triangle = encodeOutline({
      commands: [
        { command: "moveTo", args: [0, 0] },
        { command: "lineTo", args: [100, 0] },
        { command: "quadraticCurveTo", args: [100, 50, 50.4, 100] },
        { command: "lineTo", args: [0, 0] },
        { command: "closePath", args: [] },
      ],
    });
    expect(triangle.length % 4).toBe(0);
    expect(triangle.readInt16BE(0)).toBe(1); // contours
    expect(triangle.readInt16BE(10)).toBe(3); // last point: the start is not repeated
    expect([...triangle.subarray(14, 18)]).toEqual([1, 1, 0, 1]); // on the curve or not
    expect(encodeOutline({ commands: [] })).toHaveLength(0);
  });
});
