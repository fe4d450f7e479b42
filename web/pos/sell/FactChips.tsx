import { StickyNote, User, Users, Utensils } from "lucide-react";
import { type ReactNode, useState } from "react";
import { CustomerDialog } from "./CustomerDialog.tsx";
import { type Fact, FactDialog } from "./FactDialog.tsx";
import { TableDialog } from "./TableDialog.tsx";
import { useSale } from "./sale.ts";
import styles from "./Order.module.css";

const ICON = { size: 18, "aria-hidden": true } as const;
type Asked = Extract<Fact, "guests" | "type" | "note"> | "table" | "customer" | null;

/** Where, by whom and how an order is eaten, each to be touched and changed. `children` stand before the type. */
export const FactChips = ({ note = false, children }: { note?: boolean; children?: ReactNode }): ReactNode => {
  const { facts, why, saving } = useSale().said;
  const [asked, setAsked] = useState<Asked>(null);
  const close = (): void => setAsked(null);
  const chip = (label: string, value: string | null, ask: Asked, icon?: ReactNode, empty = label): ReactNode => (
    <button
      type="button"
      className={styles["chip"]}
      data-set={value !== null || undefined}
      aria-label={value === null ? label : `${label}: ${value}`}
      disabled={why !== null || saving}
      onClick={() => setAsked(ask)}
    >
      {icon}
      <span>{value ?? empty}</span>
    </button>
  );
  return (
    <>
      {chip("Table", facts.table, "table", <Utensils {...ICON} />)}
      {chip("Guests", facts.guests === null ? null : String(facts.guests), "guests", <Users {...ICON} />)}
      {chip("Customer", facts.customer?.name ?? null, "customer", <User {...ICON} />)}
      {children}
      {chip("Order type", facts.orderType, "type", undefined, "Type")}
      {(note || facts.notes) && chip("Note", facts.notes, "note", <StickyNote {...ICON} />)}
      <span className="unseen" role="status">
        {saving && "The order is being changed"}
      </span>
      <TableDialog opened={asked === "table"} close={close} />
      <CustomerDialog opened={asked === "customer"} close={close} />
      <FactDialog fact={asked === "table" || asked === "customer" ? null : asked} close={close} />
    </>
  );
};
