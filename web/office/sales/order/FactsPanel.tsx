import type { ReactNode } from "react";
import { dayAndTime } from "../../../common/format.ts";
import { GoLink } from "../../kit/GoLink.tsx";
import type { Order } from "../data.ts";
import { useNames } from "../orders/sales-data.ts";
import { Panel } from "../parts/Panel.tsx";
import styles from "./order.module.css";

const customerName = (customer: Order["customer"]): string | undefined =>
  customer ? `${customer.first_name} ${customer.last_name}`.trim() || `Customer ${customer.id}` : undefined;

/** All that is known of an order besides its lines and payments. What it has not is left out. */
export const FactsPanel = ({ order, timezone }: { order: Order; timezone: string }): ReactNode => {
  const names = useNames();
  const time = (at: string | null): string | undefined => (at === null ? undefined : dayAndTime(at, timezone));
  const reason = order.reject_reason && [order.reject_reason.name, order.reject_reason.notes];
  const facts: Readonly<Record<string, ReactNode>> = {
    Taken: time(order.created_at),
    Completed: time(order.completed_at),
    Placed: time(order.placed_at),
    "Wanted for": time(order.fulfil_at),
    Type: order.order_type,
    Table: order.table,
    Guests: order.guests,
    Customer: order.customer && <GoLink to={`/customers/${order.customer.id}`}>{customerName(order.customer)}</GoLink>,
    Email: order.customer?.email,
    Site: names.site(order.site_id),
    Register: names.register(order.register_id),
    "Staff member": names.staff(order.staff_member_id),
    "Came from": order.addon ? order.addon.name : "The venue",
    Notes: order.notes,
    "Rejected because": reason?.filter(Boolean).join(": "),
    "Deleted because": order.delete_reason,
    "Locked for staff": order.lock.join(", "),
    "Receipt number": <span className="mono">{order.sale_id}</span>,
    Id: <span className="mono">{order.id}</span>,
  };
  return (
    <Panel title="Facts">
      <dl className={styles["facts"]}>
        {Object.entries(facts)
          .filter(([, value]) => value !== undefined && value !== null && value !== "")
          .map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{typeof value === "string" ? <bdi>{value}</bdi> : value}</dd>
            </div>
          ))}
      </dl>
    </Panel>
  );
};
