import { isIP } from "node:net";
import { type Result, done, refuse } from "../../kit/brand.ts";
import { type Reach, mayReach } from "./reach.ts";

const LENGTH_MAX = 2_000;
const LABEL = /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/;

export const OUT_OF_REACH = "The address leads to a place that may not be reached from here.";

/**
 * Reads an address that a client has given, or says in one sentence why it is not used; nothing is looked up. In order
 * of precedence: empty, too long, letters that programs read differently, scheme, credentials, host, port, reach. The
 * URL Standard turns `127.1`, `0x7f000001`, `2130706433` and full-width digits into an address before it is judged.
 */
export const readTarget = (text: string, reach: Reach): Result<URL, string> => {
  if (text === "") return refuse("The address is empty.");
  if (text.length > LENGTH_MAX) return refuse("The address may have at most 2,000 characters.");
  if (/[\s\p{Cc}\p{Cf}\\]/u.test(text)) {
    return refuse("The address may not hold spaces, line breaks, backslashes or letters that cannot be seen.");
  }
  const authority = /^https?:\/\/([^/?#]*)/i.exec(text)?.[1];
  if (authority === undefined) return refuse("The address must begin with http:// or https://.");
  if (authority.includes("@")) return refuse("The address may not hold a user name or a password.");
  if (authority === "" || !URL.canParse(text)) return refuse("The address must name a host.");
  const url = new URL(text);
  // A name with the dot of the root is the same name; certificates and SNI are without it (RFC 6066 §3).
  const host = hostOf(url).replace(/\.$/, "");
  if (isIP(host) === 0) {
    if (host.length > 253 || !host.split(".").every((label) => LABEL.test(label))) {
      return refuse("The address must name a host.");
    }
    url.hostname = host;
  }
  if (url.port === "0") return refuse("The address may not use port 0.");
  const forbidden = isIP(host) === 0 ? reach === "public" && isLocalName(host) : !mayReach(host, reach);
  return forbidden ? refuse(OUT_OF_REACH) : done(url);
};

/** Names that mean this machine wherever they are asked for (RFC 6761 §6.3). */
export const isLocalName = (host: string): boolean => /(?:^|\.)localhost$/.test(host);

/** The name, or the address without the brackets that IPv6 has in a URL. */
const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[(.*)\]$/, "$1");
