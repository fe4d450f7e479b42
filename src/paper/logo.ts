import { inflateSync } from "node:zlib";

const PNG_SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const LARGEST_SIDE = 5000;
const LARGEST_PICTURE_BYTES = 128 * 1024 * 1024;

/**
 * True for a PNG that can be unpacked or something that begins like a JPEG. The PNG is tried out here because pdfkit
 * unpacks it in a callback, where an error could not be caught any more.
 */
export const isUsableLogo = (file: Buffer): boolean =>
  file.subarray(0, 8).equals(PNG_SIGNATURE) ? isSoundPng(file) : isJpeg(file);

const isJpeg = (file: Buffer): boolean => file.length > 4 && file[0] === 0xff && file[1] === 0xd8;

const isSoundPng = (file: Buffer): boolean => {
  const data: Buffer[] = [];
  try {
    if (file.toString("latin1", 12, 16) !== "IHDR") return false;
    const [width, height] = [file.readUInt32BE(16), file.readUInt32BE(20)];
    if (width === 0 || height === 0 || width > LARGEST_SIDE || height > LARGEST_SIDE) return false;
    let at = 8;
    for (let type = ""; type !== "IEND";) {
      const length = file.readUInt32BE(at);
      type = file.toString("latin1", at + 4, at + 8);
      if (at + 12 + length > file.length) return false;
      if (type === "IDAT") data.push(file.subarray(at + 8, at + 8 + length));
      at += 12 + length;
    }
    return inflateSync(Buffer.concat(data), { maxOutputLength: LARGEST_PICTURE_BYTES }).length > 0;
  } catch {
    return false;
  }
};
