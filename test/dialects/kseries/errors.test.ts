import { describe, expect, test } from "vitest";
import { kseries } from "../../../src/dialects/kseries/dialect.ts";
import { errorBody } from "../../../src/dialects/kseries/errors.ts";
import { onEveryEngine } from "../../support/servery.ts";
import { FITZROY, STAMP, kseriesClient } from "./kseries.ts";

const REQUIRED = "Required request parameter 'businessLocationId' for method parameter type Long is not present";
const WHOLE = "businessLocationId: must be a whole number of 64 bits at the most";

onEveryEngine("K-Series errors", (servery) => {
  test("an unknown location in the financial service", async () => {
    const get = await kseriesClient(servery());
    const answer = await get("/f/finance/12345/tax-rates");
    expect(answer.status).toBe(404);
    expect(answer.json()).toEqual({
      timestamp: expect.stringMatching(STAMP),
      status: 404,
      error: "Not Found",
      exception: "com.ikentoo.financial.service.exceptions.ResourceNotFoundException",
      message: "Business Location Not found for 12345",
      path: "/f/finance/12345/tax-rates",
    });
  });

  test("a missing parameter is named in the vendor's words, and the status is text where it is text there", async () => {
    const get = await kseriesClient(servery());
    for (const path of ["/items/v1/items", "/items/v1/items/730002"]) {
      const answer = await get(path);
      expect(answer.status).toBe(400);
      expect(answer.json()).toEqual({
        status: "400",
        timestamp: expect.stringMatching(STAMP),
        message: REQUIRED,
        apiSubExceptions: [{ field: "businessLocationId", rejectedValue: null, message: REQUIRED }],
      });
    }
  });

  for (const [what, id, status, message] of [
    ["empty", "", 400, WHOLE],
    ["text", "abc", 400, WHOLE],
    ["a fraction", "823.0", 400, WHOLE],
    ["hexadecimal", "0x337", 400, WHOLE],
    ["beyond 64 bits", "9223372036854775808", 400, WHOLE],
    ["far beyond", "9".repeat(400), 400, WHOLE],
    ["given twice", "823&businessLocationId=824", 400, "businessLocationId: must be given once"],
    ["the largest there is", "9223372036854775807", 404, "Business Location Not found for 9223372036854775807"],
    ["beyond 2^53", "9765040300495493", 404, "Business Location Not found for 9765040300495493"],
    ["negative", "-823", 404, "Business Location Not found for -823"],
    ["0", "0", 404, "Business Location Not found for 0"],
    ["another company's", "990", 404, "Business Location Not found for 990"],
    ["the business itself", "5678", 404, "Business Location Not found for 5678"],
  ] as const) {
    test(`a location's id that is ${what}: ${status}, every digit as it came`, async () => {
      const get = await kseriesClient(servery());
      const answer = await get(`/items/v1/items?businessLocationId=${id}`);
      expect([answer.status, answer.json().status, answer.json().message]).toEqual([status, String(status), message]);
    });
  }

  test("an id that differs from a real one only beyond 2^53 is not that one", async () => {
    const get = await kseriesClient(servery());
    // Cut to 32, 53 or 62 bits, each of these would be 823.
    for (const id of [2n ** 53n + 823n, 2n ** 32n + 823n, 2n ** 62n + 823n].map(String)) {
      expect((await get(`/items/v1/items?businessLocationId=${id}`)).status, id).toBe(404);
      expect((await get(`/f/finance/${id}/paymentMethods`)).json().message).toBe(
        `Business Location Not found for ${id}`,
      );
    }
    expect((await get("/f/finance/000823/paymentMethods")).status).toBe(200);
    expect((await get(`/f/finance/${"9".repeat(30)}/paymentMethods`)).status).toBe(404);
  });

  test("parameters that nobody knows are passed over, and everything is JSON whatever is accepted", async () => {
    const get = await kseriesClient(servery());
    const plain = await get(`/items/v1/items/730002?businessLocationId=${FITZROY}`);
    const more = await get(`/items/v1/items/730002?businessLocationId=${FITZROY}&unknown=1&amount=x&sku[]=1`);
    expect([more.status, more.text]).toEqual([200, plain.text]);
    const auth = `Bearer ${await servery().token(60, 2, servery().company, { api: "kseries" })}`;
    for (const accept of ["text/html", "application/hal+json", "image/png"]) {
      const answer = await servery().ask("/o/op/data/businesses", { auth, headers: { accept } });
      expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "application/json; charset=utf-8"]);
    }
  });

  for (const [method, path, status, words] of [
    ["GET", "/o/op/1/nothing", 404, "Not Found"],
    ["GET", "/o/wh/1/nothing", 404, "Not Found"],
    ["GET", "/tax-configuration/v1/nothing", 404, "Not Found"],
    ["DELETE", "/o/op/data/businesses", 405, "Method Not Allowed"],
    ["POST", "/f/data/businesses", 405, "Method Not Allowed"],
  ] as const) {
    test(`${method} ${path}: ${status} with time, status in words and path`, async () => {
      const answer = await servery().ask(path, { method, auth: null });
      expect(answer.status).toBe(status);
      expect(answer.json()).toEqual({
        timestamp: expect.stringMatching(STAMP),
        status,
        error: words,
        message: expect.any(String),
        path,
      });
      if (status === 405) expect(answer.headers.get("allow")).toBe("GET");
    });
  }

  for (const path of ["/tp/v1/nothing", "/pms/v1/nothing", "/id-cards/v1/nothing", "/items/v1/nothing"]) {
    test(`${path}: 404 with the status as text`, async () => {
      const answer = await servery().ask(path, { auth: null });
      expect([answer.status, answer.json().status, answer.json().apiSubExceptions]).toEqual([404, "404", []]);
    });
  }
});

describe("K-Series errors by service", () => {
  const of = (status: number, path: string) =>
    errorBody({
      status,
      code: "bad_request",
      description: "from: must be a date",
      detail: { field: "from", value: "x" },
      requestId: "abc-1",
      path,
      at: Date.UTC(2023, 10, 7, 22, 18, 49, 101),
    });

  test("the newer financial service says one sentence, or what and when with a request id", () => {
    const path = "/f/v2/business-location/823/sales";
    expect(of(400, path)).toEqual({ error: "from: must be a date" });
    expect(of(500, path)).toEqual({
      timestamp: "2023-11-07T22:18:49.101+0000",
      path,
      status: 500,
      error: "Internal Server Error",
      requestId: "abc-1",
    });
  });

  test("the older one has its own 404, and the common form for all else", () => {
    const common = {
      timestamp: "2023-11-07T22:18:49.101+0000",
      status: 400,
      error: "Bad Request",
      message: "from: must be a date",
      path: "/f/finance/823/financials",
    };
    expect(of(400, "/f/finance/823/financials")).toEqual(common);
    expect(of(404, "/f/finance/823/financials")).toHaveProperty("exception");
  });

  test("every path with a form of its own belongs to the dialect", () => {
    for (const path of ["/f/v2/x", "/f/x", "/items/x", "/tp/x", "/pms/x", "/id-cards/x", "/o/op/1/x", "/o/wh/1/x"]) {
      expect(
        kseries.prefixes.some((prefix) => path.startsWith(prefix)),
        path,
      ).toBe(true);
    }
  });
});
