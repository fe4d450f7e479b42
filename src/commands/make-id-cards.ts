import type { CompanyId, CustomerId, SiteId } from "../domain/ids.ts";
import type { IdCard, IdCardBatch } from "../domain/id-card.ts";
import { type Result, done, refuse } from "../kit/brand.ts";
import type { ChangeTx, Storage } from "../storage/storage.ts";

export type IdCardRefusal = Readonly<{ kind: "site_not_found" | "batch_not_found" }>;

/** Makes identity cards, each for a customer of its own. `newCode` gives codes that nobody can guess. */
export const idCardCommands = (storage: Storage, newCode: () => string) => ({
  addBatch: (company: CompanyId, siteId: SiteId, name: string): Promise<Result<IdCardBatch, IdCardRefusal>> =>
    storage.change<IdCardBatch, IdCardRefusal>(company, (tx) => {
      if (!tx.catalogue.site(siteId)) return Promise.resolve(refuse({ kind: "site_not_found" }));
      const batch: IdCardBatch = { id: tx.newId("catalogue"), siteId, name, createdAt: tx.now };
      tx.documents.put("id_card_batch", String(batch.id), batch, { siteId });
      return Promise.resolve(done(batch));
    }),

  addCards: (
    company: CompanyId,
    { siteId, batchId, count }: Readonly<{ siteId: SiteId; batchId: number; count: number }>,
  ): Promise<Result<readonly IdCard[], IdCardRefusal>> =>
    storage.change<readonly IdCard[], IdCardRefusal>(company, async (tx) => {
      const batch = await tx.documents.get("id_card_batch", String(batchId));
      if (batch?.siteId !== siteId) return refuse({ kind: "batch_not_found" });
      const cards: IdCard[] = [];
      for (let made = 0; made < count; made++) {
        const card: IdCard = {
          id: tx.newId("catalogue"),
          batchId,
          siteId,
          code: newCode(),
          customerId: await bearer(tx),
          createdAt: tx.now,
        };
        tx.documents.put("id_card", card.code, card, { siteId });
        cards.push(card);
      }
      return done(cards);
    }),
});

/** Who will carry the card. All else about them comes when somebody gives it to a guest. */
const bearer = async (tx: ChangeTx): Promise<CustomerId> => {
  const id = tx.newId("customer") as CustomerId;
  await tx.customerRecords.add({
    id,
    firstName: "Card",
    lastName: String(id),
    email: null,
    phone: null,
    mobile: null,
    image: null,
    tags: ["id-card"],
    acceptsMarketing: false,
    primaryAddress: null,
    shippingAddress: null,
    addresses: [],
  });
  tx.emit([{ type: "customer.created", id }]);
  return id;
};
