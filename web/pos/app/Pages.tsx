import { Link } from "@tanstack/react-router";
import { ClipboardList, CloudUpload, LayoutGrid, Store, Wallet } from "lucide-react";
import type { ReactNode } from "react";
import { useIncoming } from "../orders/incoming/incoming-data.ts";
import { useRegister } from "./context.ts";
import styles from "./Shell.module.css";

const ICON = { size: 22, "aria-hidden": true } as const;

/** The pages of the register: a rail at the side, a bar at the bottom of a phone. */
export const Pages = (): ReactNode => {
  const { pending } = useRegister();
  const { orders } = useIncoming();
  const refused = pending.some((item) => item.refused !== null);
  return (
    <nav className={styles["rail"]} aria-label="Pages">
      <Link to="/" className={styles["link"]} activeOptions={{ exact: true, includeSearch: false }}>
        <LayoutGrid {...ICON} />
        Sell
      </Link>
      <Link to="/tables" className={styles["link"]}>
        <Store {...ICON} />
        Tables
      </Link>
      <Link to="/orders" className={styles["link"]}>
        <ClipboardList {...ICON} />
        Orders
        {orders.length > 0 && <Count of={orders.length} says="new" />}
      </Link>
      <Link to="/till" className={styles["link"]}>
        <Wallet {...ICON} />
        Till
      </Link>
      <Link to="/waiting" className={styles["link"]}>
        <CloudUpload {...ICON} />
        Waiting
        {pending.length > 0 && <Count of={pending.length} says="not sent yet" tone={refused ? "bad" : "accent"} />}
      </Link>
    </nav>
  );
};

const Count = ({ of, says, tone = "accent" }: { of: number; says: string; tone?: string }): ReactNode => (
  <span className={styles["badge"]} data-tone={tone}>
    {of > 99 ? "99+" : of}
    <span className="unseen"> {says}</span>
  </span>
);
