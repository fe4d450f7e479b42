import { crc32 } from "node:zlib";

/** What a file of picture bytes turned out to be. */
type Image = Readonly<{ type: "image/png" | "image/jpeg"; width: number; height: number }>;

/**
 * Looks whether bytes really are a PNG or JPEG picture from their beginning to their end; what only begins like one,
 * or has something else behind it, is none. What the pixels show is not looked at.
 */
export const imageOf = (bytes: Buffer): Image | undefined => pngOf(bytes) ?? jpegOf(bytes);

const PNG_SIGNATURE = Buffer.from("89504e470d0a1a0a", "hex");

/** Chunks of length, name, data and checksum: IHDR first, IEND last (W3C PNG §5). */
const pngOf = (bytes: Buffer): Image | undefined => {
  if (!bytes.subarray(0, 8).equals(PNG_SIGNATURE)) return undefined;
  let size: { width: number; height: number } | undefined;
  let pixels = false;
  for (let at = 8; at + 12 <= bytes.length;) {
    const length = bytes.readUInt32BE(at);
    const name = bytes.toString("latin1", at + 4, at + 8);
    const end = at + 12 + length;
    if (end > bytes.length || crc32(bytes.subarray(at + 4, end - 4)) !== bytes.readUInt32BE(end - 4)) return undefined;
    if (at === 8) {
      if (name !== "IHDR" || length !== 13) return undefined;
      size = { width: bytes.readUInt32BE(at + 8), height: bytes.readUInt32BE(at + 12) };
    }
    pixels ||= name === "IDAT";
    if (name === "IEND") {
      return end === bytes.length && pixels && size && size.width > 0 && size.height > 0
        ? { type: "image/png", ...size }
        : undefined;
    }
    at = end;
  }
  return undefined;
};

/** Frame headers, by the second byte of their marker; C4, C8 and CC are something else (ITU T.81 §B.1.1.3). */
const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

/** Segments of marker, length and data up to the pixels; after the pixels, the end. */
const jpegOf = (bytes: Buffer): Image | undefined => {
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== 0xffd8 || bytes.readUInt16BE(bytes.length - 2) !== 0xffd9) {
    return undefined;
  }
  let size: { width: number; height: number } | undefined;
  for (let at = 2; at + 4 <= bytes.length;) {
    if (bytes[at] !== 0xff) return undefined;
    const marker = bytes[at + 1]!;
    if (marker === 0xff) {
      at++; // padding before a marker
      continue;
    }
    const length = bytes.readUInt16BE(at + 2);
    if (length < 2 || at + 2 + length > bytes.length) return undefined;
    if (isFrame(marker)) {
      if (length < 8) return undefined;
      size = { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) };
    }
    if (marker === 0xda) return size && size.width > 0 && size.height > 0 ? { type: "image/jpeg", ...size } : undefined;
    at += 2 + length;
  }
  return undefined;
};
