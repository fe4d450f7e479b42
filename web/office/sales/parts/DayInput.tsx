import { TextInput, type TextInputProps } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { isDay } from "./period.ts";

/** A day of the calendar. What is being typed stays as it was typed until it is a day. */
export const DayInput = ({
  value,
  onChange,
  ...rest
}: Omit<TextInputProps, "value" | "onChange"> &
  Readonly<{ value: string; onChange: (day: string) => void }>): ReactNode => {
  const [draft, setDraft] = useState<string>();
  return (
    <TextInput
      {...rest}
      type="date"
      className={`numbers ${rest.className ?? ""}`}
      value={draft ?? value}
      onChange={(event) => {
        const typed = event.currentTarget.value;
        setDraft(typed);
        if (isDay(typed)) onChange(typed);
      }}
      onBlur={() => setDraft(undefined)}
    />
  );
};
