import { type Page, Printing, type Token } from "./parse.ts";
import { ANSWER, bits } from "./status.ts";

/** The print head, the roll and the cover of a virtual printer: what all its connections share. */
export class Mechanism {
  msPerLine = 0;
  private coverOpen = false;
  /** Lines until the roll ends. */
  private paper = Infinity;
  /** Lines until the plug is pulled. */
  private life = Infinity;
  private stopped = false;
  private readonly waiting = new Set<() => void>();
  private readonly onDeath: () => void;

  constructor(onDeath: () => void) {
    this.onDeath = onDeath;
  }

  setCoverOpen(open: boolean): void {
    this.coverOpen = open;
    this.wake();
  }

  setPaper(lines: number): void {
    this.paper = lines;
    this.wake();
  }

  dieAfter(lines: number): void {
    this.life = lines;
  }

  /** Lets nobody wait any longer. */
  stop(): void {
    this.stopped = true;
    this.wake();
  }

  /** The answer to DLE EOT n. */
  status(n: number): number {
    const paperOut = this.paper <= 0;
    if (n === 1) return ANSWER | (this.isStuck ? bits.offline : 0);
    if (n === 2) return ANSWER | (this.coverOpen ? bits.coverOpen : 0) | (paperOut ? bits.stoppedForPaper : 0);
    return ANSWER | (n === 4 && paperOut ? bits.paperEnd : 0);
  }

  get isStuck(): boolean {
    return this.coverOpen || this.paper <= 0;
  }

  /** Waits until the cover is closed and there is paper. False when the printer was stopped. */
  async ready(): Promise<boolean> {
    while (this.isStuck && !this.stopped) await new Promise<void>((resolve) => this.waiting.add(resolve));
    return !this.stopped;
  }

  /** Moves the paper on by a line. False when that was the end of the printer. */
  line(): boolean {
    this.paper--;
    if (--this.life > 0) return true;
    this.life = Infinity;
    this.onDeath();
    return false;
  }

  private wake(): void {
    const resolvers = [...this.waiting];
    this.waiting.clear();
    for (const resolve of resolvers) resolve();
  }
}

export type SpoolParts = Readonly<{
  mechanism: Mechanism;
  columns: number;
  /** Something came out, with the bytes that were sent for it. */
  onPage: (page: Page, bytes: Buffer) => void;
  /** GS r was reached. */
  onReport: () => void;
  /** Everything received is printed. */
  onIdle: () => void;
}>;

/** Of one docket's bytes; a docket seldom has three thousand. */
const BYTES_MAX = 262_144;
const MOVES_PAPER = new Set(["line_end", "feed", "barcode", "image"]);

/** What one connection sent and what of it is still to be printed. */
export class Spool {
  /** Bytes that wait for the head. */
  waiting = 0;
  private tokens: Token[] = [];
  private running = false;
  private ended = false;
  private gone = false;
  private raw: Buffer[] = [];
  private rawLength = 0;
  private readonly parts: SpoolParts;
  private readonly printing: Printing;

  constructor(parts: SpoolParts) {
    this.parts = parts;
    this.printing = new Printing(parts.columns);
  }

  push(tokens: readonly Token[]): void {
    for (const token of tokens) {
      this.tokens.push(token);
      this.waiting += token.raw.length;
    }
    if (!this.running) void this.run();
  }

  /** Nothing more comes: what was begun is torn off when the rest is printed. */
  end(): void {
    this.ended = true;
    if (!this.running) this.tearOff();
  }

  /** The power is gone, and with it what was still to be printed. */
  die(): void {
    this.gone = true;
    this.tearOff();
  }

  private async run(): Promise<void> {
    this.running = true;
    while (this.tokens.length > 0) {
      const tokens = this.tokens;
      this.tokens = [];
      for (const token of tokens) {
        if (!(await this.mayPrint(token)) || this.gone) return;
        this.waiting -= token.raw.length;
        this.print(token);
        if (MOVES_PAPER.has(token.command.kind) && !this.parts.mechanism.line()) return;
      }
    }
    this.running = false;
    if (this.ended) this.tearOff();
    this.parts.onIdle();
  }

  private async mayPrint({ command }: Token): Promise<boolean> {
    const { mechanism } = this.parts;
    if (mechanism.msPerLine > 0 && MOVES_PAPER.has(command.kind)) {
      await new Promise((resolve) => setTimeout(resolve, mechanism.msPerLine).unref());
    }
    return mechanism.ready();
  }

  private print({ command, raw }: Token): void {
    if (command.kind === "report") return this.parts.onReport();
    if (this.rawLength + raw.length <= BYTES_MAX) {
      this.raw.push(Buffer.from(raw));
      this.rawLength += raw.length;
    }
    const page = this.printing.apply(command);
    if (page) this.out(page);
  }

  private tearOff(): void {
    const page = this.printing.finish();
    if (page) this.out(page);
  }

  private out(page: Page): void {
    const bytes = Buffer.concat(this.raw);
    this.raw = [];
    this.rawLength = 0;
    this.parts.onPage(page, bytes);
  }
}
