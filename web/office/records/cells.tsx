import { Check, Minus } from "lucide-react";
import type { ReactNode } from "react";
import type { Office } from "../app/office.ts";
import styles from "./records.module.css";

/** A tick or a dash, which screen readers hear as yes and no. */
export const YesNo = ({ yes }: { yes: boolean }): ReactNode => (
  <span className={styles["yesno"]} data-yes={yes || undefined}>
    {yes ? <Check size={18} aria-hidden /> : <Minus size={18} aria-hidden />}
    <span className="unseen">{yes ? "Yes" : "No"}</span>
  </span>
);

/** A name with a mark before it. */
export const NameWithDot = ({ dot, children }: { dot: ReactNode; children: ReactNode }): ReactNode => (
  <span className={styles["dotted"]}>
    {dot}
    <bdi>{children}</bdi>
  </span>
);

/** The names of sites by their ids; "Every site" for null. */
export const siteNames = ({ sites }: Pick<Office, "sites">, ids: unknown): string => {
  if (!Array.isArray(ids)) return "Every site";
  const names = sites.filter(({ id }) => ids.includes(id)).map(({ name }) => name);
  return names.length === 0 ? "No site" : names.join(", ");
};

export const siteName = ({ sites }: Pick<Office, "sites">, id: unknown): string =>
  sites.find((site) => site.id === id)?.name ?? "–";
