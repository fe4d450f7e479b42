import { type ReactNode, useId } from "react";
import styles from "./parts.module.css";

/** A part of a page with a title of its own. */
export const Panel = ({
  title,
  says,
  actions,
  children,
}: {
  title: string;
  says?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}): ReactNode => {
  const id = useId();
  return (
    <section className={styles["panel"]} aria-labelledby={id}>
      <div className={styles["panelHead"]}>
        <div>
          <h2 id={id} className={styles["panelTitle"]}>
            {title}
          </h2>
          {says && <p className={styles["says"]}>{says}</p>}
        </div>
        {actions && <div className={styles["actions"]}>{actions}</div>}
      </div>
      {children}
    </section>
  );
};
