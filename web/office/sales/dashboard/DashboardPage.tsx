import { Lock } from "lucide-react";
import type { ReactNode } from "react";
import { Empty, Loaded } from "../../../common/components/States.tsx";
import { useOffice } from "../../app/office.ts";
import { GoLink } from "../../kit/GoLink.tsx";
import { PageHead } from "../../kit/PageHead.tsx";
import { useUrl } from "../../kit/url.ts";
import { isDay, useToday } from "../parts/period.ts";
import { dayWords } from "../words.ts";
import { DayFigures } from "./DayFigures.tsx";
import { DayPicker } from "./DayPicker.tsx";
import { useDashboard, useKeptUp } from "./dashboard-data.ts";
import styles from "./dashboard.module.css";

/** How the day goes: what was sold, against the same day last week, and what is open right now. */
export const DashboardPage = (): ReactNode => (useOffice().may("reports:read") ? <Day /> : <NotForRole />);

const NotForRole = (): ReactNode => (
  <>
    <PageHead title="Dashboard" />
    <div className="card">
      <Empty
        icon={<Lock size={32} />}
        title="The figures of the day are for managers"
        action={<GoLink to="/sales">Look at sales</GoLink>}
      >
        You can look at single orders under Sales.
      </Empty>
    </div>
  </>
);

const LIVE = { on: "Live", connecting: "Connecting", off: "Not live: trying again" } as const;

const Day = (): ReactNode => {
  const { site, sites } = useOffice();
  const { values } = useUrl();
  const today = useToday();
  const live = useKeptUp();
  const date = isDay(values["date"]) ? values["date"] : today;
  const day = useDashboard(date);
  const before = useDashboard(day.data?.compared.date);
  const place = site?.name ?? (sites.length > 1 ? "All sites" : sites[0]?.name);
  return (
    <>
      <PageHead
        title="Dashboard"
        says={
          <>
            {dayWords(date)} · <bdi>{place}</bdi>
            {date === today && (
              <span className={styles["live"]} data-live={live} role="status">
                {LIVE[live]}
              </span>
            )}
          </>
        }
        actions={<DayPicker date={date} today={today} />}
      />
      <Loaded of={day} what="Adding up the day">
        {(data) => (
          <DayFigures
            day={data}
            isToday={data.date === today}
            before={before.data?.date === data.compared.date ? before.data : undefined}
          />
        )}
      </Loaded>
    </>
  );
};
