import { expect, test } from "vitest";
import { OTHER_COMPANY, basic, onEveryEngine } from "../../support/servery.ts";
import { STAMP } from "./kseries.ts";
import { base, client, platform, profile, userBase } from "./reservations-setting.ts";

const HOOKS = "https://platform.example/hooks";
const AUTH = { basic: { username: "lsk", password: "pa:ss" } };

onEveryEngine("K-Series reservations: platforms", (servery) => {
  test("LR-01 a profile is made, shown as it was said but without credentials, and replaced as a whole", async () => {
    const send = await client(servery(), "reservation-Tables_1");
    const said = {
      displayName: "Tables",
      baseUrl: "https://platform.example/api",
      depositSupported: true,
      orderWebhookUrl: `${HOOKS}/order`,
      posReservationUpdateWebhookUrl: `${HOOKS}/pos`,
      notificationTypes: ["ORDER_CLOSED", "POS_RESERVATION_UPDATED"],
      ownNotificationsOnly: true,
      webhookAuthType: "BASIC_AUTH",
      allowCourseNumberUpdates: true,
      inServiceTableStatuses: [{ statusLabel: "Starters", statusValue: "st", sequence: 1 }],
      allowedPosStatuses: ["PARTIALLY_SEATED", "SEATED"],
    };
    const path = `${base("Tables_1")}/profile`;
    expect((await send("GET", path)).status).toBe(404);
    const made = await send("POST", path, { ...said, webhookAuthDetails: AUTH, unknown: 1 });
    expect([made.status, made.json()]).toEqual([200, said]);
    const shown = await send("GET", path);
    expect([shown.status, shown.json()]).toEqual([200, said]);
    expect(shown.text + made.text).not.toContain("pa:ss");

    const less = { displayName: "T", webhookAuthType: "NONE", webhookAuthDetails: {} };
    const replaced = await send("POST", path, less);
    expect(replaced.json()).toEqual({ displayName: "T", webhookAuthType: "NONE", allowCourseNumberUpdates: false });
  });

  const good = profile(HOOKS, "Bad", { webhookAuthType: "BASIC_AUTH", webhookAuthDetails: AUTH });
  for (const [what, change, code] of [
    ["no name", { displayName: undefined }, "PLATFORM_FIELDS_CAN_NOT_BE_EMPTY"],
    ["a name of blanks", { displayName: "  " }, "PLATFORM_FIELDS_CAN_NOT_BE_EMPTY"],
    ["no kind of credentials", { webhookAuthType: undefined }, "PLATFORM_FIELDS_CAN_NOT_BE_EMPTY"],
    ["no credentials", { webhookAuthDetails: undefined }, "PLATFORM_FIELDS_CAN_NOT_BE_EMPTY"],
    [
      "another kind of credentials",
      { webhookAuthDetails: { bearer: { token: "t" } } },
      "BASIC_AUTH_FIELDS_CAN_NOT_BE_EMPTY",
    ],
    ["an unknown kind", { webhookAuthType: "MAGIC" }, "PLATFORM_PROPERTIES_INVALID"],
    ["a name that is a number", { displayName: 7 }, "PLATFORM_PROPERTIES_INVALID"],
    ["an unknown type of notification", { notificationTypes: ["ORDER_EATEN"] }, "PLATFORM_PROPERTIES_INVALID"],
    ["a type twice", { notificationTypes: ["ERROR", "ERROR"] }, "PLATFORM_PROPERTIES_DUPLICATION"],
    ["a type without its address", { errorsWebhookUrl: undefined }, "PLATFORM_FIELDS_CAN_NOT_BE_EMPTY"],
    ["an address that is none", { orderWebhookUrl: "ftp://x.example" }, "URL_MUST_START_WITH_HTTPS"],
    ["an address in the clear", { orderWebhookUrl: "http://platform.example/" }, "URL_MUST_START_WITH_HTTPS"],
    ["an address inside", { orderWebhookUrl: "https://10.0.0.1/" }, "PLATFORM_PROPERTIES_INVALID"],
    ["half a status", { allowedPosStatuses: ["PARTIALLY_ARRIVED", "SEATED"] }, "PLATFORM_PROPERTIES_INVALID"],
    [
      "a table status twice",
      { inServiceTableStatuses: [1, 2].map((n) => ({ statusLabel: "A", statusValue: `${n}`, sequence: n })) },
      "PLATFORM_PROPERTIES_DUPLICATION",
    ],
  ] as const) {
    test(`LR-01 a profile with ${what}: 400 ${code}`, async () => {
      const send = await client(servery(), "reservation-Bad");
      const answer = await send("POST", `${base("Bad")}/profile`, { ...good, ...change });
      expect(answer.status, answer.text).toBe(400);
      expect(answer.json()).toEqual({
        timestamp: expect.stringMatching(STAMP),
        status: 400,
        error: "Bad Request",
        message: expect.stringMatching(new RegExp(`^${code}: .+`)),
        path: `${base("Bad")}/profile`,
      });
      expect((await send("GET", `${base("Bad")}/profile`)).status).toBe(404);
    });
  }

  for (const [kind, body, type] of [
    ["basic-auth", AUTH.basic, "BASIC_AUTH"],
    ["bearer-auth", { token: "abc", ttl: "2099-01-01T00:00:00" }, "BEARER_TOKEN"],
    ["api-keys", { headers: { "X-API-ID": "1" }, parameters: {} }, "API_KEYS"],
    ["oauth2", { clientId: "c", clientSecret: "s", providerTokenUri: "https://platform.example/token" }, "OAUTH2"],
  ] as const) {
    test(`LR-01 credentials of the kind ${kind} take the place of those before: 200`, async () => {
      const { send } = await platform(servery(), HOOKS, "Auth");
      const answer = await send("PATCH", `${base("Auth")}/webhook/auth/${kind}`, body);
      expect([answer.status, answer.json()]).toEqual([200, { accepted: true, currentAuthType: type }]);
      expect((await send("GET", `${base("Auth")}/profile`)).json().webhookAuthType).toBe(type);
      const nobody = await client(servery(), "reservation-Nobody");
      expect((await nobody("PATCH", `${base("Nobody")}/webhook/auth/${kind}`, body)).json()).toMatchObject({
        status: 404,
        message: "PLATFORM_NOT_FOUND: There is no profile of this platform.",
      });
    });
  }

  for (const [kind, body, code] of [
    ["basic-auth", {}, "BASIC_AUTH_FIELDS_CAN_NOT_BE_EMPTY"],
    ["basic-auth", { username: "a", password: "" }, "BASIC_AUTH_FIELDS_CAN_NOT_BE_EMPTY"],
    ["basic-auth", { username: "a:b", password: "c" }, "PLATFORM_PROPERTIES_INVALID"],
    ["bearer-auth", { token: "" }, "BEARER_AUTH_FIELDS_CAN_NOT_BE_EMPTY"],
    ["bearer-auth", { token: "abc", ttl: "2020-01-01T00:00:00" }, "BEARER_AUTH_TTL_IS_EXPIRED"],
    ["bearer-auth", { token: "abc", ttl: "soon" }, "PLATFORM_PROPERTIES_INVALID"],
    ["bearer-auth", { token: "a\r\nb" }, "PLATFORM_PROPERTIES_INVALID"],
    ["api-keys", {}, "API_KEY_AUTH_FIELDS_CAN_NOT_BE_EMPTY"],
    ["api-keys", { headers: { "Content-Length": "0" } }, "PLATFORM_PROPERTIES_INVALID"],
    ["api-keys", { headers: { "X-A": "é" } }, "PLATFORM_PROPERTIES_INVALID"],
    ["api-keys", { headers: { "X-A": "1", "x-a": "2" } }, "PLATFORM_PROPERTIES_DUPLICATION"],
    ["oauth2", { clientId: "c" }, "OAUTH_FIELDS_CAN_NOT_BE_EMPTY"],
    ["oauth2", { clientId: "c", clientSecret: "s", providerTokenUri: "token" }, "URL_MUST_START_WITH_HTTPS"],
    [
      "oauth2",
      { clientId: "c", clientSecret: "s", providerTokenUri: "https://x.example", authorizationGrantType: "PASSWORD" },
      "PLATFORM_PROPERTIES_INVALID",
    ],
    ["oauth2", [], "PLATFORM_PROPERTIES_INVALID"],
  ] as const) {
    test(`LR-01 credentials ${kind} ${JSON.stringify(body)}: 400 ${code}`, async () => {
      const { send } = await platform(servery(), HOOKS, "Auth");
      const answer = await send("PATCH", `${base("Auth")}/webhook/auth/${kind}`, body);
      expect([answer.status, answer.json().message.split(":")[0]]).toEqual([400, code]);
      expect((await send("GET", `${base("Auth")}/profile`)).json().webhookAuthType).toBe("NONE");
    });
  }

  test("LR-01 course settings: what is not sent stays, a list is replaced, and a word twice is refused", async () => {
    const { send, code } = await platform(servery(), HOOKS, "Courses");
    const path = `${base(code)}/course-settings`;
    const statuses = [{ statusLabel: "Mains", statusValue: "main", sequence: 2 }];
    const set = await send("PATCH", path, { inServiceTableStatuses: statuses });
    expect([set.status, set.text]).toEqual([200, ""]);
    expect((await send("PATCH", path, { allowCourseNumberUpdates: true })).status).toBe(200);
    const shown = (await send("GET", `${base(code)}/profile`)).json();
    expect([shown.allowCourseNumberUpdates, shown.inServiceTableStatuses]).toEqual([true, statuses]);
    const twice = [statuses[0], { ...statuses[0], statusLabel: "Main" }];
    for (const body of [
      { inServiceTableStatuses: twice },
      { inServiceTableStatuses: [{}] },
      [],
      { allowCourseNumberUpdates: 1 },
    ]) {
      expect((await send("PATCH", path, body)).status, JSON.stringify(body)).toBe(400);
    }
    expect((await send("GET", `${base(code)}/profile`)).json().inServiceTableStatuses).toEqual(statuses);
  });

  test("LR-01 samples have the platform's code and the documented fields", async () => {
    const { send, code } = await platform(servery(), HOOKS, "Samples");
    const keys = {
      order: [
        "notificationType",
        "businessLocationId",
        "platformRestaurantId",
        "platformReservationId",
        "platformCode",
        "sequenceId",
        "account",
      ],
      onboarding: [
        "platformCode",
        "platformRestaurantReference",
        "onboardingId",
        "epochSecondsDeadlineUtc",
        "businessInformation",
      ],
      integration: ["notificationType", "platformCode", "businessLocationId", "platformRestaurantId"],
      error: [
        "errorMessage",
        "traceId",
        "httpCode",
        "entityType",
        "errorCode",
        "errorProperties",
        "platformCode",
        "platformRestaurantId",
        "platformReservationId",
      ],
    };
    for (const [name, fields] of Object.entries(keys)) {
      const answer = await send("GET", `${base(code)}/${name}-webhook-sample`);
      expect([answer.status, Object.keys(answer.json()), answer.json().platformCode]).toEqual([200, fields, code]);
    }
  });

  test("LR-01 a platform's scope opens its own routes, the older one all of the add-on's own, and no other any", async () => {
    const { send, code } = await platform(servery(), HOOKS, "Mine");
    const path = `${base(code)}/profile`;
    expect((await send("GET", path)).status).toBe(200);
    const refused = await send("GET", `${base("Other")}/profile`);
    expect([refused.status, refused.json()]).toEqual([
      403,
      { type: "about:blank", title: "Forbidden", detail: "Access denied" },
    ]);
    for (const scopes of [["reservation-mine"], ["orders-api", "reservation-Min"], []]) {
      expect((await (await client(servery(), ...scopes))("GET", path)).status, scopes.join()).toBe(403);
    }
    const legacy = await client(servery(), "reservations-api");
    expect((await legacy("GET", path)).status).toBe(404);
    expect((await legacy("POST", path, profile(HOOKS, code))).status).toBe(404);
    expect((await legacy("POST", `${base("Legacy")}/profile`, profile(HOOKS, "Legacy"))).status).toBe(200);
    expect((await legacy("GET", `${base("Legacy")}/profile`)).status).toBe(200);
    const sibling = await client(servery(), `reservation-${code}`);
    expect((await sibling("GET", path)).status).toBe(200);
  });

  test("LR-01 another company knows nothing of a platform, and has its own of the same name", async () => {
    const { send, code } = await platform(servery(), HOOKS, "Shared");
    const there = await client(servery(), `reservation-${code}`);
    await servery().storage.access.addons.grant(OTHER_COMPANY, there.addonId, null, 0);
    const token = await servery().token(600, there.addonId, OTHER_COMPANY, {
      api: "kseries",
      permissions: [`reservation-${code}`],
    });
    const ask = (method: string, path: string, body?: object) =>
      servery().ask(path, { method, auth: `Bearer ${token}`, ...(body && { body }) });
    expect((await ask("GET", `${base(code)}/profile`)).status).toBe(404);
    expect((await ask("POST", `${base(code)}/profile`, profile(HOOKS, code, { displayName: "Theirs" }))).status).toBe(
      200,
    );
    expect((await send("GET", `${base(code)}/profile`)).json().displayName).toBe("Platform Shared");
    const places = (await ask("GET", `${userBase(code)}/business-locations`)).json();
    expect(places).toEqual([expect.objectContaining({ businessLocationId: "990", name: "Ōkami" })]);
  });

  test("LR-01 a code that no platform can have: 400; a method or a path that is not there: 405, 404", async () => {
    const send = await client(servery(), "reservations-api");
    for (const [code, word] of [
      ["Far_too_long1", "PLATFORM_CODE_TOO_MANY_SYMBOLS"],
      ["a%20b", "PLATFORM_PROPERTIES_INVALID"],
      ["caf%C3%A9", "PLATFORM_PROPERTIES_INVALID"],
    ] as const) {
      const answer = await send("GET", `${base(code)}/profile`);
      expect([answer.status, answer.json().message.split(":")[0]]).toEqual([400, word]);
    }
    expect((await send("DELETE", `${base("X")}/profile`)).status).toBe(405);
    expect((await send("GET", `${base("X")}/nothing`)).status).toBe(404);
    expect((await servery().ask(`${base("X")}/profile`, { auth: basic("nobody", "x") })).status).toBe(401);
  });
});
