import { expect, test } from "vitest";
import { done } from "../../../src/kit/brand.ts";
import { type Answer, onEveryEngine } from "../../support/servery.ts";
import { FITZROY, SOUTHBANK, STAMP } from "./kseries.ts";
import { hotelClient } from "./pms-hotel.ts";

const PATH = "/pms/v1/providers";
const facts = {
  name: "The Grand",
  apiKey: "secret-1234",
  endpoint: "http://127.0.0.1:9/pms",
  features: ["SEARCH_BY_NAME", "MIRRORING"],
};
const fresh = { ...facts, businessLocationId: FITZROY };

/** An error of this service: the status is text. */
const isError = (answer: Answer, status: number, says: string | RegExp, field?: string): void => {
  expect(answer.status).toBe(status);
  const body = answer.json();
  expect(Object.keys(body).sort()).toEqual(["apiSubExceptions", "message", "status", "timestamp"]);
  expect(body.status).toBe(String(status));
  expect(body.timestamp).toMatch(STAMP);
  expect(body.message).toMatch(says);
  expect(body.apiSubExceptions.map((one: { field: string }) => one.field)).toEqual(field ? [field] : []);
};

onEveryEngine("property management over K-Series", (servery) => {
  test("LP-01 a client makes, reads, changes and deletes its providers, in the documented fields", async () => {
    const ask = await hotelClient(servery());
    const made = await ask("POST", PATH, fresh);
    expect(made.status).toBe(200);
    const provider = made.json();
    expect(provider).toEqual({ ...fresh, id: expect.any(Number) });
    const inQuery = await ask("POST", `${PATH}?businessLocationId=${SOUTHBANK}`, { ...facts, name: "Annexe" });
    expect(inQuery.json()).toEqual({ ...facts, name: "Annexe", id: expect.any(Number), businessLocationId: SOUTHBANK });

    expect((await ask("GET", `${PATH}/${provider.id}`)).json()).toEqual(provider);
    expect((await ask("GET", `${PATH}?businessLocationId=${FITZROY}`)).json()).toEqual([provider]);
    expect((await ask("GET", `${PATH}?businessLocationId=${SOUTHBANK}`)).json()).toEqual([inQuery.json()]);

    const change = { name: "Grand", apiKey: "key 2", endpoint: "https://hotel.example/pms/", features: [] };
    const changed = await ask("PUT", `${PATH}/${provider.id}`, { ...change, businessLocationId: SOUTHBANK });
    expect(changed.status).toBe(200);
    expect(changed.json()).toEqual({ ...change, id: provider.id, businessLocationId: FITZROY });

    const deleted = await ask("DELETE", `${PATH}/${provider.id}`);
    expect([deleted.status, deleted.text]).toEqual([200, String(provider.id)]);
    isError(await ask("GET", `${PATH}/${provider.id}`), 404, /not found/);
    expect((await ask("GET", `${PATH}?businessLocationId=${FITZROY}`)).json()).toEqual([]);
  });

  test("LP-01 nobody but its client sees a provider or its key", async () => {
    const ask = await hotelClient(servery());
    const { id } = (await ask("POST", PATH, fresh)).json();
    await servery().addon({
      id: 77 as never,
      clientId: "other-hotel-client",
      apis: ["kseries"],
      scopes: ["propertymanagement"],
    });
    const stranger = await hotelClient(servery(), 77);
    isError(await stranger("GET", `${PATH}/${id}`), 404, /not found/);
    isError(await stranger("PUT", `${PATH}/${id}`, facts), 404, /not found/);
    isError(await stranger("DELETE", `${PATH}/${id}`), 404, /not found/);
    expect((await stranger("GET", `${PATH}?businessLocationId=${FITZROY}`)).json()).toEqual([]);
    expect((await ask("GET", `${PATH}/${id}`)).json().apiKey).toBe(facts.apiKey);
  });

  test("LP-01 bad requests are refused in the form of this service, and name the field", async () => {
    const ask = await hotelClient(servery());
    isError(await ask("POST", PATH, facts), 400, "businessLocationId: must not be null", "businessLocationId");
    isError(await ask("POST", PATH, { ...fresh, businessLocationId: "9765040300495493" }), 404, /Location/);
    isError(await ask("POST", PATH, { ...fresh, businessLocationId: 990 }), 404, /Location/);
    isError(
      await ask("POST", `${PATH}?businessLocationId=${SOUTHBANK}`, fresh),
      400,
      /must be the same/,
      "businessLocationId",
    );
    for (const field of ["name", "apiKey", "endpoint", "features"]) {
      isError(await ask("POST", PATH, { ...fresh, [field]: undefined }), 400, `${field}: must not be null`, field);
    }
    for (const field of ["name", "apiKey", "endpoint"]) {
      isError(
        await ask("POST", PATH, { ...fresh, [field]: "" }),
        400,
        `${field}: size must be between 1 and 255`,
        field,
      );
      isError(await ask("POST", PATH, { ...fresh, [field]: "x".repeat(256) }), 400, /between 1 and 255/, field);
    }
    isError(await ask("POST", PATH, { ...fresh, features: ["FREE_BEER"] }), 400, /must be among/, "features.0");
    for (const endpoint of [
      "ftp://hotel.example",
      "http://169.254.169.254/pms",
      "http://10.0.0.1/",
      "hotel",
      "http://u:p@h.example",
    ]) {
      isError(await ask("POST", PATH, { ...fresh, endpoint }), 400, /^The address/, "endpoint");
    }
    isError(await ask("POST", PATH, { ...fresh, endpoint: "https://h.example/?a=1" }), 400, /behind/, "endpoint");
    const { id } = (await ask("POST", PATH, fresh)).json();
    isError(await ask("PUT", `${PATH}/${id}`, { ...facts, endpoint: "http://[::]/" }), 400, /address/, "endpoint");
    isError(await ask("PUT", `${PATH}/${id}`, {}), 400, "name: must not be null", "name");
    isError(await ask("PUT", `${PATH}/9007199254740993`, facts), 404, /not found/);
    isError(await ask("GET", PATH), 400, /^Required request parameter 'businessLocationId'/, "businessLocationId");
    isError(await ask("GET", `${PATH}?businessLocationId=990`), 404, /Location/);

    const reader = await hotelClient(servery(), 2, ["orders-api"]);
    expect((await reader("GET", `${PATH}/${id}`)).status).toBe(403);
    expect((await reader("POST", PATH, fresh)).status).toBe(403);
  });

  test("LP-01 the first provider brings the payment method Charge to Room, once", async () => {
    const ask = await hotelClient(servery());
    await ask("POST", PATH, fresh);
    await ask("POST", PATH, fresh);
    const methods = (await servery().get("payment_methods")).json<{ name: string }[]>();
    expect(methods.filter(({ name }) => name === "Charge to Room")).toHaveLength(1);
    const catalogue = await servery().storage.reads(servery().company).catalogue();
    const method = catalogue.all("payment_method").find(({ name }) => name === "Charge to Room");
    expect(method).toMatchObject({ code: "IKPMS", kind: "other", addonId: null, active: true });
  });

  test("LP-01 revenue centers of a business location", async () => {
    const ask = await hotelClient(servery());
    const path = (location: number | string): string => `/pms/v1/business-locations/${location}/revenue-centers`;
    const ids = await servery().storage.change(servery().company, async (tx) => {
      const [here, there] = [tx.newId("catalogue"), tx.newId("catalogue")];
      await tx.records.add("revenue_center", { id: here, siteId: FITZROY as never, name: "Rooftop bar" });
      await tx.records.add("revenue_center", { id: there, siteId: SOUTHBANK as never, name: "Lobby" });
      return done([here, there]);
    });
    const [here, there] = ids.ok ? ids.value : [];
    expect((await ask("GET", path(FITZROY))).json()).toEqual([{ id: here, name: "Rooftop bar" }]);
    expect((await ask("GET", path(SOUTHBANK))).json()).toEqual([{ id: there, name: "Lobby" }]);
    isError(await ask("GET", path(990)), 404, /Location/);
    isError(await ask("GET", path("9765040300495493")), 404, /9765040300495493/);
  });
});
