import { expect, test } from "vitest";
import { ENDPOINTS_MAX, endpointNamed } from "../../../src/commands/order-endpoints.ts";
import type { AddonId } from "../../../src/domain/ids.ts";
import { OTHER_COMPANY, type TestServery, onEveryEngine } from "../../support/servery.ts";
import { FITZROY, SOUTHBANK, STAMP } from "./kseries.ts";
import { type Client, clientOf } from "./set-up-client.ts";

const PATH = "/o/wh/1/webhook";
const URL = "https://app.example/hook";

const endpoint = (endpointId: string, more: object = {}) => ({ endpointId, url: URL, ...more });
const shown = (endpointId: string, more: object = {}) => ({
  endpointId,
  url: URL,
  withBasicAuth: false,
  provideAccount: false,
  expandTransactions: false,
  expandPayments: false,
  subscribeTo: [],
  ...more,
});

/** Family A, the form of this service's errors. */
const error = (status: number, words: string, message: unknown, path: string) => ({
  timestamp: expect.stringMatching(STAMP),
  status,
  error: words,
  message,
  path,
});

const stored = async ({ storage, company }: TestServery, endpointId: string, addon = 2) =>
  endpointNamed(await storage.deliveries.webhooks.of(company), addon as AddonId, endpointId);

const stranger = async (servery: TestServery): Promise<Client> => {
  const id = (7_000 + Math.floor(servery.clock.now() % 1_000_000)) as AddonId;
  await servery.addon({ id, clientId: `stranger-${id}`, apis: ["kseries"], scopes: ["orders-api"] });
  return clientOf(servery, ["orders-api"], PATH, id);
};

onEveryEngine("K-Series endpoints", (servery) => {
  const client = (scopes = ["orders-api"]): Promise<Client> => clientOf(servery(), scopes, PATH);

  test("LO-06 an endpoint is made by PUT, changed by POST, shown by GET and removed by DELETE", async () => {
    const ask = await client();
    const full = {
      withBasicAuth: true,
      username: "orders",
      provideAccount: true,
      expandTransactions: true,
      expandPayments: true,
      subscribeTo: [
        { name: "DELIVERED", resource: "order" },
        { name: "SALES_RESTRICTION_UPDATED", resource: "item" },
      ],
    };
    const made = await ask("PUT", "", endpoint("MY-ENDPOINT", { ...full, password: "s3cret:pass", unknown: 1 }));
    expect([made.status, made.json()]).toEqual([200, shown("MY-ENDPOINT", full)]);
    const got = await ask("GET", "/MY-ENDPOINT");
    expect([got.status, got.text]).toEqual([200, made.text]);
    expect(got.text).not.toContain("s3cret");
    const { headers, ordered, settings } = (await stored(servery(), "MY-ENDPOINT"))!;
    expect(headers).toEqual({ authorization: `Basic ${Buffer.from("orders:s3cret:pass").toString("base64")}` });
    expect(ordered).toBe(true);
    expect(JSON.stringify(settings)).not.toContain("s3cret");

    // The name tells upper case from lower case.
    expect((await ask("GET", "/my-endpoint")).status).toBe(404);

    // What is left out of an update is off; the password stays while it is for the same receiver.
    const update = endpoint("MY-ENDPOINT", { withBasicAuth: true, username: "orders", provideAccount: null });
    const changed = await ask("POST", "", update);
    expect([changed.status, changed.json()]).toEqual([
      200,
      shown("MY-ENDPOINT", { withBasicAuth: true, username: "orders" }),
    ]);
    expect((await stored(servery(), "MY-ENDPOINT"))!.headers).toEqual(headers);
    for (const other of [{ username: "others" }, { url: "https://elsewhere.example/hook" }]) {
      const refused = await ask("POST", "", { ...update, ...other });
      expect([refused.status, refused.json().errors[0].codes[0]]).toEqual([400, "NotNull.webhookEndpointDto.password"]);
    }

    const open = await ask("POST", "", endpoint("MY-ENDPOINT"));
    expect([open.status, open.json()]).toEqual([200, shown("MY-ENDPOINT")]);
    expect((await stored(servery(), "MY-ENDPOINT"))!.headers).toEqual({});

    const deleted = await ask("DELETE", "/MY-ENDPOINT");
    expect([deleted.status, deleted.text]).toEqual([200, ""]);
    for (const method of ["GET", "DELETE"]) {
      const gone = await ask(method, "/MY-ENDPOINT");
      expect([gone.status, gone.json()]).toEqual([
        404,
        error(404, "Not Found", "endpoint ID not found for MY-ENDPOINT", `${PATH}/MY-ENDPOINT`),
      ]);
    }
    const lost = await ask("POST", "", endpoint("MY-ENDPOINT"));
    expect([lost.status, lost.json()]).toEqual([
      404,
      error(404, "Not Found", "endpoint ID not found for MY-ENDPOINT", PATH),
    ]);
    expect((await ask("PUT", "", endpoint("MY-ENDPOINT"))).status).toBe(200);
  });

  test("LO-05 all that is wrong with an endpoint is told at once, in the form of the vendor's framework", async () => {
    const ask = await client();
    const missing = (field: string) => ({
      codes: [`NotNull.webhookEndpointDto.${field}`, `NotNull.${field}`, "NotNull.java.lang.String", "NotNull"],
      arguments: [{ codes: [`webhookEndpointDto.${field}`, field], defaultMessage: field, code: field }],
      defaultMessage: "must not be null",
      objectName: "webhookEndpointDto",
      field,
      bindingFailure: false,
      code: "NotNull",
    });
    for (const method of ["PUT", "POST"]) {
      const refused = await ask(method, "", { url: null, withBasicAuth: true });
      expect([refused.status, refused.json()]).toEqual([
        400,
        {
          ...error(400, "Bad Request", "Validation failed for object='webhookEndpointDto'. Error count: 2", PATH),
          errors: [missing("endpointId"), missing("url")],
        },
      ]);
    }
    for (const [what, body, field, code] of [
      ["a user without a name", { withBasicAuth: true }, "username", "NotNull"],
      ["a user without a password", { withBasicAuth: true, username: "u" }, "password", "NotNull"],
      ["a name that could not be told from the password", { username: "u:p" }, "username", "Pattern"],
      ["an empty name", { endpointId: "" }, "endpointId", "Size"],
      ["a long name", { endpointId: "x".repeat(256) }, "endpointId", "Size"],
      ["an address that is none", { url: "ftp://app.example" }, "url", "URL"],
      ["an address inside", { url: "http://10.0.0.1/hook" }, "url", "URL"],
      ["an address with a password", { url: "https://u:p@app.example" }, "url", "URL"],
      ["an empty address", { url: "" }, "url", "URL"],
      ["a subscription to nothing", { subscribeTo: [{ resource: "order" }] }, "subscribeTo[0].name", "NotNull"],
    ] as const) {
      const refused = await ask("PUT", "", { ...endpoint("BAD"), ...body });
      expect([what, refused.status, refused.json().errors?.map((one: { field: string }) => one.field)]).toEqual([
        what,
        400,
        [field],
      ]);
      expect(refused.json().errors[0].code).toBe(code);
    }
    for (const body of [
      [],
      "text",
      { ...endpoint("BAD"), provideAccount: "yes" },
      { ...endpoint("BAD"), subscribeTo: "order" },
      { ...endpoint("BAD"), subscribeTo: [{ name: "CLOSED", resource: "kitchen" }] },
      { endpointId: 7, url: URL },
    ]) {
      const refused = await ask("PUT", "", body);
      const { message, errors } = refused.json();
      expect([refused.status, message, errors]).toEqual([400, expect.stringMatching(/^JSON parse error: /), undefined]);
    }
    expect((await ask("GET", "/BAD")).status).toBe(404);
  });

  test("LO-06 an endpoint is associated with locations, one by one", async () => {
    const ask = await client();
    await ask("PUT", "", endpoint("PLACES"));
    const locations = "/PLACES/business-locations";
    expect((await ask("GET", locations)).json()).toEqual([]);
    const association = (id: number) => ({
      businessLocationId: id,
      createdAt: expect.stringMatching(STAMP),
      updatedAt: expect.stringMatching(STAMP),
      warnings: [],
    });
    const made = await ask("PUT", `${locations}/${SOUTHBANK}`);
    expect([made.status, made.json()]).toEqual([200, association(SOUTHBANK)]);
    await ask("PUT", `${locations}/${FITZROY}`);
    const again = await ask("PUT", `${locations}/${SOUTHBANK}`);
    expect([again.status, again.json().createdAt]).toEqual([200, made.json().createdAt]);
    expect((await ask("GET", locations)).json()).toEqual([association(FITZROY), association(SOUTHBANK)]);

    // Saying anew what the endpoint is keeps them.
    await ask("POST", "", endpoint("PLACES", { provideAccount: true }));
    await ask("PUT", "", endpoint("PLACES"));
    const ended = await ask("DELETE", `${locations}/${FITZROY}`);
    expect([ended.status, ended.json()]).toEqual([200, association(FITZROY)]);
    expect((await ask("GET", locations)).json()).toEqual([association(SOUTHBANK)]);

    for (const [method, path, message] of [
      ["GET", "/NOBODY/business-locations", "endpoint ID not found for NOBODY"],
      ["PUT", `/NOBODY/business-locations/${FITZROY}`, "endpoint ID not found for NOBODY"],
      ["DELETE", `/NOBODY/business-locations/${FITZROY}`, "endpoint ID not found for NOBODY"],
      ["DELETE", `${locations}/${FITZROY}`, `PLACES is not associated with ${FITZROY}`],
      ["PUT", `${locations}/990`, "Business Location Not found for 990"],
      ["PUT", `${locations}/9765040300495493`, "Business Location Not found for 9765040300495493"],
      ["PUT", `${locations}/9007199254740993`, "Business Location Not found for 9007199254740993"],
    ] as const) {
      const refused = await ask(method, path);
      expect([refused.status, refused.json()]).toEqual([404, error(404, "Not Found", message, PATH + path)]);
    }
    expect((await ask("PUT", `${locations}/x`)).status).toBe(404);
  });

  test("LO-06 a client sees its own endpoints: another's of the same name is another one", async () => {
    const [ask, other] = [await client(), await stranger(servery())];
    await ask("PUT", "", endpoint("SHARED NAME/1.json", { provideAccount: true }));
    const path = `/${encodeURIComponent("SHARED NAME/1.json")}`;
    expect((await other("GET", path)).status).toBe(404);
    expect((await other("DELETE", path)).status).toBe(404);
    expect((await other("PUT", "", endpoint("SHARED NAME/1.json"))).json().provideAccount).toBe(false);
    expect((await ask("GET", path)).json().provideAccount).toBe(true);
    expect((await other("DELETE", path)).status).toBe(200);
    expect((await ask("GET", path)).json().endpointId).toBe("SHARED NAME/1.json");

    const elsewhere = await clientOf(servery(), ["orders-api"], PATH, 2, OTHER_COMPANY);
    expect((await elsewhere("GET", path)).status).toBe(404);
    expect((await elsewhere("PUT", "", endpoint("SHARED NAME/1.json"))).status).toBe(200);
    expect((await ask("GET", path)).json().provideAccount).toBe(true);
    // Kounta's API does not show them.
    expect((await servery().get("webhooks")).json()).toEqual([]);
  });

  test("LO-06 endpoints need the scope orders-api", async () => {
    const ask = await client(["financial-api", "items"]);
    for (const [method, path, body] of [
      ["PUT", "", endpoint("NO")],
      ["POST", "", endpoint("NO")],
      ["GET", "/NO"],
      ["DELETE", "/NO"],
      ["GET", "/NO/business-locations"],
      ["PUT", `/NO/business-locations/${FITZROY}`],
      ["DELETE", `/NO/business-locations/${FITZROY}`],
    ] as const) {
      expect([method, path, (await ask(method, path, body)).status]).toEqual([method, path, 403]);
    }
  });

  test("many that make one endpoint at the same moment make one", async () => {
    const ask = await client();
    const names = Array.from({ length: 20 }, () => "AT-ONCE");
    const answers = await Promise.all(names.map((name) => ask("PUT", "", endpoint(name))));
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    const all = await servery().storage.deliveries.webhooks.of(servery().company);
    expect(all.filter(({ settings }) => settings?.["endpointId"] === "AT-ONCE")).toHaveLength(1);
    await ask("DELETE", "/AT-ONCE");
    expect(await stored(servery(), "AT-ONCE")).toBeUndefined();
    const both = await Promise.all([ask("PUT", "", endpoint("AT-ONCE")), ask("PUT", "", endpoint("AT-ONCE"))]);
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
  });

  test("an endpoint that was switched off for failing comes back when its client speaks of it", async () => {
    const ask = await client();
    await ask("PUT", "", endpoint("FAILING"));
    const { webhooks } = servery().storage.deliveries;
    const { id } = (await stored(servery(), "FAILING"))!;
    const off = (disabledReason: "failing" | null) =>
      webhooks.change(servery().company, id, (one) => ({ ok: true, value: { ...one, active: false, disabledReason } }));
    await off("failing");
    await ask("POST", "", endpoint("FAILING"));
    expect(await stored(servery(), "FAILING")).toMatchObject({ id, active: true, disabledReason: null });
    await off(null); // by the venue
    await ask("PUT", "", endpoint("FAILING"));
    expect(await stored(servery(), "FAILING")).toMatchObject({ id, active: false, disabledReason: null });
  });

  test("a client has 50 endpoints at the most, and may change what it has", async () => {
    const other = await stranger(servery());
    for (let n = 0; n < ENDPOINTS_MAX; n++) {
      expect((await other("PUT", "", endpoint(`E-${n}`))).status).toBe(200);
    }
    const refused = await other("PUT", "", endpoint("ONE-MORE"));
    expect([refused.status, refused.json().message]).toEqual([400, "A client has 50 endpoints at the most."]);
    expect((await other("PUT", "", endpoint("E-7"))).status).toBe(200);
    await other("DELETE", "/E-7");
    expect((await other("PUT", "", endpoint("ONE-MORE"))).status).toBe(200);
  });
});
