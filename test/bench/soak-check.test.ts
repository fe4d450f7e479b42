import { expect, test } from "vitest";
import type { Fate, Receipt } from "../../bench/delivery-chain.ts";
import { type Due, type Found, checkReceipts } from "../../bench/soak-check.ts";

const due: Due = {
  receiver: 7,
  order: 1,
  ordered: true,
  messages: [
    { status: "PENDING", lines: 2 },
    { status: "COMPLETE", lines: 2 },
  ],
};

/** What came in, in short: P or C for the status, then what was made of it. */
const receipts = (...short: string[]): Receipt[] =>
  short.map((text, at) => {
    const status = text.startsWith("P") ? "PENDING" : "COMPLETE";
    const [, fate = "taken", digest = "d"] = text.split(" ");
    return { receiver: 7, at, id: `evt_${status}`, order: 1, status, lines: 2, digest, fate: fate as Fate };
  });

type Wrong = "missing" | "altered" | "disordered" | "strange";
const wrongs = (found: Found): Wrong[] =>
  (["missing", "altered", "disordered", "strange"] as const).filter((what) => found[what].length > 0);

test.each<[string, string[], Wrong[]]>([
  ["all of it, once", ["P", "C"], []],
  ["each after a failure", ["P fail", "P reset", "P", "C hang", "C"], []],
  ["the same twice, because the server died before it was noted", ["P", "P", "C", "C"], []],
  ["nothing", [], ["missing"]],
  ["the second was never taken", ["P", "C fail"], ["missing"]],
  ["the second came first", ["C", "P"], ["disordered"]],
  ["the second came before the first was taken", ["P fail", "C", "P"], ["disordered"]],
  ["the first came again after the second", ["P", "C", "P"], ["disordered"]],
  ["the same id with other bytes", ["P fail a", "P taken b", "C"], ["altered"]],
])("the soak finds what is wrong: %s", (_, short, wrong) => {
  expect(wrongs(checkReceipts([due], receipts(...short)))).toEqual(wrong);
});

test("the soak finds two messages for one thing, and messages that nobody asked for", () => {
  const [first, second] = receipts("P", "C") as [Receipt, Receipt];
  expect(wrongs(checkReceipts([due], [first, { ...first, id: "evt_other" }, second]))).toEqual(["altered"]);
  expect(wrongs(checkReceipts([due], [first, second, { ...first, order: 2 }]))).toEqual(["strange"]);
  expect(wrongs(checkReceipts([due], [first, second, { ...second, status: "REJECTED" }]))).toContain("strange");
  const loose = { ...due, ordered: false };
  expect(checkReceipts([loose], [second, first, first])).toMatchObject({
    due: 2,
    delivered: 2,
    doubled: 1,
    disordered: [],
  });
});
