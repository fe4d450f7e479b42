import { Select } from "@mantine/core";
import { Store } from "lucide-react";
import type { ReactNode } from "react";
import { useUrl } from "../kit/url.ts";
import { useOffice } from "./office.ts";
import styles from "./TopBar.module.css";

const ALL = "all";

/** Which site the pages are about: kept in the address, so that a link shows the same to whoever opens it. */
export const SiteFilter = ({ on }: { on: boolean }): ReactNode => {
  const { sites, site } = useOffice();
  const { set } = useUrl();
  if (!on || sites.length < 2) return null;
  return (
    <Select
      className={styles["site"]}
      aria-label="Site"
      leftSection={<Store size={18} aria-hidden />}
      data={[{ value: ALL, label: "All sites" }, ...sites.map(({ id, name }) => ({ value: String(id), label: name }))]}
      value={site ? String(site.id) : ALL}
      onChange={(value) => set({ site: value === null || value === ALL ? undefined : value }, { replace: false })}
      allowDeselect={false}
      comboboxProps={{ shadow: "md" }}
    />
  );
};
