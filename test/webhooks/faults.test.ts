import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { beforeAll, expect, test } from "vitest";
import { httpReceiver, httpsReceiver } from "./guarded-receivers.ts";
import { soon, withSetting } from "./faults-setting.ts";

const TIMEOUT_MS = 1_000;
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const MIB = 1024 * 1024;

type Got = Readonly<{ id: string; signature: string; body: string; at: number }>;

/** Keeps what comes in, and does with it what it is told: the first time, and from then on. */
const keeping = (got: Got[], first: RequestListener, then: RequestListener = taken): RequestListener => {
  return (request, answer) => {
    let body = "";
    request.setEncoding("utf8").on("data", (part: string) => (body += part));
    request.on("end", () => {
      const { "webhook-id": id, "x-kounta-signature": signature } = request.headers;
      got.push({ id: String(id), signature: String(signature), body, at: performance.now() });
      (got.length === 1 ? first : then)(request, answer);
    });
  };
};
const taken = (_: IncomingMessage, answer: ServerResponse): void => void answer.end("ok");

/** Writes so many bytes, as fast as they are read. */
const flood = (answer: ServerResponse, status: number, bytes: number): void => {
  const chunk = Buffer.alloc(64 * 1024, "x");
  let left = bytes;
  answer.writeHead(status, { "content-length": bytes });
  const more = (): void => {
    while (left > 0 && !answer.destroyed) {
      left -= chunk.length;
      if (!answer.write(chunk)) return void answer.once("drain", more);
    }
  };
  more();
};

const drip = (answer: ServerResponse): void => {
  answer.writeHead(200, { "content-length": 1_000 });
  const timer = setInterval(() => answer.write("x"), 50);
  answer.on("close", () => clearInterval(timer));
};

type Seen = Readonly<{ status: number | null; error: string | null; answer?: string }>;
/** From the attempt to the next one, in ms, at the least and at the most. */
type Wait = readonly [number, number];
type Fault = [what: string, fault: RequestListener, seen: Seen, wait: Wait];

const FIRST_WAIT: Wait = [5_000, 5_000];

const LATE = "timeout: There was no complete answer within 1 seconds.";
const RESET = "reset: The receiver closed the connection before its answer was complete.";

const faults: Fault[] = [
  ["never answers", () => undefined, { status: null, error: LATE }, FIRST_WAIT],
  ["drips its answer", (_, answer) => drip(answer), { status: null, error: LATE }, FIRST_WAIT],
  ["resets the connection", ({ socket }) => socket.resetAndDestroy(), { status: null, error: RESET }, FIRST_WAIT],
  [
    "breaks off in the middle of its answer",
    (_, answer) => answer.writeHead(200, { "content-length": 9 }).write("abc", () => answer.destroy()),
    { status: null, error: RESET },
    FIRST_WAIT,
  ],
  [
    "answers what is not HTTP",
    ({ socket }) => socket.end("thanks a lot\r\n"),
    { status: null, error: "protocol: The receiver's answer is not HTTP." },
    FIRST_WAIT,
  ],
  [
    "answers 500 and 100 MB",
    (_, answer) => flood(answer, 500, 100 * MIB),
    { status: 500, error: null, answer: "x".repeat(16 * 1024) },
    FIRST_WAIT,
  ],
  [
    "answers 302 to the metadata service",
    (_, answer) => answer.writeHead(302, { location: "http://169.254.169.254/latest/meta-data/" }).end("over there"),
    { status: 302, error: null, answer: "over there" },
    FIRST_WAIT,
  ],
  [
    "answers 429 with Retry-After in seconds",
    (_, answer) => answer.writeHead(429, { "retry-after": "120" }).end("slowly"),
    { status: 429, error: null, answer: "slowly" },
    [2 * MINUTE, 2 * MINUTE],
  ],
  [
    "answers 503 with Retry-After as a date",
    (_, answer) =>
      answer.writeHead(503, { "retry-after": new Date(Date.now() + 10 * MINUTE).toUTCString() }).end("later"),
    { status: 503, error: null, answer: "later" },
    [10 * MINUTE - 2_000, 10 * MINUTE],
  ],
  [
    "answers 429 with Retry-After beyond all measure",
    (_, answer) => answer.writeHead(429, { "retry-after": String((6 * DAY) / 1_000) }).end(),
    { status: 429, error: null, answer: "" },
    [DAY, DAY],
  ],
  [
    "answers 429 with a Retry-After that says nothing",
    (_, answer) => answer.writeHead(429, { "retry-after": "soon" }).end(),
    { status: 429, error: null, answer: "" },
    FIRST_WAIT,
  ],
];

withSetting("a receiver that", TIMEOUT_MS, (setting) => {
  beforeAll(() => setting().work());

  test.each(faults)("KW-07 KW-08 %s gets the same bytes again, and nobody else waits", async (_, fault, seen, wait) => {
    const got: Got[] = [];
    const neighbour: Got[] = [];
    const faulty = await httpReceiver(keeping(got, fault));
    const good = await httpReceiver(keeping(neighbour, taken));
    const webhook = await setting().register(faulty.url);
    await setting().register(good.url);
    await setting().complete();
    expect(await soon(() => neighbour.length === 1, "the neighbour's delivery")).toBeLessThan(5_000);

    const { delivery, attempts } = await setting().attempted(webhook);
    const [attempt] = attempts;
    expect(attempts).toHaveLength(1);
    expect(attempt).toMatchObject({ number: 1, ...seen });
    expect(attempt!.tookMs).toBeLessThan(TIMEOUT_MS + 2_000);
    expect(delivery).toMatchObject({ state: "waiting", lastStatus: seen.status, lastError: seen.error });
    const ended = attempt!.startedAt + attempt!.tookMs;
    expect(delivery.nextAt! - ended).toBeGreaterThanOrEqual(wait[0] - 1_000);
    expect(delivery.nextAt! - ended).toBeLessThanOrEqual(wait[1] + 1_000);

    await setting().passing(wait[1] + MINUTE, () => got.length === 2, "the second attempt");
    const after = await setting().attempted(webhook, 2);
    expect(after.delivery).toMatchObject({ state: "delivered", lastStatus: 200 });
    expect(got.map(({ id }) => id)).toEqual([got[0]!.id, got[0]!.id]);
    expect(got[1]!.body).toBe(got[0]!.body);
    expect(got[1]!.signature).toBe(got[0]!.signature);
    expect(neighbour).toHaveLength(1);
  });

  test("KW-07 KW-08 answers 200 and 100 MB has taken it: the first 16 KiB are kept", async () => {
    const got: Got[] = [];
    const receiver = await httpReceiver(keeping(got, (_, answer) => flood(answer, 200, 100 * MIB)));
    const webhook = await setting().register(receiver.url);
    await setting().complete();
    const { delivery, attempts } = await setting().attempted(webhook);
    expect(delivery).toMatchObject({ state: "delivered", attempts: 1, lastStatus: 200 });
    expect(attempts[0]!.answer).toBe("x".repeat(16 * 1024));
    expect(got).toHaveLength(1);
  });

  test("KW-08 has a certificate that nobody vouches for is told nothing", async () => {
    const got: Got[] = [];
    const receiver = await httpsReceiver(keeping(got, taken));
    const webhook = await setting().register(receiver.url);
    await setting().complete();
    const { delivery, attempts } = await setting().attempted(webhook);
    expect(delivery).toMatchObject({ state: "waiting", attempts: 1, lastStatus: null });
    expect(attempts[0]!.error).toMatch(/^certificate: /);
    expect(got).toEqual([]);
  });
});
