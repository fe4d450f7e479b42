import { describe, expect, test } from "vitest";
import type { Lock } from "../../src/domain/order/order.ts";
import { type OperatorAct, guardOperator } from "../../src/domain/order/locks.ts";
import { minor } from "../../src/kit/money.ts";
import { addon, aLine, made, operator } from "./menu.ts";

const acts: Record<string, OperatorAct> = {
  status: { kind: "status" },
  facts: { kind: "facts" },
  new_lines: { kind: "new_lines" },
  lines: { kind: "lines" },
  payment: { kind: "payment", byAddonMethod: false },
  app_payment: { kind: "payment", byAddonMethod: true },
  delete: { kind: "delete" },
};

/** What each flag keeps the operator from; all else is free. */
const forbidden: Record<Lock, string[]> = {
  NEW_LINES: ["new_lines"],
  PAYMENTS: ["payment", "app_payment"],
  APP_PAYMENT: ["payment"],
  DELETE: ["delete"],
  ALL: ["facts", "new_lines", "lines", "payment", "app_payment", "delete"],
};

const rows = (Object.keys(forbidden) as Lock[]).flatMap((lock) =>
  Object.keys(acts).map((act) => ({ lock, act, free: !forbidden[lock].includes(act) })),
);

describe("locks", () => {
  test.each(rows)("KO-31 $lock and $act: free $free", ({ lock, act, free }) => {
    const order = { ...made({ lines: [aLine()] }), lock: [lock] };
    expect(guardOperator(operator, order, order, acts[act]!, String)).toEqual(
      free ? { ok: true, value: null } : { ok: false, error: { kind: "locked", lock } },
    );
    expect(guardOperator(addon, order, order, acts[act]!, String).ok).toBe(true);
  });

  const limited = (limit: number) => ({ ...made({ lines: [aLine()] }), priceLimit: minor(limit) });
  const at = (total: number, tipService = 0) => {
    const order = limited(1000);
    return { ...order, totals: { ...order.totals, total: minor(total), tipService: minor(tipService) } };
  };
  test.each([
    ["up to the limit", 900, 1000, 0, true],
    ["beyond it", 900, 1001, 0, false],
    ["beyond it by the tip/service", 900, 950, 51, false],
    ["coming down from beyond", 1500, 1200, 0, true],
    ["staying beyond", 1500, 1500, 0, true],
    ["going further beyond", 1500, 1501, 0, false],
  ])("KO-26 %s", (_what, from, to, tipService, free) => {
    expect(guardOperator(operator, at(from), at(to, tipService), { kind: "lines" }, String).ok).toBe(free);
    expect(guardOperator(addon, at(from), at(to, tipService), { kind: "lines" }, String).ok).toBe(true);
  });
});
