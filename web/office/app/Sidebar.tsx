import { ActionIcon, ScrollArea, Tooltip } from "@mantine/core";
import { useRouterState } from "@tanstack/react-router";
import { PanelLeftClose, PanelLeftOpen } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";
import { GoLink } from "../kit/GoLink.tsx";
import { useOffice } from "./office.ts";
import { type OfficePage, SECTIONS, pageAt } from "./pages.ts";
import styles from "./Sidebar.module.css";

type Props = Readonly<{
  pages: readonly OfficePage[];
  /** Icons only, with their names on hover and for screen readers. */
  narrow: boolean;
  onNarrow?: (narrow: boolean) => void;
  /** Told when somebody chose a page, be it the one that is shown. */
  onGo?: () => void;
}>;

/** The pages of the office by section, as far as this person may open them. */
export const Sidebar = ({ pages, narrow, onNarrow, onGo }: Props): ReactNode => {
  const { company } = useOffice();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const here = pageAt(pages, path);
  const list = useRef<HTMLElement>(null);
  useEffect(() => {
    if (here) list.current?.querySelector("[data-here]")?.scrollIntoView({ block: "nearest" });
  }, [here]);
  const item = (page: OfficePage): ReactNode => {
    const link = (
      <GoLink
        to={page.path}
        className={styles["link"]}
        data-here={page === here || undefined}
        aria-current={page === here ? "page" : undefined}
        aria-label={narrow ? page.title : undefined}
        onClick={onGo}
      >
        <page.icon size={20} strokeWidth={1.75} aria-hidden />
        {!narrow && <span className={styles["name"]}>{page.title}</span>}
      </GoLink>
    );
    return (
      <li key={page.path}>
        {narrow ? (
          <Tooltip label={page.title} position="right" offset={10}>
            {link}
          </Tooltip>
        ) : (
          link
        )}
      </li>
    );
  };
  return (
    <nav ref={list} aria-label="Main" className={styles["sidebar"]} data-narrow={narrow || undefined}>
      <GoLink to="/" onClick={onGo} className={styles["brand"]} aria-label="Servery back office, dashboard">
        <img src="/screens/icon.svg" width={32} height={32} alt="" />
        {!narrow && (
          <span className={styles["words"]}>
            <span className={styles["product"]}>Servery</span>
            <bdi className={styles["company"]}>{company.name}</bdi>
          </span>
        )}
      </GoLink>
      <ScrollArea className={styles["scroll"]} scrollbarSize={6} type="hover">
        <div className={styles["nav"]}>
          {SECTIONS.map((section) => {
            const own = pages.filter((page) => page.section === section);
            if (own.length === 0) return null;
            return (
              <section key={section} aria-label={section} className={styles["section"]}>
                {!narrow && (
                  <h2 className={styles["heading"]} aria-hidden>
                    {section}
                  </h2>
                )}
                <ul className={styles["list"]}>{own.map(item)}</ul>
              </section>
            );
          })}
        </div>
      </ScrollArea>
      {onNarrow && (
        <div className={styles["foot"]}>
          <ActionIcon
            onClick={() => onNarrow(!narrow)}
            aria-label={narrow ? "Show the names of pages" : "Show icons only"}
            aria-expanded={!narrow}
            color="gray"
          >
            {narrow ? <PanelLeftOpen size={20} aria-hidden /> : <PanelLeftClose size={20} aria-hidden />}
          </ActionIcon>
        </div>
      )}
    </nav>
  );
};
