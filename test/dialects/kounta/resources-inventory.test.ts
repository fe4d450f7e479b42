import { expect, test } from "vitest";
import { onEveryEngine } from "../../support/servery.ts";

type Level = { id: number; stock: number };
const SITE = 823;

onEveryEngine(
  "inventory",
  (servery) => {
    test("KR-11 a site's stock is listed by product, in pages beyond an id", async () => {
      const first = await servery().get(`sites/${SITE}/inventory`);
      expect(first.status).toBe(200);
      const levels = first.json<Level[]>();
      expect(levels.slice(0, 2)).toEqual([
        { id: 730204, stock: 96 },
        { id: 730205, stock: 48 },
      ]);
      expect(levels).toHaveLength(8);
      expect(first.headers.get("x-pages")).toBe("3");
      const all = [...levels];
      for (let next = first.headers.get("x-next-page"); next !== null;) {
        const page = await servery().get(next);
        all.push(...page.json<Level[]>());
        next = page.headers.get("x-next-page");
      }
      const ids = all.map(({ id }) => id);
      expect(ids).toHaveLength(19);
      expect(ids).toEqual([...new Set(ids)].toSorted((a, b) => a - b));
      expect((await servery().get(`sites/${SITE}/inventory?start=${ids.at(-1)}`)).json()).toEqual([]);
      expect((await servery().get(`sites/${SITE}/inventory?start=${ids[3]! - 1}`)).json<Level[]>()[0]).toEqual(all[3]);
      expect((await servery().get("sites/824/inventory?start=731307")).json()).toEqual([
        { id: 731308, stock: 16.5 },
        { id: 731309, stock: 5 },
      ]);
    });

    test("KR-11 a stock level can be written, and shows wherever the product's stock does", async () => {
      const path = `sites/${SITE}/inventory/730204`;
      const written = await servery().put(path, { stock: 90.25 });
      expect([written.status, written.json()]).toEqual([200, { id: 730204, stock: 90.25 }]);
      expect((await servery().get(path)).json()).toEqual({ id: 730204, stock: 90.25 });
      expect((await servery().get(`sites/${SITE}/inventory`)).json<Level[]>()[0]).toEqual({ id: 730204, stock: 90.25 });
      expect((await servery().get("products/730204")).json()).toMatchObject({
        stock: 234.25,
        sites: [{ stock: 90.25 }, { stock: 144 }],
      });
      expect((await servery().get("sites/824/inventory/730204")).json()).toEqual({ id: 730204, stock: 144 });

      const fresh = `sites/${SITE}/inventory/730000`; // nobody counted it before
      expect((await servery().get(fresh)).status).toBe(404);
      expect((await servery().put(fresh, { stock: "-2" })).json()).toEqual({ id: 730000, stock: -2 });
      expect((await servery().get(fresh)).json()).toEqual({ id: 730000, stock: -2 });
    });

    test("KR-11 what is no stock level is refused", async () => {
      for (const body of [{}, { stock: null }, { stock: "many" }, { stock: 1e9 }]) {
        const refused = await servery().put(`sites/${SITE}/inventory/730204`, body);
        expect([body, refused.status, refused.json()["field"]]).toEqual([body, 400, "stock"]);
      }
      expect((await servery().put(`sites/${SITE}/inventory/997`, { stock: 1 })).status).toBe(404);
      expect((await servery().put("sites/990/inventory/730204", { stock: 1 })).status).toBe(404);
      expect((await servery().get("sites/990/inventory")).status).toBe(404);
    });
  },
  { env: { SERVERY_PAGE_SIZE: "8" } },
);
