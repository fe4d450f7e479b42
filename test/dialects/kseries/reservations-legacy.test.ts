import { expect, test } from "vitest";
import { OTHER_SITE, onEveryEngine } from "../../support/servery.ts";
import { settled, withReceiver } from "../kounta/webhooks-receiver.ts";
import { FITZROY } from "./kseries.ts";
import { client, orderAtVenue } from "./reservations-setting.ts";

onEveryEngine("K-Series reservations: the older way", (servery) => {
  const receiver = withReceiver();
  const WEBHOOK = "/r/wh/1/webhook";
  const CHECKIN = "/r/reservation/1/checkin";
  const endpoint = (more: object = {}) => ({ endpointId: "MY-TABLES", url: `${receiver.url}/old`, ...more });

  test("LR-01 an endpoint is registered, updated and shown, its password only when it is told", async () => {
    const send = await client(servery(), "reservations-api");
    const made = await send("PUT", WEBHOOK, endpoint());
    const plain = { ...endpoint(), withBasicAuth: false, username: null, password: null };
    expect([made.status, made.json()]).toEqual([200, plain]);
    const basic = { withBasicAuth: true, username: "u", password: "p4ss" };
    const updated = await send("POST", WEBHOOK, endpoint({ url: `${receiver.url}/new`, ...basic }));
    expect([updated.status, updated.json()]).toEqual([200, endpoint({ url: `${receiver.url}/new`, ...basic })]);
    const shown = await send("GET", `${WEBHOOK}/MY-TABLES`);
    expect([shown.status, shown.json()]).toEqual([
      200,
      { endpointId: "MY-TABLES", url: `${receiver.url}/new`, withBasicAuth: true, username: "u", password: "…" },
    ]);
    const other = await client(servery(), "reservations-api");
    expect((await other("GET", `${WEBHOOK}/MY-TABLES`)).status).toBe(404);
    expect((await other("POST", WEBHOOK, endpoint())).status).toBe(404);
    for (const scopes of [["orders-api"], ["reservation-MY-TABLES"]]) {
      expect((await (await client(servery(), ...scopes))("PUT", WEBHOOK, endpoint())).status).toBe(403);
    }
  });

  for (const [what, body, field] of [
    ["no id", { endpointId: undefined }, "endpointId"],
    ["an id with a blank", { endpointId: "a b" }, "endpointId"],
    ["no address", { url: undefined }, "url"],
    ["an address that is none", { url: "nowhere" }, "url"],
    ["basic authentication without a password", { withBasicAuth: true, username: "u" }, "password"],
    ["basic authentication without a name", { withBasicAuth: true, password: "p" }, "username"],
  ] as const) {
    test(`LR-01 an endpoint with ${what}: 400, and the status is text`, async () => {
      const send = await client(servery(), "reservations-api");
      const answer = await send("PUT", WEBHOOK, endpoint(body));
      expect([answer.status, answer.json().status]).toEqual([400, "400"]);
      expect(answer.json().apiSubExceptions).toEqual([expect.objectContaining({ field })]);
    });
  }

  const guests = (more: object = {}) => ({
    businessLocationId: FITZROY,
    endPointId: "MY-TABLES",
    reservationReference: "R-77",
    table: "22",
    customerCount: 3,
    customerInfo: { firstName: "Ada", lastName: "Moreno", vip: true, rating: 4.5 },
    notes: [{ note: "Window" }, {}],
    ...more,
  });

  test("LR-01 guests are seated, and the endpoint hears of the orders at their table", async () => {
    const send = await client(servery(), "reservations-api");
    await send("PUT", WEBHOOK, endpoint({ withBasicAuth: true, username: "u", password: "p4ss" }));
    const seated = await send("POST", CHECKIN, guests());
    expect([seated.status, seated.json()]).toEqual([200, { error: false, errorMessage: "", responseEntity: {} }]);
    const order = await orderAtVenue(servery(), { table: "22" });
    const [got] = await receiver.soon("/old");
    expect(got!.headers.authorization).toBe(`Basic ${Buffer.from("u:p4ss").toString("base64")}`);
    expect(got!.json).toMatchObject({
      notificationType: "OPEN",
      platformCode: "MY-TABLES",
      platformRestaurantId: String(FITZROY),
      platformReservationId: "R-77",
      businessLocationId: FITZROY,
      account: { id: String(order.id), tables: ["22"], coverCount: 3 },
    });
    await settled(servery());
    // Others cannot sit where they sit.
    const taken = await send("POST", CHECKIN, guests({ reservationReference: "R-78" }));
    expect([taken.status, taken.json()]).toEqual([
      200,
      { error: true, errorMessage: "The table 22 is not to be had.", responseEntity: {} },
    ]);
    expect((await send("POST", CHECKIN, guests())).json().error).toBe(false); // the same guests again
    const nowhere = await send("POST", CHECKIN, guests({ table: "404", reservationReference: "R-79" }));
    expect(nowhere.json().errorMessage).toBe("The table 404 is not to be had.");
  });

  test("LR-01 check-ins that say too little, or name what is not there: 400, 404", async () => {
    const send = await client(servery(), "reservations-api");
    await send("PUT", WEBHOOK, endpoint({ endpointId: "BAD" }));
    for (const [body, status] of [
      [{}, 400],
      [guests({ endPointId: "BAD", customerCount: 0 }), 400],
      [guests({ endPointId: "BAD", table: "" }), 400],
      [guests({ endPointId: "BAD", reservationReference: undefined }), 400],
      [guests({ endPointId: "BAD", businessLocationId: "x" }), 400],
      [guests({ endPointId: "BAD", businessLocationId: OTHER_SITE }), 404],
      [guests({ endPointId: "BAD", businessLocationId: "9765040300495493" }), 404],
      [guests({ endPointId: "MISSING" }), 404],
    ] as const) {
      const answer = await send("POST", CHECKIN, body);
      expect([answer.status, answer.json().status], JSON.stringify(body)).toEqual([status, String(status)]);
    }
  });
});
