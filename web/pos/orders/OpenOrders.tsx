import { Button } from "@mantine/core";
import type { UseQueryResult } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { ClipboardCheck } from "lucide-react";
import type { ReactNode } from "react";
import { Empty, Loaded } from "../../common/components/States.tsx";
import page from "../app/Page.module.css";
import { useRegister } from "../app/context.ts";
import type { OrderRow } from "../data/orders.ts";
import { OrderCard } from "./OrderCard.tsx";
import { filterNamed } from "./filters.ts";
import { matches } from "./orders-data.ts";
import styles from "./Orders.module.css";

/** The open orders as cards: by filter, by type, by what was typed. */
export const OpenOrders = ({ asked, q }: { asked: UseQueryResult<readonly OrderRow[]>; q: string }): ReactNode => {
  const { show, type } = useSearch({ from: "/orders" });
  const { session } = useRegister();
  const filter = filterNamed(show);
  return (
    <Loaded of={asked} what="Loading orders">
      {(orders) => {
        const here = orders.filter((order) => filter.has(order, session.staffId) && (q === "" || matches(order, q)));
        const types = [...new Set(here.flatMap((order) => order.order_type ?? []))].sort();
        const chosen = type !== undefined && types.includes(type) ? type : undefined;
        const shown = chosen === undefined ? here : here.filter((order) => order.order_type === chosen);
        return (
          <>
            {types.length > 1 && <Types types={types} chosen={chosen} />}
            {shown.length === 0 ? (
              <Nothing q={q} />
            ) : (
              <ul className={styles["cards"]} aria-label="Open orders">
                {shown.map((order) => (
                  <li key={order.id}>
                    <OrderCard order={order} />
                  </li>
                ))}
              </ul>
            )}
          </>
        );
      }}
    </Loaded>
  );
};

const Types = ({ types, chosen }: { types: readonly string[]; chosen: string | undefined }): ReactNode => {
  const navigate = useNavigate();
  const choose = (type: string | undefined): void =>
    void navigate({ to: "/orders", search: (before) => ({ ...before, type }) });
  return (
    <div className={page["tabs"]} role="group" aria-label="Type of order">
      {[undefined, ...types].map((type) => (
        <button
          key={type ?? ""}
          type="button"
          className={styles["type"]}
          aria-pressed={type === chosen}
          onClick={() => choose(type)}
        >
          {type ?? "Every type"}
        </button>
      ))}
    </div>
  );
};

const Nothing = ({ q }: { q: string }): ReactNode =>
  q === "" ? (
    <Empty
      icon={<ClipboardCheck size={40} />}
      title="No open orders here"
      action={
        <Button component={Link} to="/" mt="sm">
          Take an order
        </Button>
      }
    >
      Orders that you send or hold, and orders from apps, stand here until they are paid.
    </Empty>
  ) : (
    <Empty title={`Nothing open matches “${q}”`}>Look among the completed sales, or type less.</Empty>
  );
