// The limit of reading: Node's own HTTP server, which does nothing but send bytes that it was given at start.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";

/** @type {{ headers: Record<string, string>, body: string }[]} */
const answers = JSON.parse(readFileSync(process.env["SERVERY_BENCH_ANSWERS"] ?? "", "utf8"));
const ready = answers.map(({ headers, body }) => ({ headers, body: Buffer.from(body), etag: headers["etag"] }));
let n = 0;

const server = createServer({ keepAliveTimeout: 72_000 }, (request, response) => {
  const answer = ready[n++ % ready.length];
  if (answer === undefined) return;
  if (request.headers["if-none-match"] === undefined) {
    response.writeHead(200, answer.headers);
    response.end(answer.body);
  } else {
    const { "content-type": _type, "content-length": _length, ...headers } = answer.headers;
    response.writeHead(304, headers);
    response.end();
  }
});
server.listen(Number(process.env["SERVERY_PORT"]), "127.0.0.1");
process.stdin.resume().once("end", () => process.exit());
