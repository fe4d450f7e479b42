import { useNavigate } from "@tanstack/react-router";
import { Store } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Empty, Failed } from "../../common/components/States.tsx";
import { keptInWindow } from "../../common/kept.ts";
import page from "../app/Page.module.css";
import { useRegister } from "../app/context.ts";
import { isEmptyDraft, useDraft } from "../data/drafts.ts";
import type { Table } from "../data/snapshot.ts";
import { useOpenOrders } from "../orders/orders-data.ts";
import { FloorPlan } from "./FloorPlan.tsx";
import { TableSheet } from "./TableSheet.tsx";
import { useKitchen } from "./kitchen.ts";
import { sitsAt, stateOf } from "./table-state.ts";
import styles from "./Tables.module.css";

const keptPlan = keptInWindow<number>("servery-register-plan");

/** The venue's tables as they stand: who sits where, since when, and what is to be paid. */
export const TablesPage = (): ReactNode => {
  const { snapshot } = useRegister();
  const { draft, held } = useDraft();
  const asked = useOpenOrders();
  const kitchen = useKitchen(asked.data);
  const navigate = useNavigate();
  const [planId, setPlanId] = useState(() => keptPlan.get());
  const [opened, setOpened] = useState<Table | null>(null);
  const plans = snapshot.floor_plans;
  const plan = plans.find(({ id }) => id === planId) ?? plans[0];
  const orders = asked.data ?? [];
  const at = (table: Table) =>
    stateOf(
      orders.filter((order) => sitsAt(order, table)),
      kitchen,
    );
  const here = [...held.map((one) => one.draft), ...(isEmptyDraft(draft) ? [] : [draft])];

  if (!plan) {
    return (
      <div className={page["page"]}>
        <h1 className={page["title"]}>Tables</h1>
        <Empty icon={<Store size={40} />} title="There is no floor plan yet">
          Draw one in the back office; it appears here by itself. Orders can name a table all the same.
        </Empty>
      </div>
    );
  }
  return (
    <div className={styles["page"]}>
      <div className={styles["head"]}>
        <h1 className={page["title"]}>Tables</h1>
        <div className={styles["plans"]} role="group" aria-label="Floor plans">
          {plans.map(({ id, name, tables }) => {
            const seated = tables.filter((table) => at(table).kind !== "free").length;
            return (
              <button
                key={id}
                type="button"
                className={page["tab"]}
                aria-pressed={id === plan.id}
                onClick={() => {
                  keptPlan.set(id);
                  setPlanId(id);
                }}
              >
                {name}
                <span className={page["count"]}>
                  {seated} of {tables.length}
                </span>
              </button>
            );
          })}
        </div>
        <ul className={styles["legend"]} aria-label="Colors">
          <li data-kind="free">Free</li>
          <li data-kind="seated">Seated</li>
          <li data-kind="due">To pay</li>
          <li data-kind="paid">Paid</li>
          <li data-kind="new">New</li>
        </ul>
      </div>
      {asked.error && !asked.data ? <Failed error={asked.error} again={() => void asked.refetch()} /> : null}
      <FloorPlan
        plan={plan}
        stateAt={at}
        waiting={kitchen.held}
        draftAt={(table) => here.some((one) => sitsAt(one, table))}
        touch={(table) => {
          if (at(table).kind === "free") void navigate({ to: "/", search: { table: String(table.number) } });
          else setOpened(table);
        }}
      />
      <TableSheet table={opened} state={opened && at(opened)} kitchen={kitchen} close={() => setOpened(null)} />
    </div>
  );
};
