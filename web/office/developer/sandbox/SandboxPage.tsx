import { Select } from "@mantine/core";
import { type ReactNode, useCallback, useState } from "react";
import { Empty, Loaded } from "../../../common/components/States.tsx";
import { useOffice } from "../../app/office.ts";
import { PageHead } from "../../kit/PageHead.tsx";
import { useUrl } from "../../kit/url.ts";
import { DeedList } from "./DeedList.tsx";
import { Doors } from "./Doors.tsx";
import { Items } from "./Items.tsx";
import { PlayPanel } from "./PlayPanel.tsx";
import type { Deed, Say } from "./player.ts";
import { SampleOrders } from "./SampleOrders.tsx";
import styles from "./sandbox.module.css";
import { useVenue } from "./useVenue.ts";

/** How many deeds the list shows; older ones are forgotten. */
const DEEDS_MAX = 200;

/** Plays a venue for an integration that is being made: its people, its doors, its shelves, its customers. */
export const SandboxPage = (): ReactNode => {
  const { sites, site: filtered } = useOffice();
  const { values, set } = useUrl();
  const site = filtered ?? sites.find(({ id }) => String(id) === values["at"]) ?? sites[0];
  return (
    <>
      <PageHead
        title="Sandbox"
        says="Plays the venue while you try out an integration. It works on this company’s real data."
        actions={
          sites.length > 1 && (
            <Select
              aria-label="Site"
              data={sites.map((one) => ({ value: String(one.id), label: one.name }))}
              value={site === undefined ? null : String(site.id)}
              disabled={filtered !== undefined}
              allowDeselect={false}
              onChange={(value) => set({ at: value ?? undefined })}
            />
          )
        }
      />
      {site === undefined ? (
        <div className="card">
          <Empty title="There is no site yet">Add one first.</Empty>
        </div>
      ) : (
        <Sandbox key={site.id} site={site.id} />
      )}
    </>
  );
};

const Sandbox = ({ site }: { site: number }): ReactNode => {
  const venue = useVenue(site);
  const [deeds, setDeeds] = useState<readonly Deed[]>([]);
  const say = useCallback<Say>((says, tone = "plain") => {
    setDeeds((before) => [{ at: Date.now(), tone, says }, ...before].slice(0, DEEDS_MAX));
  }, []);
  return (
    <Loaded of={venue}>
      {(known) => (
        <div className={styles["page"]}>
          <div className={styles["column"]}>
            <PlayPanel site={site} venue={known} say={say} />
            <DeedList deeds={deeds} />
          </div>
          <div className={styles["column"]}>
            <SampleOrders site={site} venue={known} say={say} />
            <Doors site={site} say={say} />
            <Items site={site} venue={known} say={say} />
          </div>
        </div>
      )}
    </Loaded>
  );
};
