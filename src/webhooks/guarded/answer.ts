import type { Dispatcher } from "undici";

const HEADERS_MAX = 64;
const HEADER_VALUE_MAX = 1_000;

/** Reads a body up to so many bytes. When there is more, `cut` is true and the connection is closed on the rest. */
export const readUpTo = async (
  body: Dispatcher.ResponseData["body"],
  maxBytes: number,
): Promise<{ bytes: Buffer; cut: boolean }> => {
  const chunks: Buffer[] = [];
  let length = 0;
  body.on("error", () => undefined); // what ends the reading is thrown below; leaving it early makes an error as well
  for await (const chunk of body as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > maxBytes) break;
  }
  return { bytes: Buffer.concat(chunks).subarray(0, maxBytes), cut: length > maxBytes };
};

/**
 * Bytes from outside as text that every database stores: what is not UTF-8 is replaced, and so is NUL, which PostgreSQL
 * has no text for. A letter that was cut in two at the end is left out.
 */
export const asText = ({ bytes, cut }: { bytes: Buffer; cut: boolean }): string =>
  new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes, { stream: cut }).replaceAll("\0", "\uFFFD");

/** Headers of an answer to keep: the first 64, names in lower case, values cut at 1,000 characters. */
export const keptHeaders = (headers: Dispatcher.ResponseData["headers"]): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers)
      .slice(0, HEADERS_MAX)
      .map(([name, value]) => [
        name.toLowerCase(),
        [value ?? ""].flat().join(", ").slice(0, HEADER_VALUE_MAX).toWellFormed(),
      ]),
  );
