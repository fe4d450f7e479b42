import type { LookupAddress } from "node:dns";
import { type LookupFunction, type Socket, type TcpNetConnectOpts, connect as connectTcp, isIP } from "node:net";
import { connect as connectTls, rootCertificates } from "node:tls";
import { callbackify } from "node:util";
import type { buildConnector } from "undici";
import { Unsent } from "./failure.ts";
import type { Lookup } from "./lookup.ts";
import { type Reach, mayReach } from "./reach.ts";
import { OUT_OF_REACH } from "./target.ts";

/** How long one of several addresses has before the next one is tried too (RFC 8305). */
const NEXT_ADDRESS_MS = 500;
const ADDRESSES_MAX = 8;

export type DialerParts = Readonly<{
  reach: Reach;
  lookup: Lookup;
  /** For looking up, connecting and the TLS handshake together. */
  timeoutMs: number;
  /** A certificate authority to trust beside the usual ones. */
  ca?: string;
}>;

export type Dialer = Readonly<{ connect: buildConnector.connector; close(): void }>;

/**
 * Makes connections for undici. A name is resolved once, by the connection itself; if any of its addresses is out of
 * reach, there is no connection at all, and otherwise it goes to one of the very addresses that were looked at. So a
 * name that answers differently the next time (DNS rebinding) gains nothing. SNI and certificate are for the name.
 */
export const guardedDialer = ({ reach, lookup, timeoutMs, ca }: DialerParts): Dialer => {
  const connecting = new Set<Socket>();
  const checked = checkedLookup(lookup, reach);

  const open = ({ protocol, hostname, port }: buildConnector.Options): Socket => {
    const common: TcpNetConnectOpts = {
      host: hostname,
      port: Number(port) || (protocol === "https:" ? 443 : 80),
      lookup: checked,
      autoSelectFamily: true,
      autoSelectFamilyAttemptTimeout: NEXT_ADDRESS_MS,
      noDelay: true,
    };
    if (protocol !== "https:") return connectTcp(common);
    return connectTls({
      ...common,
      servername: isIP(hostname) === 0 ? hostname : "",
      ALPNProtocols: ["http/1.1"],
      ...(ca !== undefined && { ca: [...rootCertificates, ca] }),
    });
  };

  const connect: buildConnector.connector = (options, callback) => {
    // Node looks up names only: an address goes straight to the socket.
    if (isIP(options.hostname) !== 0 && !mayReach(options.hostname, reach)) {
      return process.nextTick(callback, new Unsent("forbidden", OUT_OF_REACH), null);
    }
    const socket = open(options);
    connecting.add(socket);
    const timer = setTimeout(
      () => socket.destroy(new Unsent("timeout", "There was no connection to the receiver in time.")),
      timeoutMs,
    );
    const settle = (end: () => void): void => {
      clearTimeout(timer);
      if (connecting.delete(socket)) end();
    };
    socket.once(options.protocol === "https:" ? "secureConnect" : "connect", () =>
      settle(() => callback(null, socket)),
    );
    socket.on("error", (error) => settle(() => callback(error, null))); // once connected, undici hears them itself
  };

  const close = (): void => {
    for (const socket of connecting) socket.destroy(new Unsent("stopped", "The server is stopping."));
  };

  return { connect, close };
};

/** A look-up for one connection: all the addresses of a name when every one of them may be reached, or an error. */
const checkedLookup = (lookup: Lookup, reach: Reach): LookupFunction => {
  const addressesOf = async (host: string): Promise<LookupAddress[]> => {
    const addresses = await lookup(host);
    if (addresses.length === 0) throw new Unsent("not_found", "The host name has no address.");
    if (!addresses.every((address) => mayReach(address, reach))) throw new Unsent("forbidden", OUT_OF_REACH);
    return addresses.slice(0, ADDRESSES_MAX).map((address) => ({ address, family: isIP(address) }));
  };
  const asNodeAsks = callbackify(addressesOf);
  return (host, _options, callback) => asNodeAsks(host, (error, addresses) => callback(error, addresses));
};
