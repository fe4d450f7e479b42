import { expect, test } from "vitest";
import { type Json, onEveryEngine } from "../../support/servery.ts";
import { FITZROY, SOUTHBANK } from "./kseries.ts";
import { clientOf } from "./set-up-client.ts";

const AT_FITZROY = `/id-cards/v1/business-locations/${FITZROY}`;

onEveryEngine("K-Series ID cards", (servery) => {
  const client = () => clientOf(servery(), ["id-cards"], AT_FITZROY);

  test("a batch gets cards, each with a consumer of its own and a URL that leads to it", async () => {
    const ask = await client();
    const batch = await ask("POST", "/batches", { name: "Summer" });
    const { batchId } = batch.json();
    expect([batch.status, batch.json()]).toEqual([
      201,
      { batchId: expect.any(Number), name: "Summer", businessLocationId: FITZROY },
    ]);
    const made = await ask("POST", `/batches/${batchId}/cards`, { cardCount: 3 });
    expect([made.status, Object.keys(made.json())]).toEqual([201, ["batchId", "cards"]]);
    const cards: Json[] = made.json().cards;
    expect(cards).toHaveLength(3);
    for (const key of ["id", "consumerId", "url"]) expect(new Set(cards.map((card) => card[key])).size, key).toBe(3);
    const [card] = cards;
    expect(card).toEqual({
      id: expect.any(Number),
      consumerRecordId: card.consumerId,
      consumerId: expect.any(Number),
      url: expect.stringMatching(new RegExp(`^${servery().url}${AT_FITZROY}/cards/[\\w-]{32}$`)),
    });
    // The consumer is a customer, whom everybody can look up.
    expect((await servery().get(`customers/${card.consumerId}`)).json()).toMatchObject({ first_name: "Card" });
    const found = await ask("GET", card.url.slice(servery().url.length + AT_FITZROY.length));
    expect([found.status, found.json()]).toEqual([200, { ...card, batchId }]);
  });

  test("what is wrong is said in the form of this service", async () => {
    const ask = await client();
    const { batchId } = (await ask("POST", "/batches", { name: "Winter" })).json();
    for (const body of [{}, { name: "  " }, { name: "x".repeat(256) }, { name: 5 }]) {
      const answer = await ask("POST", "/batches", body);
      expect([answer.status, answer.json().status], JSON.stringify(body)).toEqual([400, "400"]);
      expect(answer.json().apiSubExceptions[0].field).toBe("name");
    }
    for (const cardCount of [undefined, 0, 101, 1.5, "3"]) {
      const answer = await ask("POST", `/batches/${batchId}/cards`, { cardCount });
      expect([answer.status, answer.json().apiSubExceptions[0].field], String(cardCount)).toEqual([400, "cardCount"]);
    }
    expect((await ask("POST", `/batches/${batchId}/cards`, { cardCount: 100 })).json().cards).toHaveLength(100);
    const missing = await ask("POST", "/batches/9765040300495493/cards", { cardCount: 1 });
    expect([missing.status, missing.json().message]).toEqual([404, "ID card batch not found for 9765040300495493"]);
    expect((await ask("GET", "/cards/guessed")).status).toBe(404);
    const other = await clientOf(servery(), ["id-cards"], `/id-cards/v1/business-locations/${SOUTHBANK}`);
    expect((await other("POST", `/batches/${batchId}/cards`, { cardCount: 1 })).status).toBe(404);
    const elsewhere = await clientOf(servery(), ["id-cards"], AT_FITZROY, 2, servery().other.company);
    expect((await elsewhere("POST", "/batches", { name: "Mine" })).status).toBe(404);
    const without = await clientOf(servery(), ["orders-api"], AT_FITZROY);
    expect((await without("POST", "/batches", { name: "Mine" })).status).toBe(403);
  });
});
