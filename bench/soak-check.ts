import type { Receipt } from "./delivery-chain.ts";

/** What one receiver is to hear of one order: for each message the status and number of lines it must show. */
export type Due = Readonly<{
  receiver: number;
  order: number;
  messages: readonly Readonly<{ status: string; lines: number }>[];
  /** Each message only after the one before it was taken. */
  ordered: boolean;
}>;

export type Found = Readonly<{
  /** Messages that were due, and those of them that were taken. */
  due: number;
  delivered: number;
  /** Requests that came in, and those that were not taken. */
  attempts: number;
  failed: number;
  /** Messages that came again though they had been taken. */
  doubled: number;
  missing: readonly string[];
  /** The same webhook-id with other bytes, or two of them for one thing. */
  altered: readonly string[];
  disordered: readonly string[];
  /** What nobody had asked for. */
  strange: readonly string[];
}>;

/** Holds what receivers got against what they were to get. */
export const checkReceipts = (dues: readonly Due[], receipts: readonly Receipt[]): Found => {
  const byPlace = new Map<string, Receipt[]>();
  for (const receipt of receipts) {
    const key = `receiver ${receipt.receiver}, order ${receipt.order}`;
    const list = byPlace.get(key);
    if (list) list.push(receipt);
    else byPlace.set(key, [receipt]);
  }
  const found = { due: 0, delivered: 0, doubled: 0 };
  const missing: string[] = [];
  const altered: string[] = [];
  const disordered: string[] = [];
  const strange: string[] = [];
  for (const { receiver, order, messages, ordered } of dues) {
    const place = `receiver ${receiver}, order ${order}`;
    const got = byPlace.get(place) ?? [];
    byPlace.delete(place);
    const ranks = got.map(({ status, lines }) =>
      messages.findIndex((due) => due.status === status && due.lines === lines),
    );
    found.due += messages.length;
    if (ranks.includes(-1)) strange.push(place);
    messages.forEach(({ status, lines }, rank) => {
      const these = got.filter((_, i) => ranks[i] === rank);
      const what = `${place}, ${status} with ${lines} lines`;
      const taken = these.filter(({ fate }) => fate === "taken").length;
      if (taken === 0) missing.push(what);
      else found.delivered++;
      found.doubled += Math.max(0, taken - 1);
      if (new Set(these.map(({ id, digest }) => `${id} ${digest}`)).size > 1) altered.push(what);
    });
    if (ordered && !isInOrder(ranks, got)) disordered.push(place);
  }
  strange.push(...byPlace.keys());
  const failed = receipts.filter(({ fate }) => fate !== "taken").length;
  return { ...found, attempts: receipts.length, failed, missing, altered, disordered, strange };
};

/** Whether nothing came before all that stood before it was taken, and nothing came back after what follows it. */
const isInOrder = (ranks: readonly number[], got: readonly Receipt[]): boolean => {
  let taken = -1;
  return ranks.every((rank, i) => {
    const inTurn = rank === taken || rank === taken + 1;
    if (got[i]!.fate === "taken") taken = Math.max(taken, rank);
    return inTurn;
  });
};
