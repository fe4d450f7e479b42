import { describe, expect, test } from "vitest";
import type { Order } from "../../src/domain/order/order.ts";
import { settle } from "../../src/domain/order/paying.ts";
import { type RoomCharge, askAgainAt, chargeRefusal } from "../../src/domain/pms/charge.ts";
import { chargeBody } from "../../src/domain/pms/charge-body.ts";
import { readGuests } from "../../src/domain/pms/guests.ts";
import { chargeAddress, endpointRefusal, searchAddress } from "../../src/domain/pms/provider.ts";
import { failureText, plainText } from "../../src/domain/pms/texts.ts";
import { hotelTransactions } from "../../src/domain/pms/transactions.ts";
import { verdictOf } from "../../src/domain/pms/verdict.ts";
import { minor } from "../../src/kit/money.ts";
import { METHOD, aLine, catalogue, made, menu } from "./menu.ts";

const answer = (status: number, head = "") => ({ kind: "answer", status, head }) as const;
const failed = (why: string) => ({ kind: "failed", why }) as const;
const said = (customerErrorMessage: unknown) => JSON.stringify({ customerErrorMessage });

describe("failure texts", () => {
  test.each([
    ...[
      "forbidden",
      "not_found",
      "refused",
      "reset",
      "certificate",
      "timeout",
      "answer_too_large",
      "protocol",
      "stopped",
    ].map((why) => [failed(why)] as const),
    [answer(599)],
    [answer(400, said("x".repeat(60)))],
    [answer(400, said("👩‍🚀".repeat(60)))],
  ] as const)("LP-01 %j has at most 50 characters", (what) => {
    const text = failureText(what);
    expect([...text].length).toBeLessThanOrEqual(50);
    expect(text).not.toBe("");
  });

  test.each([
    [answer(400, said("Room is closed")), "Room is closed"],
    [answer(400, said("  two\n\tlines\u0000 ")), "two lines"],
    [answer(400, said("")), "The hotel's system answered with 400."],
    [answer(400, said(7)), "The hotel's system answered with 400."],
    [answer(500, "<html>"), "The hotel's system answered with 500."],
    [answer(500, "[]"), "The hotel's system answered with 500."],
  ])("LP-01 %j says %s", (what, text) => expect(failureText(what)).toBe(text));

  test("LP-01 half a surrogate pair is not passed on", () => {
    expect(plainText("a\ud800b", 50).isWellFormed()).toBe(true);
  });
});

describe("what an attempt says about a charge", () => {
  test.each([
    // what came of it                    the first attempt   after one that may have charged
    [answer(200), "charged", "charged"],
    [answer(204), "charged", "charged"],
    [answer(302), "refused", "unknown"],
    [answer(400), "refused", "unknown"],
    [answer(401), "refused", "unknown"],
    [answer(409), "refused", "unknown"],
    [answer(422, said("No credit")), "refused", "refused"],
    [answer(500), "unknown", "unknown"],
    [answer(503, said("Closed")), "refused", "refused"],
    [failed("refused"), "refused", "unknown"],
    [failed("not_found"), "refused", "unknown"],
    [failed("forbidden"), "refused", "unknown"],
    [failed("certificate"), "refused", "unknown"],
    [failed("timeout"), "unknown", "unknown"],
    [failed("reset"), "unknown", "unknown"],
    [failed("protocol"), "unknown", "unknown"],
  ] as const)("LP-01 %j: %s, and %s in doubt", (what, first, later) => {
    expect(verdictOf(what, false).kind).toBe(first);
    expect(verdictOf(what, true).kind).toBe(later);
  });

  test("LP-01 the pauses between attempts grow, and stay", () => {
    const pauses = [1, 2, 3, 4, 5, 6, 7, 500].map((attempts) => askAgainAt(attempts, 0));
    expect(pauses).toEqual([1_000, 2_000, 5_000, 10_000, 30_000, 60_000, 300_000, 300_000]);
  });
});

describe("the bill as a hotel books it", () => {
  const rowsOf = (order: Order) =>
    hotelTransactions(order, catalogue, undefined).map(({ type, amount, taxLines }) => {
      const tax = taxLines.reduce((sum, { taxAmount }) => sum + Math.round(taxAmount * 100), 0);
      return [type, Math.round(amount * 100), tax] as const;
    });

  test.each([
    ["full price", made({ lines: [aLine({ quantity: "2" })] }), [["Sale", 1818, 182]]],
    [
      "ten percent off a line",
      made({ lines: [aLine({ priceVariation: "0.9" })] }),
      [
        ["Sale", 909, 91],
        ["LineDiscount", -91, -9],
      ],
    ],
    [
      "half off the order",
      made({ lines: [aLine()], priceVariation: "0.5" }),
      [
        ["Sale", 909, 91],
        ["AccountDiscount", -454, -46],
      ],
    ],
    [
      "more for the order",
      made({ lines: [aLine()], priceVariation: "1.1" }),
      [
        ["Sale", 909, 91],
        ["PercentItem", 91, 9],
      ],
    ],
    ["more for a line", made({ lines: [aLine({ priceVariation: "1.1" })] }), [["Sale", 1000, 100]]],
  ])("LP-01 %s", (_, order, rows) => expect(rowsOf(order)).toEqual(rows));

  test("LP-01 rows and taxes add up to the order's total, whatever is taken off where", () => {
    for (const [product, priceVariation, priceFixedVariation] of [
      [menu.chips, "0.333", "0"],
      [menu.lagerPot, "1", "-1.37"],
      [menu.teaTowel, "0.85", "-0.01"],
      [menu.milk, "1", "0"],
    ] as const) {
      for (const whole of ["1", "0.877", "1.03"]) {
        const line = aLine({ productId: product, quantity: "1.7", priceVariation, priceFixedVariation });
        const order = made({ lines: [line, aLine()], priceVariation: whole });
        const sum = rowsOf(order).reduce((all, [, amount, tax]) => all + amount + tax, 0);
        expect(sum).toBe(order.totals.total);
      }
    }
  });

  const charge = (order: Order): RoomCharge => ({
    number: 1,
    state: "waiting",
    hotel: { id: 1, name: "Grand", addonId: 2 as never },
    link: null,
    guest: { reservationId: "R-1", roomId: "1", room: "1", name: "Ada" },
    revenueCenter: null,
    amount: order.totals.remaining,
    tip: minor(100),
    methodId: METHOD.cash,
    staffId: null,
    registerId: null,
    key: null,
    message: null,
    sent: false,
    says: null,
    payment: null,
    createdAt: 0,
    endsAt: 0,
  });
  const names = {
    receiptId: "R1.1",
    fiscId: "A1.1",
    uuid: "u==",
    initialAccountId: null,
    businessExternalReference: "c",
  };

  test.each([
    ["a service charge of its own", ["SERVICE_CHARGE"], { amount: 11, gratuity: 0 }, { amount: 1, type: "UNTAXED" }],
    ["part of the gratuity", [], { amount: 10, gratuity: 1 }, undefined],
  ] as const)("LP-01 a tip/service is %s", (_, features, payment, serviceCharge) => {
    const order = made({ lines: [aLine()], tipServicePercent: "10", table: "7" });
    const facts = { ...charge(order), amount: minor(1000) }; // and a tip of 1.00, which counts
    const input = {
      ...facts,
      id: 1,
      onAccount: false,
      methodName: "",
      ref: null,
      tipService: minor(0),
      extraTip: minor(0),
    };
    const { total, totalTax, tipService } = order.totals;
    const [paid] = settle(total, totalTax, tipService, [input as never]).payments;
    const body = chargeBody(order, {
      charge: facts,
      payment: paid!,
      settles: true,
      catalogue,
      features,
      names,
      methodCode: () => "",
      now: 1_700_000_000_999,
    });
    expect(body.payments).toMatchObject([payment]);
    expect(body.serviceCharge).toEqual(serviceCharge);
    expect([body.name, body.closeDate, body.covers]).toEqual(["Table 7", "2023-11-14T22:13:20Z", 1]);
    expect(JSON.stringify(body)).not.toContain("apiKey");
  });
});

describe("who may be charged how much", () => {
  const order = made({ lines: [aLine()] });
  const ask = (amount: number, features: readonly "PARTIAL_PAYMENTS"[] = []) => {
    return { amount: minor(amount), left: minor(1000 - amount), features };
  };
  test("LP-01 refusals in their order", () => {
    const waiting = [{ number: 4, state: "waiting", says: null } as RoomCharge];
    expect(chargeRefusal(order, waiting, ask(0))).toEqual({ kind: "charge_under_way", number: 4 });
    const many = Array.from({ length: 50 }, () => ({ state: "refused" }) as RoomCharge);
    expect(chargeRefusal(order, many, ask(0))).toMatchObject({ kind: "too_many_charges" });
    expect(chargeRefusal(order, [], ask(0))).toEqual({ kind: "nothing_to_charge" });
    expect(chargeRefusal(order, [], ask(1001))).toEqual({ kind: "more_than_remains", remaining: "10.00" });
    expect(chargeRefusal(order, [], ask(999))).toEqual({ kind: "only_whole_bill" });
    expect(chargeRefusal(order, [], ask(999, ["PARTIAL_PAYMENTS"]))).toBeUndefined();
    expect(chargeRefusal(order, [], ask(1000))).toBeUndefined();
    const paid = [{ state: "paid" } as RoomCharge];
    expect(chargeRefusal(order, paid, ask(999, ["PARTIAL_PAYMENTS"]))).toEqual({ kind: "charged_before" });
  });
});

describe("addresses and answers of hotels", () => {
  test("LP-01 search and charge are below the endpoint, with everything escaped", () => {
    const asked = { term: "Ö & co", businessExternalReference: "c d", apiKey: "a=b&c" };
    expect(searchAddress("https://h.example/pms//", asked)).toBe(
      "https://h.example/pms/search?term=%C3%96+%26+co&businessExternalReference=c+d&apiKey=a%3Db%26c",
    );
    expect(chargeAddress("https://h.example")).toBe("https://h.example/charge");
    expect(endpointRefusal("https://h.example/#a", () => undefined)).toMatch(/behind/);
    expect(endpointRefusal("x", () => "No.")).toBe("No.");
  });

  test("LP-01 odd answers to a search", () => {
    const read = (body: unknown) => readGuests(answer(200, JSON.stringify(body)));
    expect(read({ success: false })).toEqual({ guests: [], problem: "The hotel's system found nothing." });
    expect(read({ reservations: "none" }).problem).toBe("The hotel's system did not answer properly.");
    expect(read({}).guests).toEqual([]);
    expect(read({ reservations: [{ reservationId: "a\u0000b" }, { reservationId: "x".repeat(300) }] }).guests).toEqual(
      [],
    );
    const many = Array.from({ length: 500 }, (_, i) => ({ reservationId: `R${i}` }));
    expect(read({ reservations: many }).guests).toHaveLength(200);
    expect(readGuests(failed("timeout")).problem).toBe("The hotel's system did not answer in time.");
  });
});
