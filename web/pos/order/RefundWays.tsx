import { UnstyledButton } from "@mantine/core";
import type { ReactNode } from "react";
import type { RefundWay } from "./refund.ts";
import styles from "./Order.module.css";

type Props = Readonly<{ ways: readonly RefundWay[]; chosen: number | null; choose: (id: number) => void }>;

/** By what the money goes back; what cannot be used for this sale says why. */
export const RefundWays = ({ ways, chosen, choose }: Props): ReactNode => (
  <div className={styles["chips"]} role="group" aria-label="Give back by">
    {ways.map(({ method: { id, name }, why }) => (
      <UnstyledButton
        key={id}
        className={styles["chip"]}
        aria-pressed={id === chosen}
        disabled={why !== null}
        onClick={() => choose(id)}
      >
        {name}
        {why !== null && <small>{why}</small>}
      </UnstyledButton>
    ))}
  </div>
);
