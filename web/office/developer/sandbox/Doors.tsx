import { Switch } from "@mantine/core";
import type { ReactNode } from "react";
import { Loaded } from "../../../common/components/States.tsx";
import { toastBad } from "../../../common/toast.ts";
import { useOffice } from "../../app/office.ts";
import { StateBadge } from "../../kit/cells.tsx";
import { Panel } from "../parts/Panel.tsx";
import type { Say } from "./player.ts";
import styles from "./sandbox.module.css";
import { useChange, useOrdering, useRegisters } from "./useVenue.ts";

/** Whether the site is open, takes orders of apps, and has a register that is there. */
export const Doors = ({ site, say }: { site: number; say: Say }): ReactNode => {
  const { may } = useOffice();
  const ordering = useOrdering(site);
  const registers = useRegisters(site);
  const change = useChange();
  const put = (path: string, body: object, says: string): void =>
    change.mutate({ path, body }, { onSuccess: () => say(says), onError: (error) => toastBad(error) });
  return (
    <Panel
      title="Doors and registers"
      says="Apps that asked for it hear of each change."
      actions={
        ordering.data && (
          <span role="status">
            {ordering.data.ready ? (
              <StateBadge tone="good">Takes orders</StateBadge>
            ) : (
              <StateBadge tone="warn">Takes no orders</StateBadge>
            )}
          </span>
        )
      }
    >
      <Loaded of={ordering}>
        {({ sales_period: period, online_ordering: online }) => (
          <div className={styles["switches"]}>
            <Switch
              label="Open"
              description="The site trades at this moment."
              checked={period === "OPENED"}
              disabled={change.isPending || !may("sites:write")}
              onChange={(event) => {
                const open = event.currentTarget.checked;
                const body = { sales_period: open ? "OPENED" : "CLOSED" };
                put(`sites/${site}/ordering`, body, open ? "The site was opened." : "The site was closed.");
              }}
            />
            <Switch
              label="Orders from apps"
              description="The venue’s own switch."
              checked={online}
              disabled={change.isPending || !may("sites:write")}
              onChange={(event) => {
                const on = event.currentTarget.checked;
                const says = on ? "Orders from apps are on." : "Orders from apps are off.";
                put(`sites/${site}/ordering`, { online_ordering: on }, says);
              }}
            />
          </div>
        )}
      </Loaded>
      <Loaded of={registers}>
        {(all) => (
          <div className={styles["switches"]}>
            {all.map((register) => (
              <Switch
                key={register.id}
                label={register.name}
                description={register.online ? "Online" : "Offline"}
                checked={register.online}
                disabled={change.isPending || !may("registers:write")}
                onChange={(event) => {
                  const on = event.currentTarget.checked;
                  const says = `${register.name} is ${on ? "online" : "offline"}.`;
                  put(`registers/${register.id}`, { online: on }, says);
                }}
              />
            ))}
          </div>
        )}
      </Loaded>
    </Panel>
  );
};
