import { describe, expect, test } from "vitest";
import {
  type OrderStatus,
  checkOrderMoves,
  firstStatuses,
  mayMove,
  orderMoves,
  orderStatuses,
} from "../../src/domain/order/status.ts";

type Moves = Record<OrderStatus, readonly OrderStatus[]>;

describe("the moves of an order", () => {
  test("as they are, every status is reached and every order can end", () => {
    expect(() => checkOrderMoves()).not.toThrow();
    expect(firstStatuses).not.toContain("ACCEPTED");
  });

  const broken: [what: string, moves: Partial<Moves>, first: readonly OrderStatus[], complaint: string][] = [
    [
      "a status that nothing leads to",
      { SUBMITTED: ["COMPLETE"], ON_HOLD: [], PENDING: [] },
      ["SUBMITTED", "ON_HOLD", "PENDING"],
      "cannot be reached",
    ],
    ["no first status", {}, [], "cannot be reached"],
    ["a circle without a way out", { ON_HOLD: ["PENDING"], PENDING: ["ON_HOLD"] }, firstStatuses, "ON_HOLD never ends"],
  ];
  test.each(broken)("a table with %s is found out", (_what, moves, first, complaint) =>
    expect(() => checkOrderMoves({ ...orderMoves, ...moves }, first)).toThrow(complaint),
  );

  test.each(orderStatuses)("%s may always stay where it is", (status) => expect(mayMove(status, status)).toBe(true));
  test.each(orderStatuses)("nothing goes back to SUBMITTED from %s", (status) =>
    expect(mayMove(status, "SUBMITTED")).toBe(status === "SUBMITTED"),
  );
});
