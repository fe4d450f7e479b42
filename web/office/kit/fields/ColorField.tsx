import { Input } from "@mantine/core";
import { Check } from "lucide-react";
import type { ReactNode } from "react";
import { COLORS } from "./colors.ts";
import colors from "./colors.module.css";
import type { FieldProps, PlainField } from "./field.ts";
import styles from "./fields.module.css";

/** The color that a register shows something in: one of a few, or none. */
export const ColorField = ({ field, value, onChange, error, disabled }: FieldProps<PlainField>): ReactNode => {
  const own = typeof value === "string" ? value.toLowerCase() : null;
  const words = own !== null && !COLORS.some((word) => word === own) ? [own, ...COLORS] : COLORS;
  return (
    <Input.Wrapper
      label={field.label}
      description={field.says}
      error={error}
      labelElement="div"
      labelProps={{ id: `${field.name}-label` }}
    >
      <div role="radiogroup" aria-labelledby={`${field.name}-label`} className={styles["colors"]}>
        {[null, ...words].map((word) => (
          <button
            key={word ?? "none"}
            type="button"
            role="radio"
            aria-checked={own === word}
            aria-label={word ?? "No color"}
            title={word ?? "No color"}
            disabled={disabled}
            className={`${styles["color"]} ${word === null ? styles["none"] : colors["ground"]}`}
            data-color={word ?? undefined}
            onClick={() => onChange(word)}
          >
            {own === word && <Check size={18} aria-hidden />}
          </button>
        ))}
      </div>
    </Input.Wrapper>
  );
};
