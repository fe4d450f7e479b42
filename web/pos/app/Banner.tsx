import { Link, useLocation } from "@tanstack/react-router";
import { CloudAlert, WifiOff } from "lucide-react";
import type { ReactNode } from "react";
import { useRegister } from "./context.ts";
import styles from "./Shell.module.css";

const waits = (count: number): string => (count === 1 ? "1 order waits" : `${count} orders wait`);

/** Says that nobody answers and that what was taken is safe, or that something was refused and needs somebody. */
export const Banner = (): ReactNode => {
  const { offline, pending } = useRegister();
  const there = useLocation({ select: ({ pathname }) => pathname.endsWith("/waiting") });
  const refused = pending.filter((item) => item.refused !== null).length;
  const waiting = new Set(pending.map(({ group }) => group)).size;
  if (refused > 0 && !there) {
    return (
      <div className={styles["banner"]} data-tone="bad" role="alert">
        <CloudAlert size={20} aria-hidden />
        <span>
          {refused === 1 ? "Something was refused by the server." : `${refused} things were refused by the server.`}{" "}
          <Link to="/waiting">See what and why</Link>
        </span>
      </div>
    );
  }
  if (!offline) return null;
  return (
    <div className={styles["banner"]} role="status">
      <WifiOff size={20} aria-hidden />
      <span>
        Offline.{" "}
        {waiting === 0
          ? "You can go on taking orders. They are sent by themselves."
          : `${waits(waiting)}. ${waiting === 1 ? "It is" : "They are"} sent by ${waiting === 1 ? "itself" : "themselves"}.`}
      </span>
    </div>
  );
};
