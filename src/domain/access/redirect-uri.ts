/** Why an address cannot be one that people are sent back to. */
export type RedirectRefusal = "no_address" | "not_https" | "fragment" | "credentials" | "too_long" | "spelling";

export const REDIRECT_URI_MAX = 2_000;

const isLoopback = ({ hostname }: URL): boolean =>
  hostname === "localhost" || hostname === "[::1]" || /^127(\.\d+){3}$/.test(hostname);

/**
 * Whether an add-on may register an address to send people back to; undefined when it may. HTTPS only, whole, without
 * a fragment (RFC 6749 §3.1.2); plain HTTP on this very machine where `loopback` allows it. The address must be
 * spelled as a browser would spell it, because it is compared letter by letter later on.
 */
export const checkRedirectUri = (text: string, loopback: boolean): RedirectRefusal | undefined => {
  if (text.length > REDIRECT_URI_MAX) return "too_long";
  if (!URL.canParse(text)) return "no_address";
  const url = new URL(text);
  if (url.protocol !== "https:" && !(url.protocol === "http:" && loopback && isLoopback(url))) return "not_https";
  if (text.includes("#")) return "fragment";
  if (url.username !== "" || url.password !== "") return "credentials";
  if (url.href !== text && url.href !== `${text}/` && !isSameButForPath(url, text)) return "spelling";
  return undefined;
};

/** A browser adds the slash of an empty path before a query. */
const isSameButForPath = (url: URL, text: string): boolean =>
  url.pathname === "/" && url.href.replace(`${url.origin}/?`, `${url.origin}?`) === text;

/**
 * Whether an address that was asked for is one of those registered: letter by letter (RFC 9700 §4.1.3). The port of a
 * loopback address is free for apps on people's own devices, which cannot know it before (RFC 8252 §7.3).
 */
export const isRegistered = (
  asked: string,
  registered: readonly string[],
  isPublic: boolean,
  loopback: boolean,
): boolean => registered.some((uri) => uri === asked || (isPublic && loopback && isSameLoopback(asked, uri)));

const isSameLoopback = (asked: string, registered: string): boolean => {
  if (!URL.canParse(asked) || checkRedirectUri(asked, true)) return false;
  const [a, b] = [new URL(asked), new URL(registered)];
  if (a.protocol !== "http:" || b.protocol !== "http:" || !isLoopback(a) || a.hostname === "localhost") return false;
  a.port = "";
  b.port = "";
  return a.href === b.href;
};
