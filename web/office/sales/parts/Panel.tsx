import { type ReactNode, useId } from "react";
import styles from "./parts.module.css";

/** A titled part of a page. */
export const Panel = ({
  title,
  says,
  aside,
  children,
}: {
  title: string;
  says?: ReactNode;
  /** Opposite the title: a button, a link. */
  aside?: ReactNode;
  children: ReactNode;
}): ReactNode => {
  const id = useId();
  return (
    <section className={styles["panel"]} aria-labelledby={id}>
      <header className={styles["panelHead"]}>
        <div>
          <h2 id={id} className={styles["panelTitle"]}>
            {title}
          </h2>
          {says && <p className={styles["panelSays"]}>{says}</p>}
        </div>
        {aside}
      </header>
      {children}
    </section>
  );
};

/** Stands in a panel where there is nothing. */
export const Nothing = ({ children }: { children: ReactNode }): ReactNode => (
  <p className={styles["nothing"]}>{children}</p>
);
