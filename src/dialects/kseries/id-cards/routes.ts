import { z } from "zod";
import { idCardCommands } from "../../../commands/make-id-cards.ts";
import { CARDS_MAX, type IdCard } from "../../../domain/id-card.ts";
import type { CompanyId, SiteId } from "../../../domain/ids.ts";
import { HttpError } from "../../../http/errors.ts";
import { type Route, route } from "../../../http/route.ts";
import { newSecret } from "../../../kit/secrets.ts";
import { locationOf } from "../locations.ts";
import type { KseriesParts } from "../routes.ts";
import { type Long, idOf, locationPath, outId, pathLong } from "../wire.ts";

const BatchIn = z.object({
  name: z
    .string({ error: "must be a text" })
    .max(255, { error: "size must be between 0 and 255" })
    .refine((name) => name.trim() !== "", { error: "must not be blank" }),
});
const BatchOut = z.object({ batchId: outId, name: z.string(), businessLocationId: outId });

const WHOLE = `must be a whole number from 1 to ${CARDS_MAX}`;
const CardsIn = z.object({
  cardCount: z.int({ error: WHOLE }).min(1, { error: WHOLE }).max(CARDS_MAX, { error: WHOLE }),
});
const CardOut = z.object({ id: outId, consumerRecordId: outId, consumerId: outId, url: z.string() });
const CardsOut = z.object({ batchId: outId, cards: z.array(CardOut) });

const TAG = "ID Cards";
const PATH = "/id-cards/v1/business-locations/:businessLocationId";

const noBatch = (batchId: string): HttpError =>
  new HttpError(404, "not_found", `ID card batch not found for ${batchId}`);

/** Identity cards. A consumer is a customer, and has one record: both ids are the same. */
const cardShape = ({ id, code, siteId, customerId }: IdCard, base: string): z.output<typeof CardOut> => ({
  id,
  consumerRecordId: customerId,
  consumerId: customerId,
  url: `${base}${PATH.replace(":businessLocationId", String(siteId))}/cards/${code}`,
});

export const idCardRoutes = ({ storage }: KseriesParts): readonly Route[] => {
  const commands = idCardCommands(storage, newSecret);
  const all = { tag: TAG, audience: "addon", permission: "id-cards" } as const;
  const site = async (company: CompanyId, id: Long): Promise<SiteId> =>
    locationOf(await storage.reads(company).catalogue(), id).id;
  return [
    route({
      ...all,
      id: "kseries.idCards.batches.create",
      summary: "Create a batch of ID cards",
      method: "POST",
      path: `${PATH}/batches`,
      params: z.object(locationPath),
      body: BatchIn,
      responses: { 201: { description: "The batch; it has no cards yet.", schema: BatchOut } },
      async handle({ who, params, body }) {
        const siteId = await site(who.company, params.businessLocationId);
        const made = await commands.addBatch(who.company, siteId, body.name);
        if (!made.ok) throw new HttpError(404, "not_found", `Business Location not found for ${siteId}`);
        const { id, name } = made.value;
        return { status: 201, body: { batchId: id, name, businessLocationId: siteId } };
      },
    }),
    route({
      ...all,
      id: "kseries.idCards.cards.create",
      summary: "Create ID cards in a batch",
      description: "Each card has a consumer of its own: a customer, whom other calls can name.",
      method: "POST",
      path: `${PATH}/batches/:batchId/cards`,
      params: z.object({ ...locationPath, batchId: pathLong }),
      body: CardsIn,
      responses: { 201: { description: "The new cards. `url` is what belongs on the card.", schema: CardsOut } },
      async handle({ who, params, body, base }) {
        const siteId = await site(who.company, params.businessLocationId);
        const batchId = idOf(params.batchId);
        const made = await commands.addCards(who.company, { siteId, batchId, count: body.cardCount });
        if (!made.ok) throw noBatch(params.batchId);
        return { status: 201, body: { batchId, cards: made.value.map((card) => cardShape(card, base)) } };
      },
    }),
    route({
      ...all,
      id: "kseries.idCards.cards.get",
      summary: "Get an ID card by the code that is on it",
      description: "Servery's own: what a card's `url` leads to, so that an app that scans a card learns whose it is.",
      method: "GET",
      path: `${PATH}/cards/:code`,
      params: z.object({ ...locationPath, code: z.string().max(100) }),
      responses: { 200: { description: "The card.", schema: CardOut.extend({ batchId: outId }) } },
      async handle({ who, params, base }) {
        const siteId = await site(who.company, params.businessLocationId);
        const card = await storage.reads(who.company).documents.get("id_card", params.code);
        if (card?.siteId !== siteId) throw new HttpError(404, "not_found", "ID card not found");
        return { status: 200, body: { ...cardShape(card, base), batchId: card.batchId } };
      },
    }),
  ];
};
