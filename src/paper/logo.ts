import { inflateSync } from "node:zlib";

const PNG_SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const LARGEST_SIDE = 5000;

/** Samples per pixel and allowed bit depths by PNG colour type. */
const COLOUR_TYPES: Readonly<Record<number, { samples: number; depths: readonly number[] }>> = {
  0: { samples: 1, depths: [1, 2, 4, 8, 16] },
  2: { samples: 3, depths: [8, 16] },
  3: { samples: 1, depths: [1, 2, 4, 8] },
  4: { samples: 2, depths: [8, 16] },
  6: { samples: 4, depths: [8, 16] },
};

/** First column and row, and column and row step, of the seven passes of an interlaced PNG. */
const INTERLACED = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;
const AT_ONCE = [[0, 0, 1, 1]] as const;

/**
 * True for a sound PNG or something that begins like a JPEG. A PNG is unpacked here to the last row, because pdfkit
 * does it in a callback, where an error could not be caught any more.
 */
export const isUsableLogo = (file: Buffer): boolean => {
  if (!file.subarray(0, 8).equals(PNG_SIGNATURE)) return file.length > 4 && file[0] === 0xff && file[1] === 0xd8;
  try {
    return isSoundPng(file);
  } catch {
    return false;
  }
};

const isSoundPng = (file: Buffer): boolean => {
  if (file.toString("latin1", 12, 16) !== "IHDR") return false;
  const [width, height] = [file.readUInt32BE(16), file.readUInt32BE(20)];
  const [depth, colour, interlace] = [file.readUInt8(24), file.readUInt8(25), file.readUInt8(28)];
  const type = COLOUR_TYPES[colour];
  if (type === undefined || !type.depths.includes(depth) || interlace > 1) return false;
  if (width === 0 || height === 0 || width > LARGEST_SIDE || height > LARGEST_SIDE) return false;

  const chunks = chunksOf(file);
  if (chunks === undefined) return false;
  const palette = chunks.find((chunk) => chunk.type === "PLTE");
  if (colour === 3 && (palette === undefined || palette.data.length % 3 !== 0)) return false;

  const bits = type.samples * depth;
  const packed = Buffer.concat(chunks.filter((chunk) => chunk.type === "IDAT").map((chunk) => chunk.data));
  const rows = inflateSync(packed, { maxOutputLength: LARGEST_SIDE * LARGEST_SIDE * 8 + 7 * LARGEST_SIDE });
  let at = 0;
  for (const [x, y, dx, dy] of interlace === 1 ? INTERLACED : AT_ONCE) {
    const columns = Math.ceil((width - x) / dx);
    if (columns <= 0) continue;
    for (let row = y; row < height; row += dy) {
      if ((rows[at] ?? 255) > 4) return false; // the filter of the row
      at += 1 + Math.ceil((columns * bits) / 8);
    }
  }
  return at === rows.length;
};

const chunksOf = (file: Buffer): { type: string; data: Buffer }[] | undefined => {
  const chunks: { type: string; data: Buffer }[] = [];
  for (let at = 8; ;) {
    const length = file.readUInt32BE(at);
    const type = file.toString("latin1", at + 4, at + 8);
    if (at + 12 + length > file.length) return undefined;
    chunks.push({ type, data: file.subarray(at + 8, at + 8 + length) });
    if (type === "IEND") return chunks;
    at += 12 + length;
  }
};
