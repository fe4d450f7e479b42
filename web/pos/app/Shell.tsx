import { Outlet } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { IncomingNotice } from "../orders/incoming/IncomingNotice.tsx";
import { IncomingSheet } from "../orders/incoming/IncomingSheet.tsx";
import { Banner } from "./Banner.tsx";
import { Pages } from "./Pages.tsx";
import { TopBar } from "./TopBar.tsx";
import styles from "./Shell.module.css";

/** The frame around every page: where one is, who works, what comes in, and where one can go. */
export const Shell = (): ReactNode => (
  <div className={styles["frame"]}>
    <TopBar />
    <Pages />
    <main className={styles["main"]} id="main">
      <Banner />
      <div className={styles["page"]}>
        <Outlet />
      </div>
    </main>
    <IncomingNotice />
    <IncomingSheet />
  </div>
);
