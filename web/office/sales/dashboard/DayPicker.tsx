import { ActionIcon, Button } from "@mantine/core";
import { ChevronLeft, ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { dayAfter } from "../../../../src/domain/business-day.ts";
import { useUrl } from "../../kit/url.ts";
import { DayInput } from "../parts/DayInput.tsx";
import styles from "./dashboard.module.css";

/** Which business day is shown (`?date=`): today, or one before. */
export const DayPicker = ({ date, today }: { date: string; today: string }): ReactNode => {
  const { set } = useUrl();
  const go = (day: string): void => set({ date: day === today ? undefined : day }, { replace: false });
  return (
    <div className={styles["picker"]} role="group" aria-label="Day">
      <ActionIcon variant="default" aria-label="Day before" onClick={() => go(dayAfter(date, -1))}>
        <ChevronLeft size={20} aria-hidden />
      </ActionIcon>
      <DayInput aria-label="Day" className={styles["date"] ?? ""} value={date} max={today} onChange={go} />
      <ActionIcon variant="default" aria-label="Day after" disabled={date >= today} onClick={() => go(dayAfter(date))}>
        <ChevronRight size={20} aria-hidden />
      </ActionIcon>
      <Button variant="default" disabled={date === today} onClick={() => go(today)}>
        Today
      </Button>
    </div>
  );
};
