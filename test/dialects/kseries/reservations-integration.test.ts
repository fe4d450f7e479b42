import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { platformCommands } from "../../../src/commands/reservation-platforms.ts";
import { ONBOARDING_MS } from "../../../src/domain/reservations/onboarding.ts";
import type { SiteId } from "../../../src/domain/ids.ts";
import { OTHER_SITE, onEveryEngine } from "../../support/servery.ts";
import { settled, withReceiver } from "../kounta/webhooks-receiver.ts";
import { FITZROY, SOUTHBANK } from "./kseries.ts";
import { base, client, platform, userBase } from "./reservations-setting.ts";

onEveryEngine("K-Series reservations: integrations", (servery) => {
  const receiver = withReceiver();

  /** What the venue does in its back office. */
  const start = async (code: string, siteId = FITZROY) => {
    const commands = platformCommands(servery().storage, randomUUID);
    const facts = { siteId: siteId as SiteId, reference: "Brindle-Fitz" };
    const started = await commands.startOnboarding(servery().company, code, facts);
    if (!started.ok) throw new Error(started.error.code);
    return started.value;
  };
  const answering = async (code: string) => {
    const { send } = await platform(servery(), receiver.url, code);
    const answer = async (id: string, onboardingCode: unknown, more: object = {}) => {
      const body = {
        onboardingId: id,
        onboardingCode,
        platformRestaurantId: "Fitz",
        businessLocationId: FITZROY,
        ...more,
      };
      const { status, text } = await send("POST", `${base(code)}/integration/onboarding`, body);
      return [status, JSON.parse(text).onboardingCode ?? text];
    };
    return { send, answer };
  };

  test("LR-01 onboarding: the platform is asked, says that it is at it, then that it is done; the site is active", async () => {
    const { answer } = await answering("Board");
    const { id, endsAt } = await start("Board");
    const [asked] = await receiver.soon("/Board/onboarding");
    expect(asked!.json).toEqual({
      platformCode: "Board",
      platformRestaurantReference: "Brindle-Fitz",
      onboardingId: id,
      epochSecondsDeadlineUtc: Math.floor(endsAt / 1_000),
      businessInformation: {
        businessLocationId: FITZROY,
        name: "Brindle & Tram Fitzroy",
        street1: expect.any(String),
        city: expect.any(String),
        state: expect.any(String),
        zip: expect.any(String),
        country: "AU",
      },
    });
    expect(await answer(id, "ACCEPTED")).toEqual([200, "ACCEPTED"]);
    expect(receiver.at("/Board/integration")).toEqual([]);
    expect(await answer(id, "DONE", { businessLocationId: String(FITZROY) })).toEqual([200, "DONE"]);
    const [active] = await receiver.soon("/Board/integration");
    expect(active!.json).toEqual({
      notificationType: "ACTIVATED",
      platformCode: "Board",
      businessLocationId: FITZROY,
      platformRestaurantId: "Fitz",
    });
    // The answer may have been lost on its way: the same again is no second activation.
    expect(await answer(id, "DONE")).toEqual([200, "DONE"]);
    await settled(servery());
    expect(receiver.at("/Board/integration")).toHaveLength(1);
  });

  test("LR-01 onboarding: what is wrong has a word, 400, and an unknown platform 404", async () => {
    const { answer } = await answering("Words");
    const { id } = await start("Words");
    expect(await answer(randomUUID(), "DONE")).toEqual([400, "ONBOARDING_ID_NOT_VALID"]);
    expect(await answer("", "DONE")).toEqual([400, "ONBOARDING_ID_NOT_VALID"]);
    for (const businessLocationId of [SOUTHBANK, OTHER_SITE, "9765040300495493", "x", undefined]) {
      expect(await answer(id, "DONE", { businessLocationId })).toEqual([400, "BUSINESS_LOCATION_NOT_VALID"]);
    }
    for (const platformRestaurantId of ["a b", "", undefined, 7]) {
      expect(await answer(id, "DONE", { platformRestaurantId })).toEqual([400, "PLATFORM_RESTAURANT_NOT_VALID"]);
    }
    expect(await answer(id, "PERHAPS")).toEqual([400, "UNEXPECTED_ERROR"]);
    const nobody = await client(servery(), "reservation-Nobody");
    for (const body of [
      {},
      { onboardingId: id, onboardingCode: "DONE", platformRestaurantId: "F", businessLocationId: FITZROY },
    ]) {
      const refused = await nobody("POST", `${base("Nobody")}/integration/onboarding`, body);
      expect([refused.status, refused.json()]).toEqual([404, { onboardingCode: "PLATFORM_CODE_NOT_VALID" }]);
    }
    expect(await answer(id, "ACCEPTED")).toEqual([200, "ACCEPTED"]);
  });

  test("LR-01 onboarding: another platform's id is none, a refusal ends it, and so does its deadline", async () => {
    const { answer } = await answering("Mine");
    const { answer: other } = await answering("Theirs");
    const [mine, refused, late] = [await start("Mine"), await start("Mine"), await start("Mine")];
    expect(await other(mine.id, "DONE")).toEqual([400, "ONBOARDING_ID_NOT_VALID"]);
    expect(await answer(refused.id, "PLATFORM_RESTAURANT_NOT_FOUND")).toEqual([200, "ACCEPTED"]);
    expect(await answer(refused.id, "DONE")).toEqual([400, "ONBOARDING_ID_NOT_VALID"]);
    await settled(servery()); // a job that was claimed at the later time would stay claimed
    const { clock } = servery();
    const real = clock.now;
    clock.now = () => late.endsAt;
    try {
      expect(late.endsAt - late.createdAt).toBe(ONBOARDING_MS);
      // The token is over by then as well, so a new one is taken.
      const send = await client(servery(), "reservation-Mine");
      const body = {
        onboardingId: late.id,
        onboardingCode: "DONE",
        platformRestaurantId: "F",
        businessLocationId: FITZROY,
      };
      const answered = await send("POST", `${base("Mine")}/integration/onboarding`, body);
      expect([answered.status, answered.json().onboardingCode]).toEqual([400, "ONBOARDING_EXPIRED"]);
    } finally {
      clock.now = real;
    }
  });

  test("LR-01 activate and deactivate: 200 without a body, and the platform is told each time", async () => {
    const { send } = await platform(servery(), receiver.url, "Switch");
    const ask = (verb: string, businessLocationId: unknown, platformRestaurantId: unknown) =>
      send("POST", `${userBase("Switch")}/integration/${verb}`, { businessLocationId, platformRestaurantId });
    const word = async (verb: string, location: unknown, restaurant: unknown) => {
      const { status, text } = await ask(verb, location, restaurant);
      return text === "" ? [status] : [status, JSON.parse(text).message?.split(":")[0] ?? JSON.parse(text).title];
    };
    expect(await word("activate", FITZROY, "F-1")).toEqual([200]);
    expect(await word("activate", FITZROY, "F-1")).toEqual([400, "PLATFORM_ALREADY_ACTIVATED"]);
    expect(await word("activate", FITZROY, "F-2")).toEqual([400, "TOO_MANY_INTEGRATIONS_WITH_PLATFORM"]);
    expect(await word("activate", SOUTHBANK, "F-1")).toEqual([400, "INTEGRATION_LOCATION_ID_MISMATCH"]);
    expect(await word("activate", String(SOUTHBANK), "S-1")).toEqual([200]);
    expect(await word("activate", undefined, "F-1")).toEqual([400, "RESTAURANT_PROPERTIES_REQUIRED"]);
    expect(await word("activate", FITZROY, "a b")).toEqual([400, "RESTAURANT_PROPERTIES_INVALID"]);
    for (const location of [OTHER_SITE, 0, -1, "9765040300495493"]) {
      expect(await word("activate", location, "X")).toEqual([403, "Forbidden"]);
    }
    expect(await word("deactivate", SOUTHBANK, "F-1")).toEqual([400, "INTEGRATION_LOCATION_ID_MISMATCH"]);
    expect(await word("deactivate", FITZROY, "F-9")).toEqual([404, "PLATFORM_RESTAURANT_NOT_FOUND"]);
    expect(await word("deactivate", FITZROY, "F-1")).toEqual([200]);
    expect(await word("deactivate", FITZROY, "F-1")).toEqual([404, "PLATFORM_RESTAURANT_NOT_FOUND"]);
    expect(await word("activate", FITZROY, "F-2")).toEqual([200]);
    const told = await receiver.soon("/Switch/integration", 4);
    const lines = told.map(({ json: { notificationType, businessLocationId, platformRestaurantId } }) =>
      [notificationType, businessLocationId, platformRestaurantId].join(" "),
    );
    expect(lines.sort()).toEqual(
      [
        `ACTIVATED ${FITZROY} F-1`,
        `ACTIVATED ${SOUTHBANK} S-1`,
        `DEACTIVATED ${FITZROY} F-1`,
        `ACTIVATED ${FITZROY} F-2`,
      ].sort(),
    );
    const nobody = await client(servery(), "reservation-Nobody");
    const body = { businessLocationId: FITZROY, platformRestaurantId: "F-1" };
    for (const verb of ["activate", "deactivate"]) {
      expect((await nobody("POST", `${userBase("Nobody")}/integration/${verb}`, body)).status).toBe(404);
    }
  });

  test("LR-01 what a profile does not ask for is not sent", async () => {
    const { send } = await platform(servery(), receiver.url, "Quiet", {
      restaurant: "F",
      notificationTypes: ["INTEGRATION_DEACTIVATED"],
    });
    await send("POST", `${userBase("Quiet")}/integration/deactivate`, {
      businessLocationId: FITZROY,
      platformRestaurantId: "F",
    });
    await start("Quiet");
    await receiver.soon("/Quiet/integration");
    await settled(servery());
    expect(receiver.at("/Quiet/integration").map(({ json }) => json.notificationType)).toEqual(["DEACTIVATED"]);
    expect(receiver.at("/Quiet/onboarding")).toEqual([]);
  });

  test("LR-01 business locations come a page at a time, for tokens that a person approved only", async () => {
    const { send } = await platform(servery(), receiver.url, "Where");
    const path = `${userBase("Where")}/business-locations`;
    const all = await send("GET", path);
    expect([
      all.status,
      all.json().map(({ businessLocationId, name }: Record<string, string>) => [businessLocationId, name]),
    ]).toEqual([
      200,
      [
        [String(FITZROY), "Brindle & Tram Fitzroy"],
        [String(SOUTHBANK), "Brindle & Tram Southbank"],
      ],
    ]);
    expect((await send("GET", `${path}?page=1&size=1`)).json()).toHaveLength(1);
    expect((await send("GET", `${path}?page=2&size=1`)).json()).toEqual([]);
    for (const query of ["page=-1", "size=0", "size=1001", "page=x"]) {
      expect((await send("GET", `${path}?${query}`)).status, query).toBe(400);
    }
    const { client_id: id, client_secret: secret } = servery().kseries;
    const auth = `Basic ${Buffer.from(`${id}:${secret}`).toString("base64")}`;
    const refused = await servery().ask(path, { auth });
    expect([refused.status, refused.json()]).toEqual([
      403,
      { type: "about:blank", title: "Forbidden", detail: "Access denied" },
    ]);
  });
});
