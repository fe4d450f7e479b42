import { createRequire } from "node:module";
import { code128Widths } from "./code128.ts";
import { type Page, type PageAlign, type PageRow, type StyledRun, type TextLine, lineColumns } from "./parse.ts";

/** Dots of the printer: its first font has 12 × 24, and lines stand 30 apart. One dot is one pixel. */
const CHAR = { width: 12, height: 24, baseline: 19 } as const;
const LINE_GAP = 6;
const MARGIN = 24;
const BARCODE = { height: 60, module: 2 } as const;
/** A metre and a half of paper. What comes after it is only counted: the picture stays below 50 MB in memory. */
const HEIGHT_MAX = 12_000;
/** Share of its size that a character of the font is wide. */
const ADVANCE = 1233 / 2048;
const FONT_SIZE = CHAR.width / ADVANCE;

/** A page as a picture of the paper, black on white, as SVG. */
export const pageSvg = (page: Page): string => {
  const paper = page.columns * CHAR.width;
  const parts: string[] = [];
  let y = MARGIN;
  for (const [i, row] of page.rows.entries()) {
    const height = heightOf(row);
    if (y + height > HEIGHT_MAX) {
      y += CHAR.height;
      parts.push(textAt(`... and ${page.rows.length - i} more rows`, MARGIN, y - CHAR.height, PLAIN));
      break;
    }
    parts.push(drawn(row, paper, y));
    y += height;
  }
  const [width, height] = [paper + 2 * MARGIN, y + MARGIN];
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">` +
    `<rect width="${width}" height="${height}" fill="#fff"/>` +
    `<g font-family="DejaVu Sans Mono" font-size="${FONT_SIZE.toFixed(3)}" fill="#000">${parts.join("")}</g></svg>`
  );
};

const require = createRequire(import.meta.url);

/** The same as PNG. The renderer is loaded when the first picture is asked for. */
export const pagePng = async (page: Page): Promise<Buffer> => {
  const { renderAsync } = await import("@resvg/resvg-js");
  const image = await renderAsync(pageSvg(page), {
    font: {
      loadSystemFonts: false,
      fontFiles: ["DejaVuSansMono.ttf", "DejaVuSansMono-Bold.ttf"].map((file) =>
        require.resolve(`dejavu-fonts-ttf/ttf/${file}`),
      ),
      defaultFontFamily: "DejaVu Sans Mono",
    },
  });
  return image.asPng();
};

const heightOf = (row: PageRow): number => {
  if (row.kind === "image") return row.height + LINE_GAP;
  if (row.kind === "barcode") return BARCODE.height + (row.shown ? CHAR.height : 0) + LINE_GAP;
  return Math.max(1, ...row.runs.map((run) => run.tall)) * CHAR.height + LINE_GAP;
};

const startOf = (align: PageAlign, width: number, paper: number): number => {
  const free = Math.max(0, paper - width);
  return MARGIN + (align === "left" ? 0 : align === "center" ? free / 2 : free);
};

const drawn = (row: PageRow, paper: number, y: number): string => {
  if (row.kind === "text") return drawnLine(row, paper, y);
  if (row.kind === "barcode") return drawnBarcode(row, paper, y);
  const width = Math.min(row.width, paper);
  return `<rect x="${startOf(row.align, width, paper)}" y="${y}" width="${width}" height="${row.height}" fill="#ccc"/>`;
};

const drawnLine = (line: TextLine, paper: number, y: number): string => {
  const height = heightOf(line) - LINE_GAP;
  let x = startOf(line.align, lineColumns(line) * CHAR.width, paper);
  return line.runs
    .map((run) => {
      const width = lineColumns({ ...line, runs: [run] }) * CHAR.width;
      const top = y + height - run.tall * CHAR.height;
      const at = x;
      x += width;
      const ground = run.reverse ? rect(at, top, width, run.tall * CHAR.height) : "";
      const below = run.underline && !run.reverse ? rect(at, top + run.tall * CHAR.height, width, 2) : "";
      return ground + textAt(run.text, at, top, run) + below;
    })
    .join("");
};

type Look = Pick<StyledRun, "bold" | "reverse" | "wide" | "tall">;
const PLAIN: Look = { bold: false, reverse: false, wide: 1, tall: 1 };

/** A text whose character cells begin at (x, y). */
const textAt = (text: string, x: number, y: number, { bold, reverse, wide, tall }: Look): string => {
  if (text.trim() === "") return "";
  const look = `${bold ? ' font-weight="bold"' : ""}${reverse ? ' fill="#fff"' : ""}`;
  const place = `translate(${x} ${y + tall * CHAR.baseline}) scale(${wide} ${tall})`;
  return `<text xml:space="preserve" transform="${place}"${look}>${escaped(text)}</text>`;
};

const drawnBarcode = (row: PageRow & { kind: "barcode" }, paper: number, y: number): string => {
  const widths = row.code128 ? code128Widths(row.data) : [];
  const modules = widths.reduce((a, b) => a + b, 0) * BARCODE.module;
  let x = startOf(row.align, modules, paper);
  const bars = widths.map((width, i) => {
    const at = x;
    x += width * BARCODE.module;
    return i % 2 === 0 ? rect(at, y, width * BARCODE.module, BARCODE.height) : "";
  });
  const text = startOf(row.align, row.data.length * CHAR.width, paper);
  // a kind of barcode that is not drawn shows its data all the same
  const shown = row.shown || !row.code128;
  return bars.join("") + (shown ? textAt(row.data, text, y + BARCODE.height, PLAIN) : "");
};

const rect = (x: number, y: number, width: number, height: number): string =>
  `<rect x="${x}" y="${y}" width="${width}" height="${height}"/>`;

const ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };
const escaped = (text: string): string => text.replace(/[&<>]/g, (char) => ESCAPES[char] ?? char);
