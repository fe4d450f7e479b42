import { Checkbox, Input, Radio } from "@mantine/core";
import { type ReactNode, useId } from "react";
import styles from "./add-ons.module.css";
import type { Choice } from "./words.ts";

type Common = Readonly<{
  label: string;
  says?: string | undefined;
  choices: readonly Choice[];
  error: string | undefined;
  disabled: boolean;
}>;

/** Some of several, each with a sentence that says what it means. */
export const ManyOf = ({
  label,
  says,
  choices,
  error,
  disabled,
  values,
  onChange,
  first,
}: Common & { first?: ReactNode; values: readonly string[]; onChange: (values: string[]) => void }): ReactNode => (
  <Fieldset label={label} says={says} error={error} first={first}>
    {choices.map((choice) => (
      <Checkbox
        key={choice.value}
        label={choice.label}
        description={choice.says}
        classNames={{ body: styles["choice"] ?? "" }}
        checked={values.includes(choice.value)}
        disabled={disabled}
        onChange={(event) =>
          onChange(
            event.currentTarget.checked ? [...values, choice.value] : values.filter((value) => value !== choice.value),
          )
        }
      />
    ))}
  </Fieldset>
);

/** One of several, each with a sentence that says what it means. */
export const OneOf = ({
  label,
  says,
  choices,
  error,
  disabled,
  value,
  onChange,
}: Common & { value: string; onChange: (value: string) => void }): ReactNode => {
  const name = useId();
  return (
    <Fieldset label={label} says={says} error={error}>
      {choices.map((choice) => (
        <Radio
          key={choice.value}
          name={name}
          size="md"
          label={choice.label}
          description={choice.says}
          classNames={{ body: styles["choice"] ?? "" }}
          checked={value === choice.value}
          disabled={disabled}
          onChange={() => onChange(choice.value)}
        />
      ))}
    </Fieldset>
  );
};

const Fieldset = ({
  label,
  says,
  error,
  first,
  children,
}: {
  label: string;
  says: string | undefined;
  error: string | undefined;
  /** Stands before the choices, across all columns. */
  first?: ReactNode;
  children: ReactNode;
}): ReactNode => (
  <fieldset className={styles["choices"]}>
    <legend>{label}</legend>
    {says !== undefined && <p className={styles["hint"]}>{says}</p>}
    {error !== undefined && <Input.Error>{error}</Input.Error>}
    {first}
    <div className={styles["grid"]}>{children}</div>
  </fieldset>
);
