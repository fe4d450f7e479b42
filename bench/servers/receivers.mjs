// Receivers of webhooks, many in one process, each on a port of its own. What comes in goes to a file, a line each:
// receiver, microseconds of the monotonic clock, webhook-id, order, its status and number of lines, a digest of the
// body, and what was made of it. SERVERY_PORT is for whoever measures: /behave, /ports, /sample, /settle.
import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { createServer } from "node:http";

const RECEIVERS = Number(process.env["SERVERY_BENCH_RECEIVERS"] ?? 1);
const log = createWriteStream(process.env["SERVERY_BENCH_LOG"] ?? "");

/**
 * How receivers behave: some hang and some fail, always; or each request fails with such a chance, the first attempts
 * of a message at the most, so that all of it arrives in the end.
 * @type {{ hang: number[], fail: number[], chances?: { fail: number, reset: number, hang: number }, attempts?: number }}
 */
let behaviour = { hang: [], fail: [] };
/** @type {Set<number>} */
let hangs = new Set();
/** @type {Set<number>} */
let fails = new Set();
let sample = "";
/** @type {Map<string, number>} how often a message has failed */
const failures = new Map();

/**
 * @param {number} index
 * @param {string} id
 * @returns {"taken" | "fail" | "reset" | "hang"}
 */
const fateOf = (index, id) => {
  if (hangs.has(index)) return "hang";
  if (fails.has(index)) return "fail";
  const { chances, attempts = 0 } = behaviour;
  if (!chances) return "taken";
  const key = `${index} ${id}`;
  const failed = failures.get(key) ?? 0;
  const dice = Math.random() - chances.fail;
  const fate =
    dice < 0 ? "fail" : dice < chances.reset ? "reset" : dice < chances.reset + chances.hang ? "hang" : "taken";
  if (fate === "taken" || failed >= attempts) {
    failures.delete(key);
    return "taken";
  }
  failures.set(key, failed + 1);
  return fate;
};

/** @type {number[]} */
const ports = [];

const control = createServer((request, answer) => {
  let text = "";
  request.setEncoding("utf8").on("data", (part) => (text += part));
  request.on("end", () => {
    if (request.url === "/readyz") return void answer.writeHead(ports.length === RECEIVERS ? 200 : 503).end();
    if (request.url === "/ports") return void answer.end(JSON.stringify(ports));
    if (request.url === "/sample") return void answer.end(sample);
    if (request.url === "/settle") return void log.write("", () => answer.end());
    if (request.url === "/behave") {
      behaviour = JSON.parse(text);
      hangs = new Set(behaviour.hang);
      fails = new Set(behaviour.fail);
    }
    answer.end("{}");
  });
});
// First of all, or a receiver may be given this very port.
await new Promise((resolve) =>
  control.listen(Number(process.env["SERVERY_PORT"]), "127.0.0.1", () => resolve(undefined)),
);

for (let index = 0; index < RECEIVERS; index++) {
  const receiver = createServer((request, answer) => {
    /** @type {Buffer[]} */
    const parts = [];
    request.on("data", (part) => parts.push(part));
    request.on("end", () => {
      const at = process.hrtime.bigint() / 1_000n;
      const body = Buffer.concat(parts);
      const id = String(request.headers["webhook-id"]);
      const order = JSON.parse(body.toString());
      const digest = createHash("sha1").update(body).digest("base64");
      const fate = fateOf(index, id);
      if (sample === "") sample = body.toString();
      log.write(`${index}\t${at}\t${id}\t${order.id}\t${order.status}\t${order.lines.length}\t${digest}\t${fate}\n`);
      if (fate === "taken") answer.end("ok");
      else if (fate === "fail") answer.writeHead(500).end("no");
      else if (fate === "reset") request.socket.resetAndDestroy();
    });
    request.on("error", () => undefined); // cut off: nothing was taken
  });
  receiver.keepAliveTimeout = 60_000;
  receiver.requestTimeout = 0;
  await new Promise((resolve) => receiver.listen(0, "127.0.0.1", () => resolve(undefined)));
  const address = receiver.address();
  ports.push(typeof address === "object" && address ? address.port : 0);
}

process.stdin.resume().once("end", () => process.exit());
