import { expect, test } from "vitest";
import { type Json, onEveryEngine } from "../../support/servery.ts";
import { withReceiver } from "../kounta/webhooks-receiver.ts";
import { FITZROY } from "./kseries.ts";
import { ONLINE_ENV, OnlineApp } from "./online-app.ts";
import { clientOf } from "./set-up-client.ts";

const ALL_DAY = 2301;
const CHIPS = "SID-CHI";

onEveryEngine(
  "K-Series price modes",
  (servery) => {
    const receiver = withReceiver();

    test.each([
      ["POSITIVE_OPEN_PRICE", "CUSTOMIZED_ITEM_PRICE_WILL_BE_POSTIVE", 7.25, 490 + 725],
      ["NEGATIVE_OPEN_PRICE", "CUSTOMIZED_ITEM_PRICE_WILL_BE_NEGATIVE", 1.5, 490 - 150],
      ["AMOUNT", "PRICE_CANNOT_BE_CUSTOMIZED", 7.25, undefined],
    ] as const)(
      "LO-01 LO-06 LI-01 an item of mode %s says so in menus, and costs in orders what that means",
      async (priceMode, strategy, customItemPrice, total) => {
        const items = await clientOf(servery(), ["items"], "/items/v1/items");
        const [chips] = (await items("GET", `?businessLocationId=${FITZROY}&sku=${CHIPS}`)).json<Json[]>();
        const put = await items("PUT", `/${chips.id}`, { priceMode });
        expect([put.status, put.json().priceMode]).toEqual([200, priceMode]);

        const app = await OnlineApp.open(servery(), receiver);
        for (const version of [1, 2]) {
          const menu = await app.ask("GET", `/o/op/${version}/menu/load/${ALL_DAY}?businessLocationId=${FITZROY}`);
          expect(strategiesOf(menu.json().menuEntryGroups, CHIPS)).toEqual([strategy]);
        }
        const order = await app.placed("toGo", {
          items: [
            { quantity: 1, sku: "COF-FLW", customItemPrice: 0.5 }, // the venue's price, whatever is said
            { quantity: 1, sku: CHIPS, customItemPrice },
          ],
        });
        const usual = 490 + chips.prices[0].amount * 100;
        expect(order.totals.total).toBe(total ?? usual);
        const plain = await app.placed("toGo", { items: [{ quantity: 1, sku: CHIPS }] });
        expect(plain.totals.total).toBe(usual - 490);
      },
    );
  },
  { env: ONLINE_ENV },
);

/** How an item of a menu is priced, wherever it stands on a screen. */
const strategiesOf = (entries: readonly Json[], sku: string): string[] =>
  entries.flatMap((entry) =>
    entry["@type"] === "group"
      ? strategiesOf(entry.menuEntry, sku)
      : entry.sku === sku
        ? [entry.pricingStrategy as string]
        : [],
  );
