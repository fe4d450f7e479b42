import { type ReactNode, useEffect, useRef } from "react";
import page from "./Page.module.css";

/** A row of links to the parts of a page. Where it is longer than the window, the part that is open is in sight. */
export const Tabs = ({ label, open, children }: { label: string; open: string; children: ReactNode }): ReactNode => {
  const row = useRef<HTMLElement>(null);
  useEffect(() => {
    const shown = row.current?.querySelector(`[data-on="${open}"]`);
    shown?.scrollIntoView({ block: "nearest", inline: "center" });
  }, [open]);
  return (
    <nav ref={row} className={page["tabs"]} aria-label={label}>
      {children}
    </nav>
  );
};
