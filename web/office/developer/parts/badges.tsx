import type { ComponentProps, ReactNode } from "react";
import { StateBadge } from "../../kit/cells.tsx";
import styles from "./parts.module.css";

/** A badge that is never cut, however narrow its card is. */
export const WholeBadge = (props: ComponentProps<typeof StateBadge>): ReactNode => (
  <span className={styles["whole"]}>
    <StateBadge {...props} />
  </span>
);

/** A status of HTTP, in the color of what it means; a word where nobody answered. */
export const StatusCode = ({ status, none = "No answer" }: { status: number | null; none?: string }): ReactNode => (
  <WholeBadge
    tone={status === null || status >= 500 ? "bad" : status >= 400 ? "warn" : status >= 300 ? "plain" : "good"}
  >
    {status ?? none}
  </WholeBadge>
);

/** GET, POST and so on, in letters of one width. */
export const Method = ({ children }: { children: string }): ReactNode => (
  <span className={styles["method"]} data-method={children}>
    {children}
  </span>
);
