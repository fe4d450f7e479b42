import { useRouterState } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { GoLink } from "./GoLink.tsx";
import styles from "./LinkTabs.module.css";

type Tab = Readonly<{ title: string; to: string }>;

/** Pages that belong together, as links in a row below the title. */
export const LinkTabs = ({ label, tabs }: { label: string; tabs: readonly Tab[] }): ReactNode => {
  const path = useRouterState({ select: (state) => state.location.pathname });
  return (
    <nav aria-label={label} className={styles["tabs"]}>
      {tabs.map(({ title, to }) => (
        <GoLink key={to} to={to} className={styles["tab"]} data-here={path === to || undefined}>
          {title}
        </GoLink>
      ))}
    </nav>
  );
};
