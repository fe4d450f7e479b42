import type { Api, Query } from "../../common/api.ts";

/** Hands a file to the browser, as if it were a link that was followed. */
export const saveFile = (content: Blob, name: string): void => {
  const url = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The browser has begun to read it by then.
  window.setTimeout(() => URL.revokeObjectURL(url), 60_000);
};

const LONGEST_MS = 10 * 60_000;

/**
 * Fetches a file of the server's and hands it to the browser; `progress` hears how many bytes came so far. Throws
 * ApiError, Unreachable.
 */
export const download = async (
  api: Api,
  path: string,
  name: string,
  { query, progress }: Readonly<{ query?: Query; progress?: (bytes: number) => void }> = {},
): Promise<void> => {
  const signal = AbortSignal.timeout(LONGEST_MS);
  const answer = await api.request("GET", path, undefined, { signal, ...(query && { query }) });
  const type = answer.headers.get("content-type") ?? "application/octet-stream";
  const parts: BlobPart[] = [];
  const reader = answer.body?.getReader();
  for (let bytes = 0; reader;) {
    const { done, value } = await reader.read();
    if (done) break;
    parts.push(value);
    bytes += value.byteLength;
    progress?.(bytes);
  }
  saveFile(new Blob(parts, { type }), name);
};
