import { describe, expect, test } from "vitest";
import { guardedDialer } from "../../src/webhooks/guarded/dialer.ts";
import { type Reach, mayReach } from "../../src/webhooks/guarded/reach.ts";
import { client, httpReceiver, post } from "./guarded-receivers.ts";

const OUT_OF_REACH = "The address leads to a place that may not be reached from here.";
const LETTERS = "The address may not hold spaces, line breaks, backslashes or letters that cannot be seen.";
const SCHEME = "The address must begin with http:// or https://.";
const CREDENTIALS = "The address may not hold a user name or a password.";
const HOST = "The address must name a host.";

const reaches: readonly Reach[] = ["public", "loopback", "private"];

/** Which of the three let an address through, as letters: P ublic, L oopback, A ll but the worst. */
const lettersOf = (through: (reach: Reach) => boolean): string =>
  reaches.map((reach, index) => (through(reach) ? "PLA"[index] : "-")).join("");

describe("an IP address", () => {
  test.each([
    ["93.184.216.34", "PLA"],
    ["1.1.1.1", "PLA"],
    ["172.15.255.255", "PLA"],
    ["172.32.0.0", "PLA"],
    ["2606:4700:4700::1111", "PLA"],
    ["::ffff:93.184.216.34", "PLA"],
    ["64:ff9b::93.184.216.34", "PLA"],
    ["127.0.0.1", "-LA"],
    ["127.255.255.254", "-LA"],
    ["::1", "-LA"],
    ["::ffff:127.0.0.1", "-LA"],
    ["10.0.0.1", "--A"],
    ["172.16.0.1", "--A"],
    ["172.31.255.255", "--A"],
    ["192.168.1.20", "--A"],
    ["100.64.0.1", "--A"],
    ["169.254.1.1", "--A"],
    ["192.0.0.1", "--A"],
    ["192.0.2.1", "--A"],
    ["198.18.0.1", "--A"],
    ["198.51.100.1", "--A"],
    ["203.0.113.1", "--A"],
    ["192.88.99.1", "--A"],
    ["240.0.0.1", "--A"],
    ["fd00::1", "--A"],
    ["fc00::1", "--A"],
    ["fe80::1", "--A"],
    ["fec0::1", "--A"],
    ["100::1", "--A"],
    ["4000::1", "--A"],
    ["2001:db8::1", "--A"],
    ["3fff::1", "--A"],
    ["2001:2::1", "--A"],
    ["2001:10::1", "--A"],
    ["2001:20::1", "--A"],
    ["::ffff:10.0.0.1", "--A"],
    ["::7f00:1", "--A"],
    ["::ffff:0:127.0.0.1", "--A"],
    ["64:ff9b::7f00:1", "--A"],
    ["64:ff9b::10.0.0.1", "--A"],
    ["64:ff9b:1::93.184.216.34", "--A"],
    ["2002:7f00:1::", "--A"],
    ["2002:5db8:d822::1", "--A"],
    ["2001:0:5db8:d822::1", "--A"],
    ["0.0.0.0", "---"],
    ["0.1.2.3", "---"],
    ["::", "---"],
    ["255.255.255.255", "---"],
    ["224.0.0.1", "---"],
    ["ff02::1", "---"],
    ["169.254.169.254", "---"],
    ["169.254.170.2", "---"],
    ["100.100.100.200", "---"],
    ["168.63.129.16", "---"],
    ["fd00:ec2::254", "---"],
    ["fd00:0ec2:0:0::0254", "---"],
    ["::ffff:a9fe:a9fe", "---"],
    ["::a9fe:a9fe", "---"],
    ["::ffff:0:a9fe:a9fe", "---"],
    ["64:ff9b::a9fe:a9fe", "---"],
    ["64:ff9b:1::a9fe:a9fe", "---"],
    ["64:ff9b:1:a9fe:a9:fe00::", "---"],
    ["2002:a9fe:a9fe::1", "---"],
    ["2001:0:a9fe:a9fe::1", "---"],
    ["2001:0:5db8:d822:0:0:5601:5601", "---"],
    ["fe80::1%eth0", "---"],
    ["localhost", "---"],
    ["127.1", "---"],
    ["", "---"],
  ])("KW-08 %s is reached by %s", (address, letters) => {
    expect(lettersOf((reach) => mayReach(address, reach))).toBe(letters);
  });

  test("KW-08 is judged again when the connection is made, where no name is looked up", async () => {
    const receiver = await httpReceiver((_, answer) => answer.end());
    const lookup = (): Promise<string[]> => Promise.reject(new Error("not asked"));
    const dial = (reach: Reach, hostname: string): Promise<string> =>
      new Promise((resolve) => {
        const { connect } = guardedDialer({ reach, lookup, timeoutMs: 1_000 });
        connect({ hostname, protocol: "http:", port: String(receiver.port) }, (error, socket) => {
          socket?.destroy();
          resolve(error ? error.message : "connected");
        });
      });
    expect(await dial("public", "127.0.0.1")).toBe(OUT_OF_REACH);
    expect(await dial("public", "::ffff:127.0.0.1")).toBe(OUT_OF_REACH);
    expect(receiver.connections()).toBe(0);
    expect(await dial("loopback", "127.0.0.1")).toBe("connected");
  });
});

describe("an address that a client gives", () => {
  test.each([
    ["https://hooks.example.com/in?a=1#b", "PLA"],
    ["HTTPS://Hooks.Example.COM:8443/", "PLA"],
    ["http://hooks.example.com.", "PLA"],
    ["https://bücher.example/", "PLA"],
    ["https://_dmarc.example.com/a@b", "PLA"],
    ["https://93.184.216.34/in", "PLA"],
    ["https://[2606:4700:4700::1111]/in", "PLA"],
    ["https://hooks.example.com/?to=http://u:p@127.0.0.1/", "PLA"],
    ["http://localhost:4000/", "-LA"],
    ["http://localhost./", "-LA"],
    ["http://LOCALHOST", "-LA"],
    ["http://api.localhost/", "-LA"],
    ["http://127.0.0.1#@hooks.example.com/", "-LA"],
    ["http://127.1/", "-LA"],
    ["http://127.0.0.1./", "-LA"],
    ["http://0x7f000001/", "-LA"],
    ["http://2130706433/", "-LA"],
    ["http://017700000001/", "-LA"],
    ["http://%31%32%37.0.0.1/", "-LA"],
    ["http://127。0。0。1/", "-LA"],
    ["http://①②⑦.0.0.1/", "-LA"],
    ["http://[::1]:80/", "-LA"],
    ["http://[::ffff:127.0.0.1]/", "-LA"],
    ["http://192.168.0.1/", "--A"],
    ["http://100.64.0.1/", "--A"],
    ["http://[fd00::1]/", "--A"],
    ["http://[64:ff9b::7f00:1]/", "--A"],
    ["http://[2002:7f00:1::]/", "--A"],
    ["http://0.0.0.0/", "---"],
    ["http://0/", "---"],
    ["http://169.254.169.254/latest/meta-data/", "---"],
    ["http://0251.0376.0251.0376/", "---"],
    ["http://[::ffff:a9fe:a9fe]/", "---"],
  ])("KW-08 %s is taken by %s", (address, letters) => {
    const says = reaches.map((reach) => client({ reach }).check(address));
    expect(says.map((sentence, index) => (sentence === undefined ? "PLA"[index] : "-")).join("")).toBe(letters);
    for (const sentence of says) expect([undefined, OUT_OF_REACH]).toContain(sentence);
  });

  test.each([
    ["", "The address is empty."],
    [`https://example.com/${"a".repeat(1_981)}`, "The address may have at most 2,000 characters."],
    [" https://example.com/", LETTERS],
    ["https://exam\tple.com/", LETTERS],
    ["http://127.0.0.1\n.example.com/", LETTERS],
    ["https://example.com/\u0000", LETTERS],
    ["https://example.com\\@127.0.0.1/", LETTERS],
    ["https:\\\\example.com/", LETTERS],
    ["https://exam\u200Bple.com/", LETTERS],
    ["ftp://example.com/", SCHEME],
    ["file:///etc/passwd", SCHEME],
    ["javascript:alert(1)", SCHEME],
    ["data:text/plain,hello", SCHEME],
    ["gopher://127.0.0.1:6379/_SET", SCHEME],
    ["//example.com/", SCHEME],
    ["example.com", SCHEME],
    ["https:example.com", SCHEME],
    ["http://hooks.example.com@127.0.0.1/", CREDENTIALS],
    ["http://user:password@example.com/", CREDENTIALS],
    ["http://@example.com/", CREDENTIALS],
    ["http://", HOST],
    ["https:///example.com/", HOST],
    ["https://:443/", HOST],
    ["https://example.com:99999/", HOST],
    ["https://a..example.com/", HOST],
    ["https://example.com../", HOST],
    ["https://./", HOST],
    [`https://${"a".repeat(64)}.example.com/`, HOST],
    ["https://-a.example.com/", HOST],
    ["https://a,b.example.com/", HOST],
    ["http://256.256.256.256/", HOST],
    ["http://[fe80::1%25eth0]/", HOST],
    ["http://[::1/", HOST],
    ["https://example.com:0/", "The address may not use port 0."],
  ])("KW-08 %j is not taken", async (address, sentence) => {
    const to = client({ reach: "private" });
    expect(to.check(address)).toBe(sentence);
    expect(await post(to, address)).toEqual({ kind: "failed", why: "forbidden", says: sentence });
    expect(await to.get(address, 1_000)).toBeUndefined();
  });

  test("KW-08 2,000 characters are not too many", () => {
    expect(client().check(`https://example.com/${"a".repeat(1_980)}`)).toBeUndefined();
  });

  test("KW-08 none that leads to this machine gets a connection there", async () => {
    const receiver = await httpReceiver((_, answer) => answer.end("secret"));
    const to = client({ reach: "public" });
    for (const host of [
      "127.0.0.1",
      "127.1",
      "0x7f000001",
      "2130706433",
      "017700000001",
      "0.0.0.0",
      "localhost",
      "localhost.",
      "[::1]",
      "[::ffff:127.0.0.1]",
      "[64:ff9b::7f00:1]",
    ]) {
      const url = `http://${host}:${receiver.port}/`;
      expect(await post(to, url), host).toEqual({ kind: "failed", why: "forbidden", says: OUT_OF_REACH });
      expect(await to.get(url, 1_000), host).toBeUndefined();
    }
    expect(receiver.connections()).toBe(0);
    expect(await post(client({ reach: "loopback" }), `http://127.1:${receiver.port}/`)).toMatchObject({ status: 200 });
    expect(await post(client({ reach: "private" }), `http://2130706433:${receiver.port}`)).toMatchObject({
      head: "secret",
    });
  });
});
