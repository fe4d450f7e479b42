import { type Server, type Socket, createServer } from "node:net";
import { type Page, Tokenizer, pageText } from "./parse.ts";
import { pagePng } from "./picture.ts";
import { Mechanism, Spool } from "./virtual-mechanism.ts";

/** A piece of paper that came out of the virtual printer. */
export type PrintedDocket = Readonly<{
  /** Counts from 1. */
  id: number;
  /** Epoch milliseconds. */
  at: number;
  /** What was sent for it. */
  bytes: Buffer;
  page: Page;
  text: string;
}>;

export type VirtualPrinterOptions = Readonly<{
  /** 0 takes any free port. */
  port?: number;
  columns?: number;
  /** How many dockets are kept. */
  keep?: number;
  now?: () => number;
  onDocket?: (docket: PrintedDocket) => void;
}>;

/** What waits behind a slow head or an empty roll before the network is held up, as behind a printer's own buffer. */
const BUFFER_MAX = 65_536;
const CONNECTIONS_MAX = 16;

/**
 * A printer without paper: it listens on the loopback address, prints what ESC/POS it is sent into dockets that can be
 * looked at, answers questions about its state, and can have every trouble that a printer has.
 */
export class VirtualPrinter {
  readonly columns: number;
  private readonly server: Server;
  private readonly connections = new Map<Socket, Spool>();
  private readonly mechanism: Mechanism;
  private readonly kept: PrintedDocket[] = [];
  private readonly options: VirtualPrinterOptions;
  private last = 0;
  private listeningOn = 0;
  private silent = false;

  private constructor(options: VirtualPrinterOptions) {
    this.options = options;
    this.columns = options.columns ?? 48;
    this.server = createServer({ noDelay: true }, (socket) => this.serve(socket));
    this.server.maxConnections = CONNECTIONS_MAX;
    this.mechanism = new Mechanism(() => {
      for (const spool of this.connections.values()) spool.die();
      void this.shut();
    });
  }

  /** Rejects when the port cannot be had. */
  static async open(options: VirtualPrinterOptions = {}): Promise<VirtualPrinter> {
    const printer = new VirtualPrinter(options);
    await printer.listen(options.port ?? 0);
    return printer;
  }

  get port(): number {
    return this.listeningOn;
  }

  /** The dockets that are kept, the newest last. One that ended without a cut has `page.cut` false. */
  dockets(): readonly PrintedDocket[] {
    return this.kept;
  }

  text(id: number): string | undefined {
    return this.docket(id)?.text;
  }

  async png(id: number): Promise<Buffer | undefined> {
    const docket = this.docket(id);
    return docket && pagePng(docket.page);
  }

  /** Off: nobody is let in, and who is in is thrown out. */
  async setOnline(online: boolean): Promise<void> {
    if (online === this.server.listening) return;
    if (online) return this.listen(this.listeningOn);
    await this.shut();
  }

  setCoverOpen(open: boolean): void {
    this.mechanism.setCoverOpen(open);
  }

  setPaperOut(out: boolean): void {
    this.mechanism.setPaper(out ? 0 : Infinity);
  }

  /** The roll ends after so many more lines. */
  runOutAfter(lines: number): void {
    this.mechanism.setPaper(lines);
  }

  /** Milliseconds for each line; 0 prints at once. */
  setSlow(msPerLine: number): void {
    this.mechanism.msPerLine = msPerLine;
  }

  /** Gives no answers, as cheap printers do. */
  setSilent(silent: boolean): void {
    this.silent = silent;
  }

  /** The plug is pulled after so many more lines. Afterwards the printer is offline. */
  dieAfter(lines: number): void {
    this.mechanism.dieAfter(lines);
  }

  async close(): Promise<void> {
    this.mechanism.stop();
    await this.shut();
  }

  private docket(id: number): PrintedDocket | undefined {
    return this.kept.find((docket) => docket.id === id);
  }

  private listen(port: number): Promise<void> {
    return new Promise((resolve, reject) => {
      this.server.once("error", reject);
      this.server.listen(port, "127.0.0.1", () => {
        this.server.off("error", reject);
        const address = this.server.address();
        if (address !== null && typeof address === "object") this.listeningOn = address.port;
        resolve();
      });
    });
  }

  private shut(): Promise<void> {
    for (const socket of this.connections.keys()) socket.resetAndDestroy();
    return new Promise((resolve) => {
      if (this.server.listening) this.server.close(() => resolve());
      else resolve();
    });
  }

  private serve(socket: Socket): void {
    const tokenizer = new Tokenizer();
    const answer = (byte: number): void => {
      if (!this.silent && socket.writable) socket.write(Buffer.from([byte]));
    };
    const spool = new Spool({
      mechanism: this.mechanism,
      columns: this.columns,
      onPage: (page, bytes) => this.keep(page, bytes),
      onReport: () => answer(0),
      onIdle: () => socket.resume(),
    });
    this.connections.set(socket, spool);
    socket.on("data", (chunk) => {
      const tokens = tokenizer.push(chunk);
      for (const { command } of tokens) {
        if (command.kind === "status") answer(this.mechanism.status(command.n));
      }
      spool.push(tokens.filter(({ command }) => command.kind !== "status"));
      if (spool.waiting > BUFFER_MAX) socket.pause();
    });
    socket.on("error", () => undefined); // a client that breaks off is told by "close"
    socket.on("close", () => {
      this.connections.delete(socket);
      spool.end();
    });
  }

  private keep(page: Page, bytes: Buffer): void {
    const { keep = 100, now = Date.now, onDocket } = this.options;
    const docket = { id: ++this.last, at: now(), bytes, page, text: pageText(page).join("\n") };
    this.kept.push(docket);
    if (this.kept.length > keep) this.kept.shift();
    onDocket?.(docket);
  }
}
