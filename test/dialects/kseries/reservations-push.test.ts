import { expect, test } from "vitest";
import { onEveryEngine } from "../../support/servery.ts";
import { withReceiver } from "../kounta/webhooks-receiver.ts";
import { FITZROY } from "./kseries.ts";
import { base, booking, client, platform, userBase, without } from "./reservations-setting.ts";

onEveryEngine("K-Series reservations: pushes", (servery) => {
  const receiver = withReceiver();
  const stored = (platformCode: string, restaurant: string, id: string) =>
    servery().storage.reads(servery().company).documents.get("reservation", `${platformCode} ${restaurant} ${id}`);

  test("LR-01 a reservation is accepted with all that it may say: 202, and is kept with it", async () => {
    const { push } = await platform(servery(), receiver.url, "Full", { restaurant: "Fitz" });
    const deposit = { amount: "100.00", platformDepositId: "d1", utcCreatedAt: "2026-02-01T09:00:00", voided: false };
    const refund = { amount: "40.00", platformRefundId: "r1", utcCreatedAt: "2026-02-02T09:00:00" };
    const body = booking({
      guest: {
        platformGuestId: "G_2-a",
        firstName: "Inès",
        lastName: "Ōta",
        email: "ines@example.com",
        phone: "+61370101234",
        walkIn: true,
        foodAndDrinkNotes: "No coriander",
        notes: "By the window",
        language: "fr",
        allergens: ["egg"],
        dietaryRestrictions: ["vegan"],
      },
      liability: { currency: "AUD", deposits: [deposit], refunds: [refund] },
      notes: "Cake 🎂",
      specialOffer: "A glass of wine",
      tags: ["birthday"],
      sequenceId: 9_007_199_254_740_992,
      tableNumbers: ["3", "FD4"],
      guestRequest: "Two chairs for children",
      expectedDuration: "PT1H30M",
    });
    // 2^53 + 1, which JavaScript itself could not write as a number.
    const raw = JSON.stringify(body).replace("9007199254740992", "9007199254740993");
    const path = `${base("Full")}/restaurant/Fitz/reservation/A-1/push`;
    const token = await servery().token(600, 2, servery().company, { api: "kseries" });
    expect((await servery().ask(path, { method: "PUT", raw, auth: `Bearer ${token}` })).status).toBe(404); // not its own
    const answer = await push("A-1", { ...body, sequenceId: "9007199254740993" });
    expect([answer.status, answer.json()]).toEqual([
      202,
      { platformCode: "Full", platformRestaurantId: "Fitz", platformReservationId: "A-1", accepted: true },
    ]);
    expect(await stored("Full", "Fitz", "A-1")).toMatchObject({
      siteId: FITZROY,
      status: "SCHEDULED",
      partySize: 2,
      sequence: "9007199254740993",
      tables: ["3", "FD4"],
      scheduledAt: Date.UTC(2026, 2, 14, 19, 30),
      saidAt: Date.UTC(2026, 2, 1, 10),
      guest: { platformGuestId: "G_2-a", walkIn: true, allergens: ["egg"] },
      liability: { currency: "AUD", deposits: [{ id: "d1", amount: "100.00" }], refunds: [{ id: "r1" }] },
      expectedDuration: "PT1H30M",
      notes: "Cake 🎂",
    });
    const later = await push("A-1", { ...body, sequenceId: "9007199254740992" });
    expect([later.status, later.json().message]).toEqual([
      400,
      "RESERVATION_SEQUENCE_ID_ERROR: 9007199254740993 came before.",
    ]);
  });

  const money = (deposits: object[], more: object = {}) => ({ liability: { currency: "AUD", deposits, ...more } });
  const deposit = { amount: "10.00", utcCreatedAt: "2026-02-01T09:00:00" };
  for (const [what, body, code] of [
    ["no guest", without(booking(), "guest"), "RESERVATION_FIELDS_CAN_NOT_BE_EMPTY"],
    ["nothing", {}, "RESERVATION_FIELDS_CAN_NOT_BE_EMPTY"],
    ["no time", without(booking(), "utcScheduledAt"), "RESERVATION_FIELDS_CAN_NOT_BE_EMPTY"],
    ["a status of null", booking({ status: null }), "RESERVATION_FIELDS_CAN_NOT_BE_EMPTY"],
    ["a guest without an id", without(booking(), "guest", "platformGuestId"), "GUEST_FIELDS_CAN_NOT_BE_EMPTY"],
    [
      "a guest without a name",
      booking({ guest: { platformGuestId: "1", firstName: " " } }),
      "GUEST_FIELDS_CAN_NOT_BE_EMPTY",
    ],
    [
      "a guest with a wrong id",
      booking({ guest: { platformGuestId: "a b", firstName: "A" } }),
      "GUEST_PROPERTIES_INVALID",
    ],
    ["a guest who is a text", booking({ guest: "Ada" }), "RESERVATION_PROPERTIES_INVALID"],
    ["an unknown status", booking({ status: "PAID" }), "RESERVATION_PROPERTIES_INVALID"],
    ["a party of nobody", booking({ partySize: 0 }), "RESERVATION_PARTY_SIZE_ERROR"],
    ["a party of two and a half", booking({ partySize: 2.5 }), "RESERVATION_PARTY_SIZE_ERROR"],
    ["a party that is a text", booking({ partySize: "2" }), "RESERVATION_PARTY_SIZE_ERROR"],
    ["a count of 0", booking({ sequenceId: 0 }), "RESERVATION_SEQUENCE_ID_ERROR"],
    ["a count of null", booking({ sequenceId: null }), "RESERVATION_SEQUENCE_ID_ERROR"],
    ["a count beyond 64 bits", booking({ sequenceId: "9223372036854775808" }), "RESERVATION_SEQUENCE_ID_ERROR"],
    ["a day that is none", booking({ utcScheduledAt: "2026-02-30T10:00:00" }), "RESERVATION_PROPERTIES_INVALID"],
    ["a duration that is none", booking({ expectedDuration: "half an hour" }), "RESERVATION_PROPERTIES_INVALID"],
    ["a table twice", booking({ tableNumbers: ["1", "1"] }), "RESERVATION_PROPERTIES_INVALID"],
    ["an amount of one place", booking(money([{ ...deposit, amount: "10.0" }])), "DEPOSIT_UNACCEPTABLE_AMOUNT"],
    ["a negative amount", booking(money([{ ...deposit, amount: "-1.00" }])), "DEPOSIT_UNACCEPTABLE_AMOUNT"],
    ["a deposit without its time", booking(money([{ amount: "10.00" }])), "RESERVATION_FIELDS_CAN_NOT_BE_EMPTY"],
    [
      "deposits that are alike",
      booking(money([1, 2].map(() => ({ ...deposit, platformDepositId: "x" })))),
      "DEPOSIT_ID_MUST_BE_UNIQUE",
    ],
    ["another currency", booking({ liability: { currency: "USD", deposits: [] } }), "CURRENCY_NOT_ACCEPTABLE"],
    ["no currency that could be", booking({ liability: { currency: "aud", deposits: [] } }), "CURRENCY_NOT_ACCEPTABLE"],
    [
      "more back than was paid",
      booking(money([deposit], { refunds: [{ ...deposit, amount: "10.01" }] })),
      "REFUND_UNACCEPTABLE_AMOUNT",
    ],
    ["a list", [], "RESERVATION_PROPERTIES_INVALID"],
  ] as const) {
    test(`LR-01 a reservation with ${what}: 400 ${code}, and the platform is told`, async () => {
      const { push, send } = await platform(servery(), receiver.url, "Bad");
      await send("POST", `${userBase("Bad")}/integration/activate`, {
        businessLocationId: FITZROY,
        platformRestaurantId: "Fitz",
      });
      const before = receiver.at("/Bad/error").length;
      const answer = await push("B-1", body as Record<string, unknown>, "Fitz");
      expect([answer.status, answer.json().message.split(":")[0]]).toEqual([400, code]);
      const told = (await receiver.soon("/Bad/error", before + 1)).at(-1)!.json;
      expect(told).toEqual({
        errorMessage: answer.json().message.slice(code.length + 2),
        traceId: answer.headers.get("x-request-id"),
        httpCode: 400,
        entityType: "platform-reservation",
        errorCode: code,
        errorProperties: expect.any(Array),
        platformCode: "Bad",
        platformRestaurantId: "Fitz",
        platformReservationId: "B-1",
      });
      expect(await stored("Bad", "Fitz", "B-1")).toBeUndefined();
    });
  }

  test("LR-01 ids in the path that cannot be: 400; a restaurant or a platform that is not there: 404", async () => {
    const { push, send } = await platform(servery(), receiver.url, "Path", { restaurant: "Fitz" });
    for (const [id, restaurant, status, code] of [
      ["x".repeat(37), "Fitz", 400, "RESERVATION_ID_TOO_MANY_SYMBOLS"],
      ["a%20b", "Fitz", 400, "RESERVATION_PROPERTIES_INVALID"],
      ["1", "F%C3%AEtz", 400, "RESTAURANT_PROPERTIES_INVALID"],
      ["1", "Other", 404, "PLATFORM_RESTAURANT_NOT_FOUND"],
    ] as const) {
      const answer = await push(id, booking(), restaurant);
      expect([answer.status, answer.json().message.split(":")[0]]).toEqual([status, code]);
    }
    expect((await push("x".repeat(36), booking())).status).toBe(202);
    const nobody = await client(servery(), "reservation-Nobody");
    const answer = await nobody("PUT", `${base("Nobody")}/restaurant/Fitz/reservation/1/push`, booking());
    expect([answer.status, answer.json().message.split(":")[0]]).toEqual([404, "PLATFORM_NOT_FOUND"]);
    await send("POST", `${userBase("Path")}/integration/deactivate`, {
      businessLocationId: FITZROY,
      platformRestaurantId: "Fitz",
    });
    expect((await push("2", booking())).status).toBe(404);
  });

  test("LR-01 updates that were overtaken are refused; the same count again changes nothing", async () => {
    const { push } = await platform(servery(), receiver.url, "Order", { restaurant: "Fitz" });
    const say = async (id: string, more: object) => (await push(id, booking({ ...more }))).status;
    expect(await say("1", { sequenceId: 5, partySize: 2 })).toBe(202);
    expect(await say("1", { sequenceId: 4, partySize: 3 })).toBe(400);
    expect(await say("1", { sequenceId: 5, partySize: 4 })).toBe(202);
    expect(await stored("Order", "Fitz", "1")).toMatchObject({ partySize: 2, sequence: "5" });
    expect(await say("1", { sequenceId: 6, partySize: 7 })).toBe(202);
    expect(await stored("Order", "Fitz", "1")).toMatchObject({ partySize: 7, sequence: "6" });
    expect(await say("2", { utcUpdatedAt: "2026-03-01T10:00:01" })).toBe(202);
    expect(await say("2", { utcUpdatedAt: "2026-03-01T10:00:00" })).toBe(400);
    expect(await say("2", { utcUpdatedAt: "2026-03-01T10:00:01", partySize: 9 })).toBe(202);
    expect(await stored("Order", "Fitz", "2")).toMatchObject({ partySize: 9 });
  });

  test("LR-01 a status that cannot follow is refused, one that can is taken", async () => {
    const { push } = await platform(servery(), receiver.url, "Moves", { restaurant: "Fitz" });
    const walk = [
      ["SCHEDULED", 202],
      ["DEPARTED", 400],
      ["ARRIVED", 202],
      ["NO_SHOW", 400],
      ["SEATED", 202],
      ["DEPARTED", 202],
      ["CANCELLED", 400],
      ["SEATED", 202],
    ] as const;
    for (const [status, expected] of walk) {
      const answer = await push("1", booking({ status }));
      expect([status, answer.status]).toEqual([status, expected]);
    }
    expect(await stored("Moves", "Fitz", "1")).toMatchObject({ status: "SEATED" });
  });

  test("LR-01 deposits: what was paid cannot change, and what is void cannot come back", async () => {
    const { push } = await platform(servery(), receiver.url, "Money", { restaurant: "Fitz" });
    const paid = (more: object = {}) => booking(money([{ ...deposit, platformDepositId: "1", ...more }]));
    expect((await push("1", paid())).status).toBe(202);
    expect((await push("1", paid({ amount: "11.00" }))).json().message).toBe(
      "DEPOSIT_AMOUNT_CAN_NOT_BE_CHANGED: The deposit 1 was of 10.00.",
    );
    expect((await push("1", paid({ voided: true, utcVoidedAt: "2026-02-03T09:00:00" }))).status).toBe(202);
    expect((await push("1", paid())).json().message).toBe(
      "VOIDED_DEPOSIT_CAN_NOT_BE_FUNDED_AGAIN: The deposit 1 is void.",
    );
  });

  test("LR-01 tables that are not to be had: accepted, and the platform is told which", async () => {
    const { push } = await platform(servery(), receiver.url, "Tables", { restaurant: "Fitz" });
    expect((await push("1", booking({ tableNumbers: ["3", "77", "FC99"] }))).status).toBe(202);
    const [told] = await receiver.soon("/Tables/error");
    expect(told!.json).toEqual({
      errorMessage: "Not to be had: 77, FC99.",
      traceId: expect.any(String),
      httpCode: 400,
      entityType: "platform-reservation",
      errorCode: "REQUESTED_TABLE_IS_UNAVAILABLE",
      errorProperties: ["tableNumbers"],
      platformCode: "Tables",
      platformRestaurantId: "Fitz",
      platformReservationId: "1",
    });
    // Guests who are only expected may have a table at which others still sit.
    expect((await push("2", booking({ status: "SEATED", tableNumbers: ["5"] }))).status).toBe(202);
    expect((await push("3", booking({ tableNumbers: ["FD5"] }))).status).toBe(202);
    expect((await push("4", booking({ status: "SEATED", tableNumbers: ["FD5"] }))).status).toBe(202);
    const all = await receiver.soon("/Tables/error", 2);
    expect(all.map(({ json }) => [json.platformReservationId, json.errorMessage])).toEqual([
      ["1", "Not to be had: 77, FC99."],
      ["4", "Not to be had: FD5."],
    ]);
  });

  test("LR-01 many pushes of one reservation at once end with the last count", async () => {
    const { push } = await platform(servery(), receiver.url, "Race", { restaurant: "Fitz" });
    const counts = Array.from({ length: 20 }, (_, i) => i + 1);
    const answers = await Promise.all(counts.map((n) => push("1", booking({ sequenceId: n, partySize: n }))));
    expect(answers.map(({ status }) => status).filter((status) => status !== 202 && status !== 400)).toEqual([]);
    expect(await stored("Race", "Fitz", "1")).toMatchObject({ sequence: "20", partySize: 20 });
  });
});
