import { Button, Group, Modal, NumberInput, Stack, Text } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { fromMinor, money } from "../../common/format.ts";
import { useRegister } from "../app/context.ts";
import { denominationsOf, worth } from "./denominations.ts";
import styles from "./Till.module.css";

type Props = Readonly<{ close: () => void; counted: (minor: number) => void }>;

/** Counts cash by notes and coins, and does the sum. */
export const CashHelper = ({ close, counted }: Props): ReactNode => {
  const { currency } = useRegister().snapshot.company;
  const [counts, setCounts] = useState<Readonly<Record<number, number>>>({});
  const sum = worth(counts);
  return (
    <Modal opened onClose={close} title="Count the notes and coins" size="lg">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          counted(sum);
          close();
        }}
      >
        <Stack>
          <div className={styles["coins"]}>
            {denominationsOf(currency).map((value) => (
              <NumberInput
                key={value}
                label={money(fromMinor(value, currency), currency)}
                min={0}
                max={99_999}
                allowDecimal={false}
                allowNegative={false}
                hideControls
                inputMode="numeric"
                placeholder="0"
                value={counts[value] ?? ""}
                onChange={(count) => setCounts((before) => ({ ...before, [value]: Number(count) || 0 }))}
              />
            ))}
          </div>
          <Group justify="space-between">
            <Text size="xl" fw={650} className="numbers" aria-live="polite">
              {money(fromMinor(sum, currency), currency)}
            </Text>
            <Button type="submit" size="lg">
              Use this amount
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
};
