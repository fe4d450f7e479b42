import { Button } from "@mantine/core";
import { ChevronLeft, ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { useUrl } from "../../kit/url.ts";
import styles from "./parts.module.css";

/** The way through a list that nobody counts (`?page=`): newer and older. */
export const Stepper = ({ more }: { more: boolean }): ReactNode => {
  const { values, set } = useUrl();
  const page = Math.max(1, Number(values["page"] ?? 1) || 1);
  if (page === 1 && !more) return null;
  const go = (to: number): void => {
    set({ page: to === 1 ? undefined : String(to) });
    window.scrollTo({ top: 0 });
  };
  return (
    <nav aria-label="Pages" className={styles["stepper"]}>
      <Button
        variant="default"
        leftSection={<ChevronLeft size={18} aria-hidden />}
        disabled={page === 1}
        onClick={() => go(page - 1)}
      >
        Newer
      </Button>
      <span>Page {page}</span>
      <Button
        variant="default"
        rightSection={<ChevronRight size={18} aria-hidden />}
        disabled={!more}
        onClick={() => go(page + 1)}
      >
        Older
      </Button>
    </nav>
  );
};
