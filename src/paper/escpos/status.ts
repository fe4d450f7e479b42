/** What keeps a printer from printing, the most telling first. */
export type PrinterFault = "cover_open" | "paper_out" | "offline";

export const DLE_EOT = (n: number): Buffer => Buffer.from([0x10, 0x04, n]);
/** Asks for the paper sensors once everything sent before is printed. */
export const GS_R = Buffer.from([0x1d, 0x72, 1]);

/** Bits of the answers to DLE EOT 1, 2 and 4. */
export const bits = { offline: 0x08, coverOpen: 0x04, stoppedForPaper: 0x20, paperEnd: 0x60 } as const;

/** What every answer to DLE EOT has: bits 1 and 4 set, 0 and 7 not. */
export const ANSWER = 0x12;
export const isStatus = (byte: number): boolean => (byte & 0x93) === ANSWER;
/** The first of four bytes that some printers send unasked. */
export const isUnasked = (byte: number): boolean => (byte & 0x93) === 0x10;
/** An answer to GS r. */
export const isReport = (byte: number): boolean => (byte & 0x90) === 0;
