import { ActionIcon } from "@mantine/core";
import { ChevronLeft, ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import type { Paged } from "../../common/api.ts";
import styles from "./DataTable.module.css";
import { useUrl } from "./url.ts";

/** Which page of how many is shown (`?page=`), and the way to the others. */
export const Pager = ({ of }: { of: Paged<unknown> }): ReactNode => {
  const { values, set } = useUrl();
  const at = Math.max(1, Number(values["page"] ?? 1) || 1);
  const total = Number(of.headers.get("x-total") ?? Number.NaN);
  const known = Number.isFinite(total);
  if (of.pages <= 1) {
    return known ? (
      <p className={styles["pager"]}>{total === 1 ? "1 in all" : `${total.toLocaleString()} in all`}</p>
    ) : null;
  }
  const go = (page: number): void => {
    set({ page: page === 1 ? undefined : String(page) });
    window.scrollTo({ top: 0 });
  };
  return (
    <nav aria-label="Pages" className={styles["pager"]}>
      <span>
        Page {at} of {of.pages.toLocaleString()}
        {known && ` · ${total.toLocaleString()} in all`}
      </span>
      <span className={styles["steps"]}>
        <ActionIcon variant="default" aria-label="Page before" disabled={at <= 1} onClick={() => go(at - 1)}>
          <ChevronLeft size={20} aria-hidden />
        </ActionIcon>
        <ActionIcon variant="default" aria-label="Next page" disabled={at >= of.pages} onClick={() => go(at + 1)}>
          <ChevronRight size={20} aria-hidden />
        </ActionIcon>
      </span>
    </nav>
  );
};
