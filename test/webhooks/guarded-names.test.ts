import { type Socket as UdpSocket, createSocket } from "node:dgram";
import { syncBuiltinESMExports } from "node:module";
import net, { type LookupFunction, type TcpNetConnectOpts } from "node:net";
import { afterEach, describe, expect, test, vi } from "vitest";
import { hostLookup } from "../../src/webhooks/guarded/lookup.ts";
import { client, httpReceiver, post } from "./guarded-receivers.ts";

const OUT_OF_REACH = "The address leads to a place that may not be reached from here.";

/** Answers each time with the next of these, and stays with the last. */
const answering = (...answers: readonly (readonly string[])[]) => {
  const asked: string[] = [];
  const lookup = (host: string): Promise<readonly string[]> => {
    asked.push(host);
    return Promise.resolve(answers[Math.min(asked.length, answers.length) - 1]!);
  };
  return { asked, lookup };
};

describe("the addresses of a name", () => {
  test("KW-08 the connection goes to the address that was looked at, and the name is asked for once", async () => {
    const receiver = await httpReceiver(({ headers }, answer) => answer.end(headers.host));
    const { asked, lookup } = answering(["127.0.0.1"], ["10.0.0.1"]);
    const to = client({ lookup });
    const url = `http://hooks.example.com.:${receiver.port}/in`;
    const first = await post(to, url);
    await new Promise(setImmediate);
    expect(first).toMatchObject({ kind: "answer", status: 200, head: `hooks.example.com:${receiver.port}` });
    expect(asked).toEqual(["hooks.example.com"]);

    expect(await post(to, url)).toMatchObject({ status: 200 }); // over the same connection
    expect(asked).toHaveLength(1);
    expect(receiver.connections()).toBe(1);

    const other = `http://hooks.example.com:${(await httpReceiver((_, answer) => answer.end())).port}/`;
    expect(await post(to, other)).toEqual({ kind: "failed", why: "forbidden", says: OUT_OF_REACH });
  });

  describe("without a network", () => {
    afterEach(() => {
      vi.restoreAllMocks();
      syncBuiltinESMExports();
    });

    test("KW-08 a name that turns to loopback after it was looked at gains nothing", async () => {
      const receiver = await httpReceiver((_, answer) => answer.end("hello"));
      const { asked, lookup } = answering(["93.184.216.34"], ["127.0.0.1"]);
      const real = net.connect;
      const dialed: unknown[] = [];
      // The Internet of this test: whatever public address the socket would take leads to the receiver.
      vi.spyOn(net, "connect").mockImplementation(((options: TcpNetConnectOpts) => {
        const take: LookupFunction = (host, how, callback) =>
          options.lookup!(host, how, (error, addresses) => {
            dialed.push(error ?? addresses);
            callback(error, error ? [] : [{ address: "127.0.0.1", family: 4 }]);
          });
        return real({ ...options, lookup: take });
      }) as typeof net.connect);
      syncBuiltinESMExports();
      const to = client({ reach: "public", lookup });
      const url = `http://hooks.example.com:${receiver.port}/`;

      expect(await post(to, url)).toMatchObject({ kind: "answer", head: "hello" });
      expect(asked).toEqual(["hooks.example.com"]);
      expect(dialed).toEqual([[{ address: "93.184.216.34", family: 4 }]]);

      const fresh = client({ reach: "public", lookup });
      expect(await post(fresh, url)).toEqual({ kind: "failed", why: "forbidden", says: OUT_OF_REACH });
      expect(receiver.connections()).toBe(1);
    });
  });

  test.each([
    [["127.0.0.1"]],
    [["93.184.216.34", "127.0.0.1"]],
    [["127.0.0.1", "93.184.216.34"]],
    [["2606:4700:4700::1111", "::1"]],
    [["93.184.216.34", "::ffff:127.0.0.1"]],
    [["93.184.216.34", "10.0.0.1"]],
    [[...Array.from({ length: 20 }, (_, index) => `93.184.216.${index}`), "169.254.169.254"]],
    [["not an address"]],
  ])("KW-08 %j: one of them is out of reach, so all are", async (addresses) => {
    const receiver = await httpReceiver((_, answer) => answer.end());
    const { asked, lookup } = answering(addresses);
    const to = client({ reach: "public", lookup });
    const sent = await post(to, `http://hooks.example.com:${receiver.port}/`);
    expect(sent).toEqual({ kind: "failed", why: "forbidden", says: OUT_OF_REACH });
    expect(asked).toHaveLength(1);
    expect(receiver.connections()).toBe(0);
  });

  test("KW-08 when one of several does not answer, the next is tried", async () => {
    const receiver = await httpReceiver((_, answer) => answer.end());
    const { lookup } = answering(["::1", "127.0.0.1"]); // the receiver listens on IPv4 alone
    expect(await post(client({ lookup }), `http://hooks.example.com:${receiver.port}/`)).toMatchObject({ status: 200 });
  });

  test("KW-08 no address, an error, and no end of waiting are failures in a sentence", async () => {
    const url = "http://hooks.example.com/";
    expect(await post(client({ lookup: () => Promise.resolve([]) }), url)).toEqual({
      kind: "failed",
      why: "not_found",
      says: "The host name has no address.",
    });
    const broken = (): Promise<never> => Promise.reject(Object.assign(new Error("/secret"), { code: "EBADRESP" }));
    expect(await post(client({ lookup: broken }), url)).toEqual({
      kind: "failed",
      why: "protocol",
      says: "The exchange failed (EBADRESP).",
    });
    const began = performance.now();
    const silent = (): Promise<never> => new Promise(() => undefined);
    expect(await post(client({ lookup: silent, timeoutMs: 300 }), url)).toMatchObject({ why: "timeout" });
    expect(performance.now() - began).toBeLessThan(1_500);
  });
});

describe("name servers", () => {
  let server: UdpSocket | undefined;
  afterEach(() => {
    server?.close();
    server = undefined;
  });

  type Zone = Readonly<Record<string, Readonly<{ a?: readonly number[][]; aaaa?: "silent"; code?: number }>>>;

  /** A name server for a few names: A records, no AAAA, or a response code (RFC 1035 §4.1). */
  const nameServer = async (zone: Zone): Promise<string> => {
    const socket = createSocket("udp4");
    server = socket;
    socket.on("message", (query, { port, address }) => {
      const labels: string[] = [];
      let at = 12;
      while (query[at]! > 0) {
        labels.push(query.toString("latin1", at + 1, at + 1 + query[at]!));
        at += query[at]! + 1;
      }
      const question = query.subarray(12, at + 5);
      const v4 = query.readUInt16BE(at + 1) === 1;
      const found = zone[labels.join(".").toLowerCase()] ?? { code: 3 };
      if (!v4 && found.aaaa === "silent") return;
      const records = (v4 ? (found.a ?? []) : []).map((ip) =>
        Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 9, 0, 4, ...ip]),
      );
      const head = Buffer.from([0, 0, 0x81, 0x80 | (found.code ?? 0), 0, 1, 0, records.length, 0, 0, 0, 0]);
      query.copy(head, 0, 0, 2);
      socket.send(Buffer.concat([head, question, ...records]), port, address);
    });
    await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
    return `127.0.0.1:${socket.address().port}`;
  };

  test("KW-08 are asked for both kinds of address; what they say is looked at", async () => {
    const dns = await nameServer({
      "hooks.example.com": {
        a: [
          [93, 184, 216, 34],
          [93, 184, 216, 35],
        ],
      },
      "half.example.com": { a: [[93, 184, 216, 36]], aaaa: "silent" },
      "empty.example.com": {},
      "broken.example.com": { code: 2 },
    });
    const { lookup, close } = hostLookup("public", [dns]);
    expect(await lookup("hooks.example.com")).toEqual(["93.184.216.34", "93.184.216.35"]);
    const half = lookup("half.example.com");
    await expect(lookup("empty.example.com")).rejects.toMatchObject({ why: "not_found" });
    await expect(lookup("nobody.example.com")).rejects.toThrow("The host name has no address.");
    await expect(lookup("broken.example.com")).rejects.toThrow("The host name could not be looked up.");
    expect(await half).toEqual(["93.184.216.36"]);
    close();
  });

  test("KW-08 a name server that says nothing is left when the client closes", async () => {
    const dns = await nameServer({ "slow.example.com": { aaaa: "silent" } });
    const { lookup, close } = hostLookup("public", [dns]);
    const asked = lookup("slow.example.com");
    setTimeout(close, 100);
    await expect(asked).rejects.toThrow("The host name could not be looked up.");
  });

  test("KW-08 localhost is this machine; the machine's own names are for those who may reach them", async () => {
    const dns = await nameServer({});
    const wide = hostLookup("private", [dns]);
    expect(await wide.lookup("api.localhost")).toEqual(["127.0.0.1", "::1"]);
    await expect(wide.lookup("nobody.example.com")).rejects.toMatchObject({ why: "not_found" });
    wide.close();
    const receiver = await httpReceiver((_, answer) => answer.end("here"));
    expect(await post(client(), `http://localhost:${receiver.port}/`)).toMatchObject({ head: "here" });
  });
});
