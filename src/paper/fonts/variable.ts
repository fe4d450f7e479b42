import type { Font } from "fontkit";

/** The part of a fontkit outline that is read here: quadratic curves only, as TrueType has them. */
interface Outline {
  readonly commands: readonly { readonly command: string; readonly args: readonly number[] }[];
}

interface Point {
  readonly x: number;
  readonly y: number;
  readonly onCurve: boolean;
}

/**
 * A variable font frozen at one weight (100 to 900), ready for embedding.
 *
 * fontkit cannot write the moved outlines of a variable font (its writer asks for a stream it no longer accepts), so
 * the subsets of this font get a writer that can. Offsets are written in the long form, since outlines written here
 * may take more room than the originals.
 */
export const frozenAtWeight = (font: Font, weight: number): Font => {
  const frozen = font.getVariation({ wght: weight });
  (frozen as unknown as { loca: { version: number } }).loca.version = 1;
  const createSubset = frozen.createSubset.bind(frozen);
  const withWriter = () => Object.assign(createSubset(), { glyphEncoder: { encodeSimple: encodeOutline } });
  Object.defineProperty(frozen, "createSubset", { value: withWriter });
  return frozen;
};

/** One outline as an entry of a TrueType `glyf` table, padded to four bytes. */
export const encodeOutline = (outline: Outline): Buffer => {
  const contours = contoursOf(outline);
  const points = contours.flat();
  if (points.length === 0) return Buffer.alloc(0);
  const xs = points.map((point) => point.x);
  const ys = points.map((point) => point.y);
  const bytes = 10 + contours.length * 2 + 2 + points.length * 5;
  const entry = Buffer.alloc(bytes + ((4 - (bytes % 4)) % 4));
  let at = 0;
  const int16 = (value: number): void => void (at = entry.writeInt16BE(value, at));
  int16(contours.length);
  int16(Math.min(...xs));
  int16(Math.min(...ys));
  int16(Math.max(...xs));
  int16(Math.max(...ys));
  let end = -1;
  for (const contour of contours) int16((end += contour.length));
  int16(0); // no hinting instructions: they belong to the unmoved outline
  for (const point of points) at = entry.writeUInt8(point.onCurve ? 1 : 0, at);
  for (const axis of [xs, ys]) axis.forEach((value, i) => int16(value - (axis[i - 1] ?? 0)));
  return entry;
};

const contoursOf = (outline: Outline): Point[][] => {
  const contours: Point[][] = [];
  for (const { command, args } of outline.commands) {
    if (command === "moveTo") contours.push([]);
    const contour = contours.at(-1);
    if (contour === undefined) continue;
    for (let i = 0; i + 1 < args.length; i += 2) {
      const onCurve = !(command === "quadraticCurveTo" && i === 0);
      contour.push({ x: Math.round(args[i]!), y: Math.round(args[i + 1]!), onCurve });
    }
  }
  for (const contour of contours) {
    const [first, last] = [contour[0], contour.at(-1)];
    // a contour closes by itself: its start is not repeated
    if (contour.length > 1 && last!.onCurve && first!.x === last!.x && first!.y === last!.y) contour.pop();
  }
  return contours.filter((contour) => contour.length > 0);
};
