import { Button, Popover } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useSale } from "./sale.ts";
import styles from "./Menu.module.css";

const COUNTS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 20] as const;

/** How many the next touch adds. */
export const TimesButton = (): ReactNode => {
  const { times, setTimes } = useSale();
  const [opened, setOpened] = useState(false);
  return (
    <Popover opened={opened} onChange={setOpened} trapFocus position="bottom-end" shadow="md">
      <Popover.Target>
        <Button
          variant={times === 1 ? "default" : "filled"}
          px="sm"
          className="numbers"
          aria-label={`Quantity of the next product: ${times}`}
          onClick={() => setOpened((is) => !is)}
        >
          × {times}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <div className={styles["times"]}>
          {COUNTS.map((count) => (
            <Button
              key={count}
              variant={count === times ? "filled" : "default"}
              className="numbers"
              p={0}
              onClick={() => {
                setTimes(count);
                setOpened(false);
              }}
            >
              {count}
            </Button>
          ))}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
};
