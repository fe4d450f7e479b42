import type { TLSSocket } from "node:tls";
import { expect, test } from "vitest";
import { certificate, client, httpReceiver, httpsReceiver, post, tcpReceiver } from "./guarded-receivers.ts";

const toHere = (): Promise<string[]> => Promise.resolve(["127.0.0.1"]);

test("KW-08 https goes to the address that was looked at, with the name in SNI and certificate", async () => {
  const receiver = await httpsReceiver((request, answer) => {
    const { servername } = request.socket as TLSSocket & { servername: unknown };
    answer.end(`${String(servername)} ${request.headers.host}`);
  });
  const to = client({ ca: certificate });
  expect(await post(to, `https://localhost:${receiver.port}/`)).toMatchObject({
    status: 200,
    head: `localhost localhost:${receiver.port}`,
  });
  expect(await post(to, `https://localhost.:${receiver.port}/`)).toMatchObject({ status: 200 });
  expect(await post(to, receiver.url)).toMatchObject({ status: 200, head: `false 127.0.0.1:${receiver.port}` });
});

test("KW-08 a certificate that nobody vouches for gets nothing", async () => {
  let requests = 0;
  const receiver = await httpsReceiver((_, answer) => {
    requests++;
    answer.end();
  });
  const sent = await post(client(), `https://localhost:${receiver.port}/`);
  expect(sent).toEqual({
    kind: "failed",
    why: "certificate",
    says: "The receiver's certificate is not from a known authority.",
  });
  expect(requests).toBe(0);
});

test("KW-08 a certificate for another host gets nothing, whatever the Host header was to be", async () => {
  let requests = 0;
  const receiver = await httpsReceiver((_, answer) => {
    requests++;
    answer.end();
  });
  const to = client({ ca: certificate, lookup: toHere });
  const sent = await post(to, `https://hooks.example.com:${receiver.port}/`, { host: "localhost" });
  expect(sent).toEqual({ kind: "failed", why: "certificate", says: "The receiver's certificate is for another host." });
  expect(requests).toBe(0);
});

test("KW-08 https with a receiver that has no TLS, or stops in the middle of it, is a failure in a sentence", async () => {
  const plain = await httpReceiver((_, answer) => answer.end());
  expect(await post(client(), plain.url.replace("http", "https"))).toEqual({
    kind: "failed",
    why: "protocol",
    says: "No secure connection could be agreed with the receiver.",
  });
  const closing = await tcpReceiver((socket) => socket.end());
  expect(await post(client(), closing.url.replace("http", "https"))).toMatchObject({ why: "reset" });
  const silent = await tcpReceiver(() => undefined);
  const began = performance.now();
  expect(await post(client({ timeoutMs: 400 }), silent.url.replace("http", "https"))).toMatchObject({ why: "timeout" });
  expect(performance.now() - began).toBeLessThan(1_500);
});
