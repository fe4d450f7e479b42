import type { CompanyId, OrderId } from "../../domain/ids.ts";
import type { Order } from "../../domain/order/order.ts";
import type { DocumentKinds } from "../documents.ts";
import type { Connection } from "./engine.ts";

const KIND = "order_refunds" satisfies keyof DocumentKinds;
/** Keys in one query: below every engine's limit on parameters. */
const KEYS_AT_ONCE = 400;

type Refunds = Readonly<{ company: CompanyId; key: string; refunds: readonly OrderId[]; at: number }>;

/** What imported orders give back, by the order that it was sold on. */
const refundsAmong = (orders: readonly Order[]): Refunds[] => {
  const found = new Map<string, Refunds>();
  for (const { companyId: company, id, originalOrderId, createdAt } of orders) {
    if (originalOrderId === null) continue;
    const name = `${company} ${originalOrderId}`;
    const { refunds = [], at = createdAt } = found.get(name) ?? {};
    found.set(name, {
      company,
      key: String(originalOrderId),
      refunds: [...refunds, id],
      at: Math.max(at, createdAt),
    });
  }
  return [...found.values()];
};

/**
 * Notes which of the orders that are being imported give back what others sold, so that it is not given back again. In
 * the import's transaction; what earlier imports noted of the same sales is kept.
 */
export const noteImportedRefunds = async (connection: Connection, orders: readonly Order[]): Promise<void> => {
  const { db } = connection;
  const among = refundsAmong(orders);
  for (let i = 0; i < among.length; i += KEYS_AT_ONCE) {
    const some = among.slice(i, i + KEYS_AT_ONCE);
    const rows = await db
      .selectFrom("documents")
      .select(["company_id", "key", "version", "doc"])
      .where("kind", "=", KIND)
      .where("company_id", "in", [...new Set(some.map(({ company }) => company))])
      .where(
        "key",
        "in",
        some.map(({ key }) => key),
      )
      .execute();
    const known = new Map(rows.map((row) => [`${row.company_id} ${row.key}`, row]));
    const fresh = some.filter(({ company, key }) => !known.has(`${company} ${key}`));
    await connection.insertRows(
      "documents",
      fresh.map(({ company, key, refunds, at }) => ({
        company_id: company,
        kind: KIND,
        key,
        site_id: null,
        at,
        version: 1,
        doc: JSON.stringify(refunds),
      })),
    );
    for (const { company, key, refunds, at } of some) {
      const before = known.get(`${company} ${key}`);
      if (!before) continue;
      const earlier = JSON.parse(before.doc) as DocumentKinds[typeof KIND];
      await db
        .updateTable("documents")
        .set({ at, version: before.version + 1, doc: JSON.stringify([...new Set([...earlier, ...refunds])]) })
        .where("company_id", "=", company)
        .where("kind", "=", KIND)
        .where("key", "=", key)
        .execute();
    }
  }
};
