import { Kbd, Modal } from "@mantine/core";
import type { ReactNode } from "react";
import styles from "./Order.module.css";

const KEYS: readonly (readonly [keys: readonly string[], does: string])[] = [
  [["/"], "Search the menu"],
  [["Enter"], "In the search: add the only product found. Elsewhere: pay"],
  [["+", "−"], "One more or one less of the chosen line"],
  [["Del"], "Remove the chosen line"],
  [["Esc"], "Clear the search, close a dialog"],
  [["?"], "This help"],
];

export const HelpDialog = ({ opened, close }: { opened: boolean; close: () => void }): ReactNode => (
  <Modal opened={opened} onClose={close} title="Keys and hints" size="lg">
    <dl className={styles["keys"]}>
      {KEYS.map(([keys, does]) => (
        <div key={does}>
          <dt>
            {keys.map((key) => (
              <Kbd key={key} size="md">
                {key}
              </Kbd>
            ))}
          </dt>
          <dd>{does}</dd>
        </div>
      ))}
    </dl>
    <ul className={styles["hints"]}>
      <li>“3x latte” in the search adds three at once.</li>
      <li>A barcode scanner works wherever you are on this page.</li>
      <li>Touch a line to choose it, touch it again to change it. Swipe it to the left to remove it.</li>
    </ul>
  </Modal>
);
