import fc from "fast-check";
import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import { afterEach, describe, expect, test, vi } from "vitest";
import { Worker } from "node:worker_threads";
import { catalogue } from "../domain/menu.ts";
import { docketOf } from "../../src/paper/docket/docket-of.ts";
import type { Docket } from "../../src/paper/docket/docket.ts";
import { parseEscPos, pageText } from "../../src/paper/escpos/parse.ts";
import { renderText } from "../../src/paper/escpos/render-text.ts";
import { renderEscPos } from "../../src/paper/escpos/render.ts";
import { printOverTcp, type PrintResult, type PrintTimes } from "../../src/paper/escpos/tcp-printer.ts";
import { VirtualPrinter, type VirtualPrinterOptions } from "../../src/paper/escpos/virtual-printer.ts";
import { receiptOf } from "../../src/paper/receipt/receipt-of.ts";
import { anyOrder } from "./docket-arbitrary.ts";
import { tableOfFour } from "./docket-orders.ts";
import type { Order } from "../../src/domain/order/order.ts";

const open: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

const printer = async (options: VirtualPrinterOptions = {}): Promise<VirtualPrinter> => {
  const opened = await VirtualPrinter.open(options);
  open.push(() => opened.close());
  return opened;
};

const docketOfAll = (order: Order): Docket => {
  const docket = docketOf({
    kind: "changes",
    order,
    catalogue,
    station: "Kitchen",
    lineIds: order.lines.map((line) => line.lineId),
    removed: order.lines.slice(1, 2),
    at: order.createdAt,
  });
  if (!docket) throw new Error("nothing on the docket");
  return docket;
};
const docket = docketOfAll(tableOfFour);
const job = renderEscPos(docket, { columns: 48 });
const text = renderText(docket, { columns: 48 }).join("\n");

const send = (port: number, times: Partial<PrintTimes> = {}, bytes = job): Promise<PrintResult> =>
  printOverTcp({ host: "127.0.0.1", port }, bytes, times);

describe("what is printed", () => {
  test("KP-08 a docket goes over TCP to a printer and comes out as it was meant, as text and as a picture", async () => {
    const seen: number[] = [];
    const virtual = await printer({ now: () => 1_700_000_000_000, onDocket: ({ id }) => seen.push(id) });
    expect(await send(virtual.port)).toEqual({ kind: "printed" });
    const [printed] = virtual.dockets();
    expect(printed).toMatchObject({ id: 1, at: 1_700_000_000_000, text, page: { cut: true, columns: 48 } });
    expect(printed?.bytes).toEqual(job);
    expect(virtual.text(1)).toBe(text);
    expect((await virtual.png(1))?.subarray(1, 4).toString()).toBe("PNG");
    expect([virtual.text(2), await virtual.png(2)]).toEqual([undefined, undefined]);
    expect(seen).toEqual([1]);
  });

  test("KP-08 whatever an order says, paper and text say the same, within the columns", () => {
    fc.assert(
      fc.property(anyOrder, fc.constantFrom(32, 42, 48), fc.boolean(), (order, columns, again) => {
        const options = { columns, reprint: again, maybeTwice: again };
        for (const paper of [docketOfAll(order), receiptOf({ order, catalogue, customer: null, original: null })]) {
          const lines = renderText(paper, options);
          const pages = parseEscPos(renderEscPos(paper, options), columns);
          expect(pages).toHaveLength(1);
          expect(pageText(pages[0]!)).toEqual(lines);
          expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(columns);
        }
      }),
      { numRuns: 250 },
    );
  });

  test("KP-08 and so does the printer at the other end of the line", async () => {
    const virtual = await printer({ columns: 42 });
    await fc.assert(
      fc.asyncProperty(anyOrder, async (order) => {
        const paper = docketOfAll(order);
        const bytes = renderEscPos(paper, { columns: 42 });
        expect(await send(virtual.port, {}, bytes)).toEqual({ kind: "printed" });
        const printed = virtual.dockets().at(-1);
        expect(printed?.text).toBe(renderText(paper, { columns: 42 }).join("\n"));
        expect(printed?.bytes).toEqual(bytes);
      }),
      { numRuns: 60 },
    );
  });

  test("KP-08 the newest dockets are kept", async () => {
    const virtual = await printer({ keep: 2 });
    for (let i = 0; i < 4; i++) await send(virtual.port);
    expect(virtual.dockets().map(({ id }) => id)).toEqual([3, 4]);
    expect(virtual.text(1)).toBeUndefined();
  });
});

describe("a printer in trouble", () => {
  /** Short enough for a test, long enough for a loaded machine. */
  const times = { answerMs: 400, totalMs: 1_500 };

  test("KP-08 before anything is sent: surely nothing is printed", async () => {
    const virtual = await printer();
    virtual.setCoverOpen(true);
    expect(await send(virtual.port, times)).toEqual({ kind: "not_printed", why: "cover_open" });
    virtual.setCoverOpen(false);
    virtual.setPaperOut(true);
    expect(await send(virtual.port, times)).toEqual({ kind: "not_printed", why: "paper_out" });
    virtual.setPaperOut(false);
    await virtual.setOnline(false);
    expect(await send(virtual.port, times)).toEqual({ kind: "not_printed", why: "refused" });
    expect(virtual.dockets()).toEqual([]);
    await virtual.setOnline(true);
    expect(await send(virtual.port, times)).toEqual({ kind: "printed" });
  });

  test("KP-08 paper that runs out half way: nobody knows, and the rest comes out with the new roll", async () => {
    const virtual = await printer();
    virtual.runOutAfter(4);
    expect(await send(virtual.port, times)).toEqual({ kind: "unknown", why: "paper_out" });
    expect(virtual.dockets()).toEqual([]);
    virtual.setPaperOut(false);
    await vi.waitFor(() => expect(virtual.text(1)).toBe(text));
    virtual.runOutAfter(4);
    setTimeout(() => virtual.setPaperOut(false), 300);
    expect(await send(virtual.port, { ...times, totalMs: 10_000 })).toEqual({ kind: "printed" });
  });

  test("KP-08 a printer that dies half way: nobody knows, and what was printed is there", async () => {
    const virtual = await printer();
    virtual.dieAfter(5);
    expect(await send(virtual.port, times)).toEqual({ kind: "unknown", why: "lost" });
    const [half] = virtual.dockets();
    expect(half?.page.cut).toBe(false);
    expect(half?.text.split("\n")).toEqual(text.split("\n").slice(0, 5));
    expect(await send(virtual.port, times)).toEqual({ kind: "not_printed", why: "refused" });
    await virtual.setOnline(true);
    const again = renderEscPos(docket, { columns: 48, maybeTwice: true });
    expect(await send(virtual.port, times, again)).toEqual({ kind: "printed" });
    expect(virtual.dockets().at(-1)?.text).toContain("MAY BE A DUPLICATE");
  });

  test("KP-08 a slow one is waited for, but not for ever", async () => {
    const virtual = await printer();
    virtual.setSlow(15);
    expect(await send(virtual.port, { totalMs: 20_000 })).toEqual({ kind: "printed" });
    expect(virtual.text(1)).toBe(text); // it said so when the last line was out
    virtual.setSlow(200);
    expect(await send(virtual.port, { totalMs: 1_000 })).toEqual({ kind: "unknown", why: "timeout" });
  });

  test("KP-08 one that never answers is printed to all the same", async () => {
    const virtual = await printer();
    virtual.setSilent(true);
    expect(await send(virtual.port, { answerMs: 100, silentMs: 300 })).toEqual({ kind: "printed" });
    await vi.waitFor(() => expect(virtual.text(1)).toBe(text));
  });

  test("KP-08 what waits for paper is not heaped up in memory", async () => {
    const virtual = await printer();
    virtual.setPaperOut(true);
    const client = connect(virtual.port, "127.0.0.1");
    client.on("error", () => undefined);
    await once(client, "connect");
    client.write(Buffer.alloc(64 * 1024 * 1024, "line\n"));
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(client.writableLength).toBeGreaterThan(0);
    client.destroy();
  });
});

describe("printers of other makes", () => {
  const server = async (serve: (socket: Socket) => void): Promise<number> => {
    const listening: Server = createServer(serve).listen(0, "127.0.0.1");
    await once(listening, "listening");
    const sockets = new Set<Socket>();
    listening.on("connection", (socket) => {
      sockets.add(socket);
      socket.on("error", () => undefined);
    });
    open.push(() => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => listening.close(resolve));
    });
    return (listening.address() as AddressInfo).port;
  };

  /** Answers each DLE EOT with what `status` says, and GS r with what `report` says. */
  const answering = (status: (n: number, jobs: number) => readonly number[], report: readonly number[] = []) => {
    const got: Buffer[] = [];
    const serve = (socket: Socket): void => {
      socket.on("data", (chunk) => {
        for (let i = 0; i + 2 < chunk.length; i++) {
          if (chunk[i] === 0x10 && chunk[i + 1] === 4) socket.write(Buffer.from(status(chunk[i + 2]!, got.length)));
          if (chunk[i] === 0x1d && chunk[i + 1] === 0x72 && report.length > 0) socket.write(Buffer.from(report));
        }
        if (chunk.includes(job.subarray(0, 12))) got.push(chunk);
      });
    };
    return { serve, got };
  };
  const times = { answerMs: 200, totalMs: 1_500, silentMs: 200 };

  test("KP-08 one without reports counts as done when it is well after the job", async () => {
    const { serve, got } = answering(() => [0x12]);
    expect(await send(await server(serve), times)).toEqual({ kind: "printed" });
    expect(got).toHaveLength(1);
  });

  test("KP-08 one without reports that stopped for paper does not", async () => {
    const { serve } = answering((n, jobs) => [jobs === 0 ? 0x12 : n === 1 ? 0x1a : 0x72]);
    expect(await send(await server(serve), times)).toEqual({ kind: "unknown", why: "paper_out" });
  });

  test("KP-08 a state that was sent unasked is no report of something printed", async () => {
    const { serve } = answering((n, jobs) => [jobs === 0 ? 0x12 : n === 1 ? 0x1a : 0x72], [0x10, 0x00, 0x00, 0x0f]);
    expect(await send(await server(serve), times)).toEqual({ kind: "unknown", why: "paper_out" });
  });

  test("KP-08 one that is offline for reasons of its own", async () => {
    const { serve, got } = answering((n) => [n === 1 ? 0x1a : 0x12]);
    expect(await send(await server(serve), times)).toEqual({ kind: "not_printed", why: "offline" });
    expect(got).toEqual([]);
  });

  test("KP-08 one that hangs up at once has printed nothing; one that breaks off after the job may have", async () => {
    const hangsUp = await server((socket) => socket.end());
    expect(await send(hangsUp, times)).toEqual({ kind: "not_printed", why: "offline" });
    const breaksOff = await server((socket) => {
      socket.on("data", (chunk) => {
        if (chunk.includes(job.subarray(0, 12))) socket.resetAndDestroy();
      });
    });
    expect(await send(breaksOff, times)).toEqual({ kind: "unknown", why: "lost" });
  });

  test("KP-08 one that does not take the job in time", async () => {
    const port = await server((socket) => void socket.pause());
    const endless = Buffer.alloc(64 * 1024 * 1024, "line\n");
    expect(await send(port, { ...times, totalMs: 700 }, endless)).toEqual({ kind: "unknown", why: "timeout" });
  });

  test("KP-08 an address where nobody answers the door", async () => {
    // A thread that listens and then sleeps: the system lets a few in for it, and all others wait outside.
    const asleep = new Worker(
      `const { createServer } = require("node:net");
       const { parentPort } = require("node:worker_threads");
       const server = createServer().listen({ port: 0, host: "127.0.0.1", backlog: 1 }, () => {
         parentPort.postMessage(server.address().port);
         setImmediate(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0));
       });`,
      { eval: true },
    );
    open.push(() => asleep.terminate());
    const [port] = (await once(asleep, "message")) as [number];
    const early = Array.from({ length: 8 }, () => connect(port, "127.0.0.1").on("error", () => undefined));
    open.push(async () => early.forEach((socket) => socket.destroy()));
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await send(port, { connectMs: 300 })).toEqual({ kind: "not_printed", why: "timeout" });
  });

  test("KP-08 a name that does not exist", async () => {
    const sent = await printOverTcp({ host: "printer.invalid", port: 9100 }, job, { connectMs: 3_000 });
    expect(sent.kind).toBe("not_printed");
  });
});
