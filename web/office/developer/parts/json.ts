/** JSON laid out to be read; undefined for a text that is none. */
export const prettyJson = (text: string): string | undefined => {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return undefined; // a form, a page, or a body that was cut
  }
};

const encoder = new TextEncoder();
export const bytesOf = (text: string): number => encoder.encode(text).length;

/** "512 bytes", "2.4 kB". */
export const sizeWords = (bytes: number): string =>
  bytes === 1 ? "1 byte" : bytes < 1_000 ? `${bytes} bytes` : `${(bytes / 1_000).toFixed(1)} kB`;

/** "0.8 ms", "12 ms", "1.25 s". */
export const tookWords = (ms: number): string =>
  ms < 10 ? `${ms.toFixed(1)} ms` : ms < 1_000 ? `${Math.round(ms)} ms` : `${(ms / 1_000).toFixed(2)} s`;
