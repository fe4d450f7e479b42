import { Link, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import page from "../app/Page.module.css";
import { Tabs } from "../app/Tabs.tsx";
import { useRegister } from "../app/context.ts";
import { CashCard } from "./CashCard.tsx";
import { Count } from "./Count.tsx";
import { PastCloses } from "./PastCloses.tsx";
import { ShiftCard } from "./ShiftCard.tsx";
import { XReportView } from "./XReportView.tsx";
import styles from "./Till.module.css";

const VIEWS = [
  { show: undefined, says: "Shift and cash" },
  { show: "x", says: "X report" },
  { show: "count", says: "Count and close" },
  { show: "z", says: "Past closes" },
] as const;

/** The part whose address this is, and no other, is the current one. */
const EXACTLY = { exact: true, includeSearch: true, explicitUndefined: true };

/** People's time and the drawer's money: from the start of a shift to the close of the day. */
export const TillPage = (): ReactNode => {
  const { show } = useSearch({ from: "/till" });
  const { device } = useRegister();
  return (
    <div className={page["page"]}>
      <div className={page["head"]}>
        <h1 className={page["title"]}>Till</h1>
        <span className={styles["of"]}>{device.registerName}</span>
      </div>
      <Tabs label="Parts of the till" open={show ?? ""}>
        {VIEWS.map((view) => (
          <Link
            key={view.says}
            to="/till"
            search={{ show: view.show, z: undefined }}
            activeOptions={EXACTLY}
            className={page["tab"]}
            data-on={show === view.show ? (show ?? "") : undefined}
          >
            {view.says}
          </Link>
        ))}
      </Tabs>
      {show === "x" ? (
        <XReportView />
      ) : show === "count" ? (
        <Count />
      ) : show === "z" ? (
        <PastCloses />
      ) : (
        <div className={styles["columns"]}>
          <ShiftCard />
          <CashCard />
        </div>
      )}
    </div>
  );
};
