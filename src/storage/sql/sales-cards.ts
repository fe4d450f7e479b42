import { type Kysely, sql } from "kysely";
import type { CompanyId, OrderId } from "../../domain/ids.ts";
import type { CardPayment, CardPaymentState, CardPaymentsAsk } from "../sales.ts";
import type { Tables } from "./tables.ts";

type Row = { order_id: number; number: number; captured_at: number; changed_at: number; state: CardPaymentState };

/**
 * Card payments of closed sales. What was given back for a sale by card is taken from the refunds that name it; it
 * changes all card payments of that sale alike, as nobody says which of them it was for. A payment that changed in the
 * period was either taken in it, or its sale is one of the few that money was given back for.
 */
export const cardPaymentsOf = async (
  db: Kysely<Tables>,
  company: CompanyId,
  { siteId, from, to, methods, by, states, newestFirst, size, offset }: CardPaymentsAsk,
): Promise<CardPayment[]> => {
  if (methods.length === 0 || states.length === 0) return [];
  const cards = sql.join(methods);
  const column = sql.ref(by === "capturedAt" ? "captured_at" : "changed_at");
  const direction = sql.raw(newestFirst ? "desc" : "asc");
  const columns = sql`p.company_id, p.site_id, p.order_id, p.number, p.completed_at`;
  const earlier = sql`union all
      select ${columns} from given_back g
      join sale_payments p on p.company_id = ${company} and p.order_id = g.order_id
      where g.at >= ${from} and p.site_id = ${siteId} and p.completed_at < ${from}
        and p.method_id in (${cards}) and p.amount + p.tip > 0`;
  const { rows } = await sql<Row>`
    with given_back as (
      select e.original_order_id as order_id, max(e.ended_at) as at, sum(r.amount + r.tip) as amount
      from ended_orders e
      join sale_payments r on r.company_id = e.company_id and r.order_id = e.order_id
      where e.company_id = ${company} and e.original_order_id is not null and e.sold = 1
        and r.method_id in (${cards}) and r.amount + r.tip < 0
      group by e.original_order_id
    ), candidates as (
      select ${columns} from sale_payments p
      where p.company_id = ${company} and p.site_id = ${siteId}
        and p.completed_at >= ${from} and p.completed_at < ${to}
        and p.method_id in (${cards}) and p.amount + p.tip > 0
      ${by === "changedAt" ? earlier : sql``}
    ), taken as (
      select c.order_id, c.number, c.completed_at as captured_at, coalesce(g.at, c.completed_at) as changed_at,
        case when g.amount is null then 'CAPTURED'
          when -g.amount >= (
            select sum(t.amount + t.tip) from sale_payments t
            where t.company_id = c.company_id and t.order_id = c.order_id
              and t.method_id in (${cards}) and t.amount + t.tip > 0
          ) then 'REFUNDED'
          else 'PARTIALLY_REFUNDED' end as state
      from candidates c
      join ended_orders o on o.company_id = c.company_id and o.site_id = c.site_id and o.sold = 1
        and o.ended_at = c.completed_at and o.order_id = c.order_id
      left join given_back g on g.order_id = c.order_id
    )
    select * from taken
    where ${column} >= ${from} and ${column} < ${to} and state in (${sql.join(states)})
    order by ${column} ${direction}, order_id ${direction}, number ${direction}
    limit ${size + 1} offset ${offset}`.execute(db);
  return rows.map((row) => ({
    orderId: row.order_id as OrderId,
    number: row.number,
    capturedAt: row.captured_at,
    changedAt: row.changed_at,
    state: row.state,
  }));
};
