import { describe, expect, test } from "vitest";
import { client, httpReceiver, post, tcpReceiver } from "./guarded-receivers.ts";

const timed = async <T>(work: Promise<T>): Promise<{ got: T; tookMs: number }> => {
  const began = performance.now();
  return { got: await work, tookMs: performance.now() - began };
};

const LATE = { kind: "failed", why: "timeout", says: "There was no complete answer within 0.5 seconds." };
const RESET = {
  kind: "failed",
  why: "reset",
  says: "The receiver closed the connection before its answer was complete.",
};
const STOPPED = { kind: "failed", why: "stopped", says: "The server is stopping." };

describe("what is sent", () => {
  test("KW-08 goes out as it was given, except for the headers that frame the message", async () => {
    const got: unknown[] = [];
    const receiver = await httpReceiver((request, answer) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        got.push(request.method, request.url, Buffer.concat(chunks).toString());
        got.push(Object.fromEntries(Object.entries(request.headers).filter(([name]) => name !== "connection")));
        answer.writeHead(201, { "X-Receipt": "r1", "set-cookie": ["a=1", "b=2"] }).end("thanks");
      });
    });
    const sent = await post(client(), `${receiver.url}/in/%7Ea?b=1&c#d`, {
      "Content-Type": "text/plain",
      "content-type": "application/json",
      "X-Token": "t",
      Host: "elsewhere.example.com",
      "Content-Length": "1",
      "Transfer-Encoding": "chunked",
      Expect: "100-continue",
      Connection: "upgrade",
      Upgrade: "h2c",
      "Accept-Encoding": "gzip",
    });
    expect(got).toEqual([
      "POST",
      "/in/%7Ea?b=1&c",
      '{"id":1}',
      {
        host: `127.0.0.1:${receiver.port}`,
        "content-type": "application/json",
        "content-length": "8",
        "x-token": "t",
        "accept-encoding": "identity",
      },
    ]);
    expect(sent).toMatchObject({ kind: "answer", status: 201, head: "thanks" });
    expect(sent.kind === "answer" && sent.headers).toMatchObject({ "x-receipt": "r1", "set-cookie": "a=1, b=2" });
  });

  test("KW-08 a header that HTTP cannot carry is a failure, and nothing is sent", async () => {
    const receiver = await httpReceiver((_, answer) => answer.end());
    for (const headers of [{ "x-a": "1\r\nx-b: 2" }, { "x a": "1" }, { "x-a": "naïve ☃" }]) {
      expect(await post(client(), receiver.url, headers as Record<string, string>)).toEqual({
        kind: "failed",
        why: "protocol",
        says: "The headers of the request cannot be sent.",
      });
    }
    expect(receiver.connections()).toBe(0);
  });

  test("KW-08 a connection is used again, and there are never more than allowed to one origin", async () => {
    let open = 0;
    let most = 0;
    const receiver = await httpReceiver((_, answer) => {
      most = Math.max(most, ++open);
      setTimeout(() => {
        open--;
        answer.end();
      }, 20);
    });
    const to = client({ connectionsPerOrigin: 3 });
    const all = await Promise.all(Array.from({ length: 12 }, () => post(to, receiver.url)));
    expect(all.map((sent) => sent.kind)).toEqual(Array.from({ length: 12 }, () => "answer"));
    expect(most).toBe(3);
    expect(receiver.connections()).toBe(3);
  });
});

describe("an answer", () => {
  test.each([301, 302, 303, 307, 308])("KW-08 a %i to the metadata service is an answer, not a way", async (status) => {
    const trap = await httpReceiver((_, answer) => answer.end("secret"));
    const location = status === 307 ? `${trap.url}/` : "http://169.254.169.254/latest/meta-data/";
    const receiver = await httpReceiver((_, answer) => answer.writeHead(status, { location }).end("over there"));
    expect(await post(client(), receiver.url)).toMatchObject({
      kind: "answer",
      status,
      head: "over there",
      headers: { location },
    });
    expect(await client().get(receiver.url, 1_000)).toBeUndefined();
    expect(trap.connections()).toBe(0);
  });

  test("KW-08 of 100 MB the first 16 KiB are kept, and the connection is cut", async () => {
    const chunk = Buffer.alloc(64 * 1024, "é");
    let written = 0;
    let cut: () => void = () => undefined;
    const isCut = new Promise<void>((resolve) => (cut = resolve));
    const receiver = await httpReceiver((_, answer) => {
      answer.writeHead(200, { "content-length": String(1_600 * chunk.length) });
      answer.on("close", cut);
      const more = (): void => {
        while (written < 1_600 * chunk.length && !answer.destroyed) {
          written += chunk.length;
          if (!answer.write(chunk)) return void answer.once("drain", more);
        }
      };
      more();
    });
    const before = process.memoryUsage();
    const { got, tookMs } = await timed(post(client(), receiver.url));
    const after = process.memoryUsage();
    expect(got).toMatchObject({ kind: "answer", status: 200, head: "é".repeat(8 * 1024) });
    await isCut;
    expect(tookMs).toBeLessThan(2_000);
    expect(written).toBeLessThan(16 * 1024 * 1024);
    expect(after.rss - before.rss).toBeLessThan(48 * 1024 * 1024);
  });

  test("KW-08 exactly 16 KiB are an answer like any other; a letter cut in two is left out", async () => {
    const whole = await httpReceiver((_, answer) => answer.end("a".repeat(16 * 1024)));
    const to = client();
    for (let n = 0; n < 2; n++) {
      expect(await post(to, whole.url)).toMatchObject({ head: "a".repeat(16 * 1024) });
      await new Promise(setImmediate);
    }
    expect(whole.connections()).toBe(1);
    const halved = await httpReceiver((_, answer) => answer.end(`${"a".repeat(16 * 1024 - 1)}éé`));
    expect(await post(to, halved.url)).toMatchObject({ head: "a".repeat(16 * 1024 - 1) });
  });

  test("KW-08 bytes that are no text are kept as text that every database takes", async () => {
    const receiver = await httpReceiver((_, answer) => answer.end(Buffer.from([0x61, 0, 0xff, 0xc3, 0x62])));
    expect(await post(client(), receiver.url)).toMatchObject({ status: 200, head: "a\uFFFD\uFFFD\uFFFDb" });
  });

  test("KW-08 packed answers are not unpacked", async () => {
    const packed = Buffer.from("1f8b0800000000000003", "hex");
    const receiver = await httpReceiver((_, answer) => {
      answer.writeHead(200, { "content-encoding": "gzip" }).end(packed);
    });
    expect(await post(client(), receiver.url)).toMatchObject({
      status: 200,
      head: packed.toString().replaceAll("\0", "\uFFFD"),
    });
    expect(await client().get(receiver.url, 1_000)).toBeUndefined();
  });

  test("KW-08 64 headers are kept, in lower case, with 1,000 characters each", async () => {
    const receiver = await httpReceiver((_, answer) => {
      answer.sendDate = false;
      for (let n = 0; n < 100; n++) answer.setHeader(`X-Header-${n}`, n === 0 ? "v".repeat(1_500) : `v${n}`);
      answer.end();
    });
    const sent = await post(client(), receiver.url);
    const headers = sent.kind === "answer" ? sent.headers : {};
    expect(Object.keys(headers)).toEqual(Array.from({ length: 64 }, (_, n) => `x-header-${n}`));
    expect(headers["x-header-0"]).toBe("v".repeat(1_000));
    expect(headers["x-header-63"]).toBe("v63");
  });

  test("KW-08 headers without end are not read to their end", async () => {
    const receiver = await tcpReceiver((socket) => {
      socket.write("HTTP/1.1 200 OK\r\n");
      const more = (): void => {
        while (!socket.destroyed && socket.write(`x-a: ${"b".repeat(1_000)}\r\n`));
        if (!socket.destroyed) socket.once("drain", more);
      };
      more();
    });
    expect(await post(client(), receiver.url)).toEqual({
      kind: "failed",
      why: "answer_too_large",
      says: "The headers of the answer are too large.",
    });
  });

  test("KW-08 something small can be fetched, and nothing larger", async () => {
    const image = Buffer.from([0x89, 0x50, 0, 0xff]);
    const receiver = await httpReceiver((request, answer) => {
      if (request.url === "/gone") answer.statusCode = 404;
      if (request.url === "/chunked") answer.write(image.subarray(0, 1));
      answer.end(request.url === "/chunked" ? image.subarray(1) : image);
    });
    const to = client();
    expect(await to.get(`${receiver.url}/`, 4)).toEqual(image);
    expect(await to.get(`${receiver.url}/`, 3)).toBeUndefined();
    expect(await to.get(`${receiver.url}/chunked`, 4)).toEqual(image);
    expect(await to.get(`${receiver.url}/chunked`, 3)).toBeUndefined();
    expect(await to.get(`${receiver.url}/gone`, 4)).toBeUndefined();
  });
});

describe("a receiver that", () => {
  test("KW-08 never answers is left when the time is over", async () => {
    const receiver = await httpReceiver(() => undefined);
    const { got, tookMs } = await timed(post(client({ timeoutMs: 500 }), receiver.url));
    expect(got).toEqual(LATE);
    expect(tookMs).toBeGreaterThanOrEqual(490);
    expect(tookMs).toBeLessThan(1_500);
  });

  test.each([
    ["the first line", "HTTP/1.1 200 OK\r\nx-a: bbbbbbbbbbbbbbbbbbb", 0],
    ["the headers", "HTTP/1.1 200 OK\r\nx-a: bbbbbbbbbbbbbbbbbbb", 17],
    ["the body", `HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n${"b".repeat(100)}`, 41],
  ])("KW-08 drips %s is left when the time is over", async (_, text, atOnce) => {
    const receiver = await tcpReceiver((socket) => {
      let at = atOnce;
      socket.write(text.slice(0, at));
      const drip = setInterval(() => socket.write(text.charAt(at++)), 100);
      socket.on("close", () => clearInterval(drip));
    });
    const { got, tookMs } = await timed(post(client({ timeoutMs: 500 }), receiver.url));
    expect(got).toEqual(LATE);
    expect(tookMs).toBeLessThan(1_500);
  });

  test("KW-08 says 'go on' for ever is left when the time is over", async () => {
    const receiver = await tcpReceiver((socket) => {
      const drip = setInterval(() => socket.write("HTTP/1.1 102 Processing\r\n\r\n"), 20);
      socket.on("close", () => clearInterval(drip));
    });
    expect(await post(client({ timeoutMs: 500 }), receiver.url)).toEqual(LATE);
  });

  test("KW-08 closes without an answer, or in the middle of one, is asked once", async () => {
    for (const [text, end] of [
      ["", "end"],
      ["", "resetAndDestroy"],
      ["HTTP/1.1 200 OK\r\ncontent-le", "end"],
      ["HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nabc", "end"],
      ["HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nabc", "resetAndDestroy"],
      ["HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nabc", "end"],
    ] as const) {
      const receiver = await tcpReceiver((socket) => socket.write(text, () => setTimeout(() => socket[end](), 20)));
      expect(await post(client(), receiver.url), `${text} ${end}`).toEqual(RESET);
      expect(receiver.connections()).toBe(1);
    }
  });

  test.each([
    ["hello\n"],
    ["<html>HTTP/0.9</html>"],
    ["SSH-2.0-OpenSSH_9.6\r\n"],
    ["HTTP/1.1 200 OK\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n"],
    ["HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n"],
  ])("KW-08 answers %j does not speak HTTP", async (text) => {
    const receiver = await tcpReceiver((socket) => socket.end(text));
    expect(await post(client(), receiver.url)).toEqual({
      kind: "failed",
      why: "protocol",
      says: "The receiver's answer is not HTTP.",
    });
  });

  test("KW-08 is not there has refused", async () => {
    expect(await post(client(), "http://127.0.0.1:1/")).toEqual({
      kind: "failed",
      why: "refused",
      says: "The receiver refused the connection.",
    });
  });

  test("KW-08 is slow holds up nobody else", async () => {
    const slow = await httpReceiver(() => undefined);
    const quick = await httpReceiver((_, answer) => answer.end());
    const stuck = (host: string): Promise<string[]> =>
      host.startsWith("stuck") ? new Promise(() => undefined) : Promise.resolve(["127.0.0.1"]);
    const to = client({ timeoutMs: 2_000, lookup: stuck });
    const waiting = Array.from({ length: 60 }, (_, n) =>
      post(to, n % 2 ? slow.url : `http://stuck${n}.example.com:${slow.port}/`),
    );
    const { got, tookMs } = await timed(
      Promise.all(Array.from({ length: 20 }, () => post(to, `http://quick.example.com:${quick.port}/`))),
    );
    expect(got.every((sent) => sent.kind === "answer")).toBe(true);
    expect(tookMs).toBeLessThan(1_000);
    for (const sent of await Promise.all(waiting)) expect(sent).toMatchObject({ why: "timeout" });
  });

  test("KW-08 was never connected to is left at once by the next attempt", async () => {
    const receiver = await httpReceiver((_, answer) => answer.end("hello"));
    let stuck = true;
    const lookup = (): Promise<string[]> => (stuck ? new Promise(() => undefined) : Promise.resolve(["127.0.0.1"]));
    const to = client({ lookup, timeoutMs: 400 });
    const url = `http://hooks.example.com:${receiver.port}/`;
    expect(await post(to, url)).toMatchObject({ why: "timeout" });
    stuck = false;
    expect(await post(to, url)).toMatchObject({ kind: "answer", head: "hello" });
  });
});

describe("stopping", () => {
  test("KW-08 a signal ends an attempt wherever it is", async () => {
    const receiver = await httpReceiver((request, answer) => {
      if (request.url === "/body") answer.write("abc");
    });
    const lookup = (host: string): Promise<string[]> =>
      host === "stuck.example.com" ? new Promise(() => undefined) : Promise.resolve(["127.0.0.1"]);
    for (const url of [`${receiver.url}/`, `${receiver.url}/body`, "http://stuck.example.com/"]) {
      const stopping = new AbortController();
      const sent = post(client({ lookup }), url, {}, stopping.signal);
      setTimeout(() => stopping.abort(), 100);
      const { got, tookMs } = await timed(sent);
      expect(got, url).toEqual(STOPPED);
      expect(tookMs).toBeLessThan(1_000);
    }
    expect(await post(client(), receiver.url, {}, AbortSignal.abort())).toEqual(STOPPED);
  });

  test("KW-08 one signal serves as many attempts as there are, and is left as it was found", async () => {
    const receiver = await httpReceiver((_, answer) => void setTimeout(() => answer.end(), 50));
    const warnings: Error[] = [];
    const warn = (warning: Error): void => void warnings.push(warning);
    process.on("warning", warn);
    const { signal } = new AbortController();
    const to = client();
    const all = await Promise.all(Array.from({ length: 200 }, () => post(to, receiver.url, {}, signal)));
    await new Promise(setImmediate);
    process.off("warning", warn);
    expect(all.every((sent) => sent.kind === "answer")).toBe(true);
    expect(warnings).toEqual([]);
  });

  test("KW-08 closing ends what is under way, frees the connections, and nothing goes out after it", async () => {
    const receiver = await httpReceiver((request, answer) => void (request.url === "/quick" && answer.end()));
    const to = client({ lookup: () => new Promise(() => undefined) });
    expect(await post(to, `${receiver.url}/quick`)).toMatchObject({ status: 200 });
    await new Promise(setImmediate);
    const open = [post(to, receiver.url), post(to, "http://hooks.example.com/")];
    await new Promise((resolve) => setTimeout(resolve, 50));
    await to.close();
    expect(await Promise.all(open)).toEqual([STOPPED, STOPPED]);
    expect(await post(to, receiver.url)).toEqual(STOPPED);
    expect(await to.get(receiver.url, 10)).toBeUndefined();
    expect(receiver.connections()).toBe(1);
  });
});
