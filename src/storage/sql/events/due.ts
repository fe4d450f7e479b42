import type { Kysely } from "kysely";
import type { CompanyId } from "../../../domain/ids.ts";
import type { DueDelivery } from "../../deliveries.ts";
import type { Tables } from "../tables.ts";
import { deliveryOf } from "./delivery-rows.ts";
import { webhookOf } from "./webhooks.ts";

type Asked = Readonly<{
  id: number;
  resolve: (due: DueDelivery | undefined) => void;
  reject: (error: unknown) => void;
}>;

/** So many are read by one statement. */
const AT_ONCE = 200;

/** Reads deliveries that are to be sent: those that are asked for in the same turn of the event loop together. */
export const dueReader = (read: Kysely<Tables>) => {
  const waiting = new Map<CompanyId, Asked[]>();

  const load = async (company: CompanyId, asked: readonly Asked[]): Promise<void> => {
    try {
      const found = await dueOf(
        read,
        company,
        asked.map(({ id }) => id),
      );
      for (const { id, resolve } of asked) resolve(found.get(id));
    } catch (error) {
      for (const { reject } of asked) reject(error);
    }
  };

  const loadAll = (): void => {
    for (const [company, asked] of waiting) {
      for (let i = 0; i < asked.length; i += AT_ONCE) void load(company, asked.slice(i, i + AT_ONCE));
    }
    waiting.clear();
  };

  return (company: CompanyId, id: number): Promise<DueDelivery | undefined> =>
    new Promise((resolve, reject) => {
      if (waiting.size === 0) setImmediate(loadAll);
      const asked = waiting.get(company);
      if (asked) asked.push({ id, resolve, reject });
      else waiting.set(company, [{ id, resolve, reject }]);
    });
};

const dueOf = async (
  read: Kysely<Tables>,
  company: CompanyId,
  ids: readonly number[],
): Promise<ReadonlyMap<number, DueDelivery>> => {
  const rows = await read
    .selectFrom("deliveries")
    .innerJoin("payloads", (join) =>
      join
        .onRef("payloads.company_id", "=", "deliveries.company_id")
        .onRef("payloads.id", "=", "deliveries.payload_id"),
    )
    .leftJoin("webhooks", (join) =>
      join
        .onRef("webhooks.company_id", "=", "deliveries.company_id")
        .onRef("webhooks.id", "=", "deliveries.webhook_id"),
    )
    .selectAll("deliveries")
    .select(["payloads.body", "webhooks.doc"])
    .where("deliveries.company_id", "=", company)
    .where("deliveries.id", "in", ids)
    .where("deliveries.state", "=", "waiting")
    .execute();
  return new Map(
    rows.map((row): [number, DueDelivery] => [
      row.id,
      {
        delivery: deliveryOf(row),
        body: row.body,
        webhook: row.doc === null ? null : webhookOf({ doc: row.doc }),
      },
    ]),
  );
};
