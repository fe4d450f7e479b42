import { Resolver, lookup as askSystem } from "node:dns/promises";
import { Unsent } from "./failure.ts";
import type { Reach } from "./reach.ts";
import { isLocalName } from "./target.ts";

/** The IP addresses of a host name. Throws when there is none, or nobody could say. */
export type Lookup = (host: string) => Promise<readonly string[]>;

export type HostLookup = Readonly<{ lookup: Lookup; close(): void }>;

const TRY_MS = 2_500;
const TRIES = 2;

/**
 * Asks the name servers directly. The operating system's look-up would take one of Node's few threads for as long as a
 * name server is silent, and a stranger chooses that name server; it is asked only after there was no such name, and
 * only where names of the own network (the hosts file, mDNS) are wanted.
 */
export const hostLookup = (reach: Reach, servers?: readonly string[]): HostLookup => {
  const resolver = new Resolver({ timeout: TRY_MS, tries: TRIES });
  if (servers) resolver.setServers(servers);

  const lookup: Lookup = async (host) => {
    if (isLocalName(host)) return ["127.0.0.1", "::1"];
    const answers = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)]);
    const addresses = answers.flatMap((answer) => (answer.status === "fulfilled" ? answer.value : []));
    if (addresses.length > 0) return addresses;
    if (reach !== "public") return ownNames(host);
    const known = answers.every((answer) => answer.status === "rejected" && isNoSuchName(answer.reason));
    throw new Unsent("not_found", known ? NO_SUCH_NAME : NO_ANSWER);
  };

  return { lookup, close: () => resolver.cancel() };
};

const NO_SUCH_NAME = "The host name has no address.";
const NO_ANSWER = "The host name could not be looked up.";

const ownNames = async (host: string): Promise<string[]> => {
  try {
    return (await askSystem(host, { all: true })).map(({ address }) => address);
  } catch (error) {
    throw new Unsent("not_found", isNoSuchName(error) ? NO_SUCH_NAME : NO_ANSWER);
  }
};

const isNoSuchName = (error: unknown): boolean =>
  ["ENOTFOUND", "ENODATA"].includes((error as NodeJS.ErrnoException).code ?? "");
