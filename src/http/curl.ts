/** What stands where a secret was while a command is put together: no request can hold it. */
export const HOLE = "\u0000";
/** How a command names the secret that the reader has to put there. */
const SECRET = '"$TOKEN"';

/** A text as one word of a POSIX shell; holes become the secret's variable. */
const quoted = (text: string): string => {
  const parts = text.split(HOLE).map((part) => (part === "" ? "" : `'${part.replaceAll("'", "'\\''")}'`));
  return parts.join(SECRET) || "''";
};

/** What curl says of itself, or works out anew. */
const LEFT_OUT =
  /^(?:host|connection|content-length|accept-(?:encoding|language)|user-agent|transfer-encoding|expect|keep-alive|origin|referer|dnt|priority|sec-.*)$/i;

export type CurlAsk = Readonly<{
  method: string;
  url: string;
  headers: readonly (readonly [string, string])[];
  /** Null when there was none; undefined when it cannot be given, as it is not whole or no text. */
  body: string | null | undefined;
}>;

/** A command for a shell that sends the same request again, once the reader has set `TOKEN`. */
export const curlOf = ({ method, url, headers, body }: CurlAsk): string => {
  const words = ["curl"];
  if (method === "HEAD") words.push("--head");
  else if (method !== (body === null ? "GET" : "POST")) words.push(`--request ${method}`);
  words.push("--globoff", quoted(url)); // no letter of the address is a pattern
  for (const [name, value] of headers) {
    if (!LEFT_OUT.test(name)) words.push(`--header ${quoted(`${name}: ${value}`)}`);
  }
  if (body === undefined) words.push("--data-binary @body");
  else if (body !== null) words.push(`--data-raw ${quoted(body)}`);
  return words.join(" \\\n  ");
};
