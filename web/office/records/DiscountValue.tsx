import { Input, SegmentedControl } from "@mantine/core";
import type { ReactNode } from "react";
import type { OwnProps } from "../kit/fields/field.ts";
import { MoneyField, PercentField } from "../kit/fields/NumberFields.tsx";
import styles from "./records.module.css";

/** A percentage or an amount, never both. */
export const DiscountValue = ({ values, set, error, disabled, label }: OwnProps): ReactNode => {
  const isAmount = values["amount"] !== null && values["amount"] !== undefined;
  return (
    <Input.Wrapper label={label} labelElement="div" error={error}>
      <div className={styles["value"]}>
        <SegmentedControl
          aria-label="Kind of discount"
          disabled={disabled}
          data={[
            { value: "percent", label: "Percent" },
            { value: "amount", label: "Amount" },
          ]}
          value={isAmount ? "amount" : "percent"}
          onChange={(next) => set(next === "amount" ? { percent: null, amount: "" } : { amount: null, percent: "" })}
        />
        {isAmount ? (
          <MoneyField
            aria-label="Amount"
            disabled={disabled}
            value={values["amount"]}
            orNull={false}
            onChange={(amount) => set({ amount })}
          />
        ) : (
          <PercentField
            aria-label="Percent"
            disabled={disabled}
            factor={false}
            orNull={false}
            value={values["percent"]}
            onChange={(percent) => set({ percent })}
          />
        )}
      </div>
    </Input.Wrapper>
  );
};
