import { connect, type Socket } from "node:net";
import { PrinterLink } from "./printer-link.ts";
import type { PrinterFault } from "./status.ts";

export type PrinterAddress = Readonly<{ host: string; port: number }>;

/** How sending a job to a printer ended. */
export type PrintResult =
  | Readonly<{ kind: "printed" }>
  /** Surely nothing of it is on paper: it can be sent again. */
  | Readonly<{ kind: "not_printed"; why: PrinterFault | "refused" | "timeout" }>
  /** Bytes went out, and nobody knows what became of them: sent again, it may be there twice. */
  | Readonly<{ kind: "unknown"; why: PrinterFault | "lost" | "timeout" }>;

export type PrintTimes = Readonly<{
  connectMs: number;
  /** How long the printer has for an answer about its state before it counts as one that gives none. */
  answerMs: number;
  totalMs: number;
  /** How long a printer that gives no answers is listened to after the job: it may still break the connection. */
  silentMs: number;
}>;
const TIMES: PrintTimes = { connectMs: 5_000, answerMs: 700, totalMs: 30_000, silentMs: 1_500 };

const POLL_MS = 500;

/**
 * Sends one job to a printer over TCP and waits until it is known what became of it, at most `totalMs`. A printer that
 * answers is asked before whether it can print, and after until it has. One that never answers is printed to without.
 */
export const printOverTcp = async (
  address: PrinterAddress,
  job: Buffer,
  given: Partial<PrintTimes> = {},
): Promise<PrintResult> => {
  const times = { ...TIMES, ...given };
  const deadline = Date.now() + times.totalMs;
  const socket = await open(address, Math.min(times.connectMs, times.totalMs));
  if (typeof socket === "string") return { kind: "not_printed", why: socket };
  const link = new PrinterLink(socket);
  try {
    return await printOn(link, job, times, () => deadline - Date.now());
  } finally {
    socket.destroySoon(); // after what is still to be written
  }
};

const printOn = async (
  link: PrinterLink,
  job: Buffer,
  { answerMs, silentMs }: PrintTimes,
  left: () => number,
): Promise<PrintResult> => {
  const answerTime = (): number => Math.min(answerMs, left());
  const before = await link.fault(answerTime());
  if (before !== undefined && before !== "nothing") return { kind: "not_printed", why: before };
  let reports = false;
  if (before !== undefined) {
    link.askForReport();
    reports = await link.reported(answerTime());
  }
  if (link.lost) return { kind: "not_printed", why: "offline" };
  if (left() <= 0) return { kind: "not_printed", why: "timeout" };

  const sent = await link.send(job, left());
  if (!sent) return { kind: "unknown", why: link.lost ? "lost" : "timeout" };
  return before === undefined
    ? afterSilence(link, Math.min(silentMs, left()))
    : afterAnswers(link, reports, answerTime, left);
};

/** A printer without answers: only a connection that breaks says that something went wrong. */
const afterSilence = async (link: PrinterLink, ms: number): Promise<PrintResult> => {
  link.socket.end();
  await link.until(() => false, ms);
  return link.lost === "reset" ? { kind: "unknown", why: "lost" } : { kind: "printed" };
};

/**
 * A printer with answers. Its report comes when the paper is out; where it gives none, its state does for it: the
 * question went down the same line, so the job has arrived.
 */
const afterAnswers = async (
  link: PrinterLink,
  reports: boolean,
  answerTime: () => number,
  left: () => number,
): Promise<PrintResult> => {
  if (reports) link.askForReport();
  let why: PrinterFault | "timeout" = "timeout";
  while (left() > 0) {
    const done = reports && (await link.reported(Math.min(POLL_MS, left())));
    if (done) return { kind: "printed" };
    if (!reports) await link.until(() => false, Math.min(POLL_MS, left()));
    if (link.lost) return { kind: "unknown", why: "lost" };
    const fault = await link.fault(answerTime());
    if (fault === "nothing" && !reports) return { kind: "printed" };
    if (fault !== undefined) why = fault === "nothing" ? "timeout" : fault;
  }
  return { kind: "unknown", why };
};

/** What an address that cannot be reached looks like. */
const UNREACHABLE = new Set(["EHOSTUNREACH", "ENETUNREACH", "EHOSTDOWN", "ENOTFOUND", "EAI_AGAIN", "ETIMEDOUT"]);

const open = ({ host, port }: PrinterAddress, ms: number): Promise<Socket | "offline" | "refused" | "timeout"> =>
  new Promise((resolve) => {
    const socket = connect({ host, port, noDelay: true });
    const fail = (why: "offline" | "refused" | "timeout"): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(why);
    };
    const timer = setTimeout(() => fail("timeout"), ms);
    const onError = ({ code = "" }: NodeJS.ErrnoException): void => fail(UNREACHABLE.has(code) ? "offline" : "refused");
    socket.once("error", onError);
    socket.once("connect", () => {
      clearTimeout(timer);
      socket.off("error", onError);
      resolve(socket);
    });
  });
