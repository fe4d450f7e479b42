import { ActionIcon } from "@mantine/core";
import { useOs } from "@mantine/hooks";
import { useRouterState } from "@tanstack/react-router";
import { Menu as MenuIcon, Search } from "lucide-react";
import type { ReactNode } from "react";
import { ThemeSwitch } from "../../common/components/ThemeSwitch.tsx";
import { AccountMenu } from "./AccountMenu.tsx";
import { openPageSearch } from "./page-search.ts";
import { type OfficePage, isAt } from "./pages.ts";
import { SiteFilter } from "./SiteFilter.tsx";
import styles from "./TopBar.module.css";

/** Which site the page is about, the way to any page, the look, and whoever is signed in. */
export const TopBar = ({ pages, onMenu }: { pages: readonly OfficePage[]; onMenu?: () => void }): ReactNode => {
  const os = useOs();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const bySite = pages.some((page) => page.bySite === true && isAt(path, page.path));
  return (
    <header className={styles["bar"]}>
      {onMenu && (
        <ActionIcon onClick={onMenu} aria-label="Menu" color="gray">
          <MenuIcon size={22} aria-hidden />
        </ActionIcon>
      )}
      <SiteFilter on={bySite} />
      <span className={styles["gap"]} />
      <button type="button" className={styles["search"]} onClick={openPageSearch}>
        <Search size={18} aria-hidden />
        <span className={styles["words"]}>Find a page</span>
        <kbd className={styles["keys"]} aria-hidden>
          {os === "macos" ? "⌘ K" : "Ctrl K"}
        </kbd>
      </button>
      <ThemeSwitch color="dimmed" />
      <AccountMenu />
    </header>
  );
};
