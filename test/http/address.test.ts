import type { IncomingMessage } from "node:http";
import { describe, expect, test } from "vitest";
import { addressFrom } from "../../src/http/address.ts";

const SOCKET = "198.51.100.9";
const from = (forwarded: string | string[] | undefined, remoteAddress: string | undefined = SOCKET): IncomingMessage =>
  ({
    headers: forwarded === undefined ? {} : { "x-forwarded-for": forwarded },
    socket: { remoteAddress },
  }) as unknown as IncomingMessage;

describe("the address that a request came from", () => {
  test.each([
    [undefined, SOCKET],
    ["203.0.113.7", "203.0.113.7"],
    ["10.0.0.1, 203.0.113.7", "203.0.113.7"],
    ["127.0.0.1,  203.0.113.7  ", "203.0.113.7"],
    ["2001:db8::7", "2001:db8::7"],
    ["203.0.113.7, ::ffff:192.0.2.1", "::ffff:192.0.2.1"],
    ["", SOCKET],
    ["203.0.113.7,", SOCKET],
    ["203.0.113.7, unknown", SOCKET],
    ["203.0.113.7:4711x", SOCKET],
    ["<script>", SOCKET],
    ["1".repeat(46), SOCKET],
  ])("behind a proxy of our own that wrote %j is %s", (told, address) => {
    expect(addressFrom(true)(from(told))).toBe(address);
  });

  test("is the connection's when there is no such proxy, whatever a client says", () => {
    expect(addressFrom(false)(from("203.0.113.7"))).toBe(SOCKET);
    expect(addressFrom(false)(from(undefined))).toBe(SOCKET);
  });

  test("is the connection's when the header came in pieces", () => {
    expect(addressFrom(true)(from(["203.0.113.7", "203.0.113.8"]))).toBe(SOCKET);
  });

  test("is unknown when the connection is gone", () => {
    const gone = { headers: {}, socket: {} } as unknown as IncomingMessage;
    expect(addressFrom(true)(gone)).toBe("unknown");
  });
});
