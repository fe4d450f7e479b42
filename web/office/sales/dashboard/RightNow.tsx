import { BellRing, ChevronRight, ClipboardList } from "lucide-react";
import type { ReactNode } from "react";
import { money } from "../../../common/format.ts";
import { dayAfter } from "../../../../src/domain/business-day.ts";
import { GoLink } from "../../kit/GoLink.tsx";
import type { Dashboard } from "../data.ts";
import { OPEN } from "../orders/filters.ts";
import { useToday } from "../parts/period.ts";
import { count } from "../words.ts";
import styles from "./dashboard.module.css";

/** How far back the way to open orders looks. */
const OPEN_FOR_DAYS = 29;

/** What is open at this moment, whatever day is shown: the ways to it. */
export const RightNow = ({ day }: { day: Dashboard }): ReactNode => {
  const { incoming, open_orders: open } = day;
  const today = useToday();
  const days = { from: dayAfter(today, -OPEN_FOR_DAYS), to: today };
  return (
    <section className={styles["now"]} aria-label="Right now">
      <GoLink
        to="/sales"
        search={{ ...days, status: "SUBMITTED" }}
        className={styles["nowLink"]}
        data-on={incoming.count > 0 || undefined}
      >
        <BellRing size={20} aria-hidden />
        <span>
          <b>{incoming.count === 0 ? "No incoming orders" : count(incoming.count, "incoming order")}</b>
          <small>{incoming.count === 0 ? "Nothing waits for an answer" : "Waiting for a yes or no, now"}</small>
        </span>
        <ChevronRight size={18} aria-hidden />
      </GoLink>
      <GoLink to="/sales" search={{ ...days, status: OPEN }} className={styles["nowLink"]}>
        <ClipboardList size={20} aria-hidden />
        <span>
          <b>{open.count === 0 ? "No open orders" : count(open.count, "open order")}</b>
          <small>
            {open.count === 0 ? "Everything is finished" : `${money(open.total, day.currency)} on them, now`}
          </small>
        </span>
        <ChevronRight size={18} aria-hidden />
      </GoLink>
    </section>
  );
};
