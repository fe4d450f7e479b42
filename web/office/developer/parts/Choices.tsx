import { SegmentedControl } from "@mantine/core";
import type { ReactNode } from "react";
import styles from "./parts.module.css";

/** One of a few, side by side. */
export const Choices = <V extends string>({
  label,
  value,
  options,
  onChange,
}: {
  label: string;
  value: V;
  options: readonly Readonly<{ value: V; label: string }>[];
  onChange: (value: V) => void;
}): ReactNode => (
  <SegmentedControl
    size="md"
    aria-label={label}
    withItemsBorders={false}
    classNames={{
      root: styles["choices"] ?? "",
      indicator: styles["chosen"] ?? "",
      label: styles["choice"] ?? "",
    }}
    value={value}
    onChange={onChange}
    data={options.map((option) => ({ ...option }))}
  />
);
