import { Drawer } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { Outlet, useRouterState } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { Loaded } from "../../common/components/States.tsx";
import { keptHere } from "../../common/kept.ts";
import styles from "./Frame.module.css";
import { OfficeContext } from "./office.ts";
import type { OfficePage } from "./pages.ts";
import { PageSearch } from "./PageSearch.tsx";
import { Sidebar } from "./Sidebar.tsx";
import { TopBar } from "./TopBar.tsx";
import { useLoadedOffice } from "./useLoadedOffice.ts";

const narrowHere = keptHere<boolean>("servery-office-narrow");
const PHONE = "(max-width: 47.99em)";
const WIDE = "(min-width: 80em)";
const now = { getInitialValueInEffect: false };

/** The sidebar, the top bar and the page between them. */
export const Frame = ({ pages }: { pages: readonly OfficePage[] }): ReactNode => {
  const office = useLoadedOffice();
  const phone = useMediaQuery(PHONE, undefined, now);
  const wide = useMediaQuery(WIDE, undefined, now);
  const [chosen, setChosen] = useState(() => narrowHere.get());
  const [menuAt, setMenuAt] = useState<string>();
  const path = useRouterState({ select: (state) => state.location.pathname });
  // It is open on the page on which it was opened: going somewhere closes it.
  const menu = menuAt === path;
  const narrow = chosen ?? !wide;

  return (
    <Loaded of={office} what="Opening the back office">
      {(data) => {
        const shown = pages.filter(({ permission }) => permission === null || data.may(permission));
        return (
          <OfficeContext value={data}>
            <a className={styles["skip"]} href="#content">
              Skip to content
            </a>
            <div className={styles["frame"]} data-narrow={narrow || undefined}>
              {phone ? (
                <Drawer
                  opened={menu}
                  onClose={() => setMenuAt(undefined)}
                  title="Menu"
                  size="18rem"
                  padding="xs"
                  returnFocus
                >
                  <Sidebar pages={shown} narrow={false} onGo={() => setMenuAt(undefined)} />
                </Drawer>
              ) : (
                <div className={styles["side"]}>
                  <Sidebar
                    pages={shown}
                    narrow={narrow}
                    onNarrow={(next) => {
                      narrowHere.set(next);
                      setChosen(next);
                    }}
                  />
                </div>
              )}
              <TopBar pages={shown} {...(phone && { onMenu: () => setMenuAt(path) })} />
              <main id="content" tabIndex={-1} className={styles["main"]}>
                <Outlet />
              </main>
            </div>
            <PageSearch pages={shown} />
          </OfficeContext>
        );
      }}
    </Loaded>
  );
};
