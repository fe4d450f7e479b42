import { expect, test } from "vitest";
import { type Answer, type Json, onEveryEngine } from "../../support/servery.ts";
import { FITZROY, SOUTHBANK, STAMP } from "./kseries.ts";

const HUGE = "9765040300495493";

onEveryEngine("K-Series tax breakdown", (servery) => {
  const ask = async (body: unknown, site: number | string = FITZROY, scopes?: string[]): Promise<Answer> => {
    const permissions = scopes && { permissions: scopes };
    const token = await servery().token(60, 2, servery().company, { api: "kseries", ...permissions });
    const path = `/tp/v1/business-locations/${site}/tax-breakdown`;
    return servery().ask(path, { method: "POST", body, auth: `Bearer ${token}` });
  };

  test("LO-06 a basket comes to what an order of it comes to, item by item and tax by tax", async () => {
    const answer = await ask({
      items: [
        { sku: "BEE-LAN-285", quantity: 3 },
        { sku: "PAS-CRO", quantity: 2 },
        { sku: "RET-MIL", quantity: 1 },
      ],
    });
    expect(answer.status, answer.text).toBe(200);
    expect(answer.json()).toEqual({
      transactions: [
        { sku: "BEE-LAN-285", quantity: 3, unitPrice: 7, netAmount: 18.83, grossAmount: 21, taxAmount: 2.17 },
        { sku: "PAS-CRO", quantity: 2, unitPrice: 5.5, netAmount: 10, grossAmount: 11, taxAmount: 1 },
        { sku: "RET-MIL", quantity: 1, unitPrice: 5.2, netAmount: 5.2, grossAmount: 5.2, taxAmount: 0 },
      ],
      taxLines: [
        {
          description: "GST",
          taxRate: "1.10",
          taxCode: "GST",
          taxName: "GST",
          netAmount: 28.83,
          grossAmount: 32,
          taxAmount: 2.89,
          taxIncluded: true,
        },
        {
          description: "Liquor levy",
          taxRate: "1.015",
          taxCode: "LIQ",
          taxName: "Liquor levy",
          netAmount: 18.83,
          grossAmount: 21,
          taxAmount: 0.28,
          taxIncluded: true,
        },
      ],
      totalNetAmountInCents: 3_403,
      totalGrossAmountInCents: 3_720,
      totalTaxAmountInCents: 317,
      amountDue: 37.2,
    });
    const products = (await servery().get("products?sku=BEE-LAN-285")).json<Json[]>();
    const order = await servery().order({ lines: [{ product_id: products[0].id, quantity: 3 }] });
    expect([order.total, order.total_tax]).toEqual([21, 2.17]);
  });

  test("LO-06 options cost what their set says, modifiers what they cost with the item; so many with each one", async () => {
    const { transactions, amountDue } = (
      await ask({
        items: [
          { sku: "BUR-DEAL", quantity: 2, subItems: [{ sku: "BUR-PLT", quantity: 1 }, { sku: "SID-SWE" }] },
          { sku: "COF-CBR", subItems: [{ sku: "MOD-OAT", quantity: 2 }] },
        ],
      })
    ).json();
    expect(transactions.map((line: Json) => [line.sku, line.quantity, line.unitPrice, line.grossAmount])).toEqual([
      ["BUR-DEAL", 2, 27, 54],
      ["BUR-PLT", 2, 1.5, 3],
      ["SID-SWE", 2, 2, 4],
      ["COF-CBR", 1, 6, 6],
      ["MOD-OAT", 2, 0.5, 1],
    ]);
    expect(amountDue).toBe(68);
  });

  test("LO-06 tax is rounded as the order rounds it: a line with its modifiers at once, what has options unit by unit", async () => {
    const product = async (sku: string) => (await servery().get(`products?sku=${sku}`)).json<Json[]>()[0].id;
    const [burger, cheddar, tea, honey] = [
      await product("BUR-TRM"),
      await product("MOD-CHE"),
      await product("TEA-EAR"),
      731409,
    ];
    const options = Array.from({ length: 3 }, () => ({
      product_id: burger,
      option_sets: [{ option_set_id: 2100, options: [{ product_id: cheddar }] }],
    }));
    const order = await servery().order({ options, lines: [{ product_id: tea, quantity: 7, modifiers: [honey] }] });
    const items = [
      { sku: "BUR-TRM", quantity: 3, subItems: [{ sku: "MOD-CHE" }] },
      { sku: "TEA-EAR", quantity: 7, subItems: [{ sku: String(honey) }] },
    ];
    const found = (await ask({ items })).json();
    expect([found.amountDue, found.totalTaxAmountInCents]).toEqual([order.total, Math.round(order.total_tax * 100)]);
    const sum = (field: string) => found.transactions.reduce((total: number, line: Json) => total + line[field], 0);
    expect(sum("grossAmount")).toBeCloseTo(found.amountDue, 6);
    expect(sum("taxAmount")).toBeCloseTo(order.total_tax, 6);
    expect(found.taxLines[0].taxAmount).toBe(order.total_tax);
  });

  test("LO-06 prices are the location's, or the account profile's; quantities may have a fraction", async () => {
    const pot = async (site: number, accountProfileCode?: string | null) =>
      (await ask({ accountProfileCode, items: [{ sku: "BEE-LAN-285", quantity: 0.5 }] }, site)).json().amountDue;
    expect([await pot(FITZROY), await pot(SOUTHBANK), await pot(SOUTHBANK, null)]).toEqual([3.5, 3.75, 3.75]);
    expect(await pot(SOUTHBANK, "HAPPYHOUR")).toBe(2.5);
    expect((await ask({ items: [{ sku: "LUN-CAT" }] })).json()).toMatchObject({
      transactions: [{ unitPrice: 99, netAmount: 90, grossAmount: 99, taxAmount: 9 }],
    });
  });

  const item = { sku: "PAS-CRO", quantity: 1 };
  test.each([
    ["no items", {}, "items", "must be a list"],
    ["an empty list", { items: [] }, "items", "must not be empty"],
    ["an item without a SKU", { items: [{ quantity: 1 }] }, "items.0.sku", "must not be null"],
    [
      "a SKU that is too long",
      { items: [{ sku: "x".repeat(26) }] },
      "items.0.sku",
      "must not be longer than 25 characters",
    ],
    ["a quantity of nothing", { items: [{ ...item, quantity: 0 }] }, "items.0.quantity", "must be a number above 0"],
    ["a quantity in text", { items: [{ ...item, quantity: "1" }] }, "items.0.quantity", "must be a number above 0"],
    [
      "a sub-item without a SKU",
      { items: [{ ...item, subItems: [{}] }] },
      "items.0.subItems.0.sku",
      "must not be null",
    ],
    ["an item that nobody has", { items: [item, { sku: HUGE }] }, "items.1.sku", `item not found for SKU ${HUGE}`],
    [
      "a sub-item that nobody has",
      { items: [{ ...item, subItems: [{ sku: "NOBODY" }] }] },
      "items.0.subItems.0.sku",
      "item not found for SKU NOBODY",
    ],
    [
      "more than anybody could order",
      { items: [item, { sku: "BUR-DEAL", quantity: 99_999_999 }] },
      "items.1.quantity",
      "must not come to more than 99999999",
    ],
    [
      "a profile that is not there",
      { accountProfileCode: "NOBODY", items: [item] },
      "accountProfileCode",
      "account profile not found for NOBODY",
    ],
  ])("LO-06 %s is refused, and the answer says where it stands", async (_, body, field, message) => {
    const answer = await ask(body);
    expect(answer.status, answer.text).toBe(400);
    const { status, timestamp, apiSubExceptions, message: said } = answer.json();
    expect([status, timestamp, apiSubExceptions.length]).toEqual(["400", expect.stringMatching(STAMP), 1]);
    expect(apiSubExceptions[0].field).toBe(field);
    expect(said).toContain(message);
  });

  test("LO-06 a location that is not there, and a client that may not ask", async () => {
    for (const site of [HUGE, "0", "997"]) {
      const answer = await ask({ items: [item] }, site);
      expect([answer.status, answer.json()]).toEqual([
        404,
        {
          status: "404",
          timestamp: expect.stringMatching(STAMP),
          message: `Business Location Not found for ${site}`,
          apiSubExceptions: [],
        },
      ]);
    }
    expect((await ask({ items: [item] }, FITZROY, ["items"])).status).toBe(403);
  });
});
