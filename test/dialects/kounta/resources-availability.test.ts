import { expect, test } from "vitest";
import { onEveryEngine } from "../../support/servery.ts";

const PRODUCT = 730305; // Carrot cake
const SITE = 823;

onEveryEngine("availability", (servery) => {
  const at = (path: string): string => `sites/${SITE}/products/${PRODUCT}${path}`;
  const sell = (status: string) =>
    servery().post("orders", { site_id: SITE, status, lines: [{ product_id: PRODUCT }] });
  const restore = () => servery().put(at(""), { is_available: true });

  test("KR-10 availability is set on the product at a site, and orders there are refused until it is back", async () => {
    expect((await sell("PENDING")).status).toBe(201);
    const off = await servery().put(at(""), { is_available: false });
    expect([off.status, off.json()["is_available"]]).toEqual([200, false]);
    expect((await servery().get(at(""))).json()["is_available"]).toBe(false);
    expect((await servery().get(`sites/${SITE}/products?is_available=false`)).json()).toMatchObject([{ id: PRODUCT }]);
    expect((await servery().get(`products/${PRODUCT}`)).json()["sites"]).toMatchObject([
      { id: SITE, is_available: false },
      { id: 824, is_available: true },
    ]);

    const refused = await sell("PENDING");
    expect(refused.status).toBe(400);
    expect(refused.json()["error_description"]).toBe(`Product (${PRODUCT}) is out of stock.`);
    const elsewhere = await servery().post("orders", {
      site_id: 824,
      status: "PENDING",
      lines: [{ product_id: PRODUCT }],
    });
    expect(elsewhere.status).toBe(201);

    expect((await restore()).json()["is_available"]).toBe(true);
    expect((await sell("PENDING")).status).toBe(201);
  });

  test("KR-10 availability is a small resource of its own as well", async () => {
    const path = at("/availability");
    const shape = { product_id: PRODUCT, site_id: SITE };
    expect((await servery().get(path)).json()).toEqual({ ...shape, is_available: true });
    const off = await servery().put(`${path}.json`, { is_available: false });
    expect([off.status, off.json()]).toEqual([200, { ...shape, is_available: false }]);
    expect((await servery().get(path)).json()).toEqual({ ...shape, is_available: false });
    expect((await sell("ON_HOLD")).status).toBe(400);
    expect((await sell("SUBMITTED")).status).toBe(201); // the venue decides about what is only submitted
    await servery().put(path, { is_available: true });
    expect((await sell("ON_HOLD")).status).toBe(201);
  });

  test("KR-10 what is no availability is refused, and unknown places are not there", async () => {
    for (const body of [{}, { is_available: "no" }, { is_available: null }]) {
      const refused = await servery().put(at("/availability"), body);
      expect([refused.status, refused.json()["field"]]).toEqual([400, "is_available"]);
    }
    expect((await servery().put(at(""), { is_available: 1 })).status).toBe(400);
    expect((await servery().get(`sites/990/products/${PRODUCT}/availability`)).status).toBe(404);
    expect((await servery().put(`sites/${SITE}/products/997/availability`, { is_available: false })).status).toBe(404);
  });
});
