import type { Socket } from "node:net";
import { DLE_EOT, GS_R, type PrinterFault, bits, isReport, isStatus, isUnasked } from "./status.ts";

const UNASKED_BYTES = 4;

/** An open connection to a printer: what it says about itself, and whether it is still there. */
export class PrinterLink {
  readonly socket: Socket;
  /** Why the connection ended before it was asked to; undefined while it stands. */
  lost: "reset" | "ended" | undefined;
  private statuses: number[] = [];
  private reports = 0;
  private passOver = 0;
  private wake: () => void = () => undefined;

  constructor(socket: Socket) {
    this.socket = socket;
    const lose = (how: "reset" | "ended") => (): void => {
      this.lost ??= how;
      this.wake();
    };
    socket.on("data", (chunk) => this.hear(chunk));
    socket.on("error", lose("reset"));
    socket.on("end", lose("ended"));
    socket.on("close", lose("ended"));
  }

  /** The answer to DLE EOT n; undefined when there is none in time. */
  async status(n: number, ms: number): Promise<number | undefined> {
    this.statuses = [];
    this.socket.write(DLE_EOT(n));
    await this.until(() => this.statuses.length > 0, ms);
    return this.statuses.shift();
  }

  /** Asks to be told when everything sent so far is printed. */
  askForReport(): void {
    this.reports = 0;
    this.socket.write(GS_R);
  }

  /** Whether the printer has told it within the time. */
  async reported(ms: number): Promise<boolean> {
    await this.until(() => this.reports > 0, ms);
    return this.reports > 0;
  }

  /** What keeps the printer from printing now, or "nothing"; undefined when it does not answer. */
  async fault(ms: number): Promise<PrinterFault | "nothing" | undefined> {
    const printer = await this.status(1, ms);
    if (printer === undefined) return undefined;
    const paper = (await this.status(4, ms)) ?? 0;
    if ((printer & bits.offline) === 0) return (paper & bits.paperEnd) === 0 ? "nothing" : "paper_out";
    const cause = (await this.status(2, ms)) ?? 0;
    if ((cause & bits.coverOpen) !== 0) return "cover_open";
    const noPaper = (paper & bits.paperEnd) !== 0 || (cause & bits.stoppedForPaper) !== 0;
    return noPaper ? "paper_out" : "offline";
  }

  /** Waits until something is so, the connection is lost or the time is up. */
  async until(isSo: () => boolean, ms: number): Promise<void> {
    if (isSo() || this.lost || ms <= 0) return;
    await new Promise<void>((resolve) => {
      const stop = (): void => {
        clearTimeout(timer);
        this.wake = () => undefined;
        resolve();
      };
      const timer = setTimeout(stop, ms);
      this.wake = () => {
        if (isSo() || this.lost) stop();
      };
    });
  }

  /** Hands all bytes to the network. False when that did not happen in time. */
  async send(bytes: Buffer, ms: number): Promise<boolean> {
    let sent = false;
    this.socket.write(bytes, (error) => {
      sent = !error;
      this.wake();
    });
    await this.until(() => sent, ms);
    return sent;
  }

  private hear(chunk: Buffer): void {
    for (const byte of chunk) {
      if (this.passOver > 0) this.passOver--;
      else if (isStatus(byte)) this.statuses = [byte];
      else if (isUnasked(byte)) this.passOver = UNASKED_BYTES - 1;
      else if (isReport(byte)) this.reports++;
    }
    this.wake();
  }
}
