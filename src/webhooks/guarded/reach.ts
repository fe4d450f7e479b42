import { isIP } from "node:net";
import ipaddr from "ipaddr.js";

/**
 * How far the server may go for an address that somebody outside has named:
 * - `public`: the public Internet only;
 * - `loopback`: that, and this machine's loopback (the sandbox, where receivers run beside the server);
 * - `private`: anywhere but where a cloud hands out credentials, and where there is no single receiver.
 */
export type Reach = "public" | "loopback" | "private";

type Ip = ipaddr.IPv4 | ipaddr.IPv6;

/** Where clouds answer their machines about themselves. Some lie in ranges that are public or merely private. */
const metadata: ReadonlySet<string> = new Set(
  [
    "169.254.169.254",
    "169.254.170.2",
    "169.254.170.23",
    "100.100.100.200",
    "168.63.129.16",
    "192.0.0.192",
    "fd00:ec2::254",
    "fd00:ec2::23",
    "fd20:ce::254",
  ].map((address) => ipaddr.parse(address).toString()),
);

/** The only block that global unicast addresses are given out from (RFC 4291 §2.4, IANA). */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR("2000::/3");
const MAPPED = ipaddr.IPv6.parseCIDR("::ffff:0:0/96");
const NAT64 = ipaddr.IPv6.parseCIDR("64:ff9b::/96");

/** Whether a connection to this IP address may be made. Anything but an address, or one with a zone, may not. */
export const mayReach = (address: string, reach: Reach): boolean => {
  if (isIP(address) === 0 || address.includes("%")) return false;
  const ip = unmapped(ipaddr.parse(address));
  if (reach === "private") return isSomewhere(ip) && ![ip, ...within(ip)].some(isMetadata);
  return isPublic(ip) || (reach === "loopback" && ip.range() === "loopback");
};

/** `::ffff:192.0.2.1` is 192.0.2.1 to the operating system (RFC 4291 §2.5.5.2). */
const unmapped = (ip: Ip): Ip => (isV6(ip) && ip.match(MAPPED) ? v4(ip.toByteArray().slice(12)) : ip);

const isPublic = (ip: Ip): boolean => {
  if (isMetadata(ip)) return false;
  if (!isV6(ip)) return ip.range() === "unicast";
  // Networks that have IPv6 only reach every IPv4 host through this prefix (RFC 6052); it may hold public ones alone.
  if (ip.match(NAT64)) return isPublic(v4(ip.toByteArray().slice(12)));
  return ip.range() === "unicast" && ip.match(GLOBAL_UNICAST);
};

const isSomewhere = (ip: Ip): boolean => !["multicast", "broadcast", "unspecified"].includes(ip.range());
const isMetadata = (ip: Ip): boolean => metadata.has(ip.toString());

/** The IPv4 addresses to which an IPv6 address may be translated on its way. */
const within = (ip: Ip): ipaddr.IPv4[] => {
  if (!isV6(ip)) return [];
  const bytes = ip.toByteArray();
  const last = bytes.slice(12);
  switch (ip.range()) {
    case "rfc6145":
      return [v4(last)];
    case "rfc6052": // RFC 6052 §2.2: the last 32 bits, or, under a /48, on both sides of the eighth byte
      return ip.match(NAT64) ? [v4(last)] : [v4(last), v4([...bytes.slice(6, 8), ...bytes.slice(9, 11)])];
    case "6to4":
      return [v4(bytes.slice(2, 6))];
    case "teredo": // RFC 4380 §4: the server, and the client with every bit turned over
      return [v4(bytes.slice(4, 8)), v4(last.map((byte) => byte ^ 0xff))];
    case "unicast": // RFC 4291 §2.5.5.1: IPv4-compatible, twelve zero bytes before it
      return bytes.slice(0, 12).every((byte) => byte === 0) ? [v4(last)] : [];
    default:
      return [];
  }
};

const isV6 = (ip: Ip): ip is ipaddr.IPv6 => ip.kind() === "ipv6";
const v4 = (bytes: number[]): ipaddr.IPv4 => new ipaddr.IPv4(bytes);
