import { crc32, deflateSync } from "node:zlib";
import type { Answer, Ask, TestServery } from "../../support/servery.ts";

/** A K-Series client of the demo company that sends bodies as well. */
export const writingClient = async (
  servery: TestServery,
  permissions?: string[],
  company: number = servery.company,
): Promise<(path: string, ask?: Ask) => Promise<Answer>> => {
  const token = await servery.token(3_600, 2, company, { api: "kseries", ...(permissions && { permissions }) });
  return (path, ask = {}) => servery.ask(path, { ...ask, auth: `Bearer ${token}` });
};

const chunk = (name: string, data: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(name, "latin1"), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
};

/** A grey picture as a PNG; `noise` bytes of a text chunk make it larger. */
export const png = (width: number, height: number, noise = Buffer.alloc(0)): Buffer => {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 8; // bits, one channel
  return Buffer.concat([
    Buffer.from("89504e470d0a1a0a", "hex"),
    chunk("IHDR", header),
    ...(noise.length > 0 ? [chunk("tEXt", noise)] : []),
    chunk("IDAT", deflateSync(Buffer.alloc((width + 1) * height, 0x80))),
    chunk("IEND", Buffer.alloc(0)),
  ]);
};

/** The segments of a JPEG of that size, with pixels that nobody could draw. */
export const jpeg = (width: number, height: number): Buffer => {
  const frame = Buffer.from("ffc0000b080000000001011100", "hex");
  frame.writeUInt16BE(height, 5);
  frame.writeUInt16BE(width, 7);
  const before = Buffer.from("ffd8ffe000104a46494600010100000100010000", "hex");
  return Buffer.concat([before, frame, Buffer.from("ffda0008010100003f00112233ffd9", "hex")]);
};
