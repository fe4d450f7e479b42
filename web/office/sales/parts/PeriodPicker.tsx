import { Select } from "@mantine/core";
import { CalendarDays } from "lucide-react";
import type { ReactNode } from "react";
import { useUrl } from "../../kit/url.ts";
import { DayInput } from "./DayInput.tsx";
import styles from "./parts.module.css";
import { PRESETS, usePeriod } from "./period.ts";

const OTHER = "other";

/** Which days a list or report is about (`?from=&to=`): a name for usual ones, and any others. */
export const PeriodPicker = (): ReactNode => {
  const { set } = useUrl();
  const { from, to, today } = usePeriod();
  const preset = PRESETS.find(({ of }) => of(today).from === from && of(today).to === to);
  return (
    <fieldset className={styles["period"]}>
      <legend className="unseen">Dates</legend>
      <Select
        className={styles["preset"]}
        aria-label="Usual dates"
        leftSection={<CalendarDays size={18} aria-hidden />}
        data={[
          ...PRESETS.map(({ value, label }) => ({ value, label })),
          ...(preset ? [] : [{ value: OTHER, label: "Other dates" }]),
        ]}
        value={preset?.value ?? OTHER}
        allowDeselect={false}
        comboboxProps={{ shadow: "md" }}
        onChange={(value) => {
          const chosen = PRESETS.find((one) => one.value === value);
          if (chosen) set(chosen.of(today), { replace: false });
        }}
      />
      <span className={styles["days"]}>
        <DayInput aria-label="From" value={from} max={to} onChange={(day) => set({ from: day, to })} />
        <span aria-hidden>–</span>
        <DayInput aria-label="To" value={to} min={from} onChange={(day) => set({ from, to: day })} />
      </span>
    </fieldset>
  );
};
