import { ChevronRight } from "lucide-react";
import { type ReactNode, useEffect } from "react";
import { GoLink } from "./GoLink.tsx";
import styles from "./PageHead.module.css";

type Crumb = Readonly<{ title: string; to: string }>;

/** The title of a page, the way back up, and what one can do here. */
export const PageHead = ({
  title,
  says,
  crumbs = [],
  actions,
  beside,
}: {
  title: string;
  /** One sentence under the title. */
  says?: ReactNode;
  /** The pages above this one, from the top. */
  crumbs?: readonly Crumb[];
  actions?: ReactNode;
  /** Small facts on the line of the title: a badge. */
  beside?: ReactNode;
}): ReactNode => {
  useEffect(() => {
    document.title = `${title} · Servery`;
  }, [title]);
  return (
    <header className={styles["head"]}>
      {crumbs.length > 0 && (
        <nav aria-label="Breadcrumb" className={styles["crumbs"]}>
          {crumbs.map((crumb) => (
            <span key={crumb.to} className={styles["crumb"]}>
              <GoLink to={crumb.to}>{crumb.title}</GoLink>
              <ChevronRight size={14} aria-hidden />
            </span>
          ))}
        </nav>
      )}
      <div className={styles["row"]}>
        <div className={styles["words"]}>
          <h1 className={styles["title"]}>
            <bdi>{title}</bdi>
            {beside}
          </h1>
          {says && <p className={styles["says"]}>{says}</p>}
        </div>
        {actions && <div className={styles["actions"]}>{actions}</div>}
      </div>
    </header>
  );
};
