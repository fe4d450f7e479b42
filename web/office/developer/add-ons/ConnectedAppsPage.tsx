import { Button } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Plug } from "lucide-react";
import { type ReactNode, useState } from "react";
import { permissions, scopeNamed } from "../../../../src/domain/access/permissions.ts";
import { Empty, Loaded } from "../../../common/components/States.tsx";
import { dayAndTime } from "../../../common/format.ts";
import { toastBad, toastGood } from "../../../common/toast.ts";
import { useOffice } from "../../app/office.ts";
import { api } from "../../app/session.ts";
import { StateBadge } from "../../kit/cells.tsx";
import { ConfirmDelete } from "../../kit/ConfirmDelete.tsx";
import { PageHead } from "../../kit/PageHead.tsx";
import { useAddons } from "../parts/data.ts";
import { Panel } from "../parts/Panel.tsx";
import styles from "./add-ons.module.css";
import { API_CHOICES, titleIn } from "./words.ts";

type App = Readonly<{
  id: number;
  name: string;
  description: string;
  owner: string;
  own: boolean;
  connected_at: string;
  connected_by: Readonly<{ name: string }> | null;
  allows: readonly Readonly<{ api: "kounta" | "kseries"; permissions: readonly string[] }>[];
}>;

const appsKey = ["connected-apps"] as const;

const titleOf = (api: App["allows"][number]["api"], name: string): string =>
  api === "kounta"
    ? Object.hasOwn(permissions, name)
      ? permissions[name as keyof typeof permissions].title
      : name
    : (scopeNamed(name)?.title ?? name);

/** The add-ons that can come in to this company, and the way to end it. */
export const ConnectedAppsPage = (): ReactNode => {
  const { at, may } = useOffice();
  const client = useQueryClient();
  const [going, setGoing] = useState<App>();
  const apps = useQuery({ queryKey: appsKey, queryFn: () => api.all<App>(at("connected_apps")), staleTime: 0 });
  const addons = useAddons().data ?? [];
  const mayWrite = may("apps:write");
  const again = (): Promise<void> => client.invalidateQueries({ queryKey: appsKey });
  const connect = async (id: number): Promise<void> => {
    try {
      await api.put(at(`connected_apps/${id}`), {});
      await again();
      toastGood("It is connected again.");
    } catch (error) {
      toastBad(error);
    }
  };
  return (
    <>
      <PageHead title="Connected apps" says="What can come in to your company, and what it may do here." />
      <Loaded of={apps}>
        {(all) => {
          const away = addons.filter(({ id, status }) => status === "active" && !all.some((app) => app.id === id));
          return (
            <div className={styles["page"]}>
              {all.length === 0 && (
                <div className="card">
                  <Empty icon={<Plug size={32} />} title="Nothing is connected">
                    An app asks for it by itself: its sign-in brings you here, and you say yes or no.
                  </Empty>
                </div>
              )}
              {all.map((app) => (
                <AppPanel key={app.id} app={app} {...(mayWrite && { onRemove: () => setGoing(app) })} />
              ))}
              {mayWrite &&
                away.map((addon) => (
                  <Panel
                    key={addon.id}
                    title={addon.name}
                    says="Your own add-on, not connected at the moment."
                    actions={
                      <Button
                        variant="default"
                        aria-label={`Connect ${addon.name} again`}
                        onClick={() => void connect(addon.id)}
                      >
                        Connect again
                      </Button>
                    }
                  >
                    {null}
                  </Panel>
                ))}
            </div>
          );
        }}
      </Loaded>
      <ConfirmDelete
        what={going?.name}
        word="Remove"
        onClose={() => setGoing(undefined)}
        onConfirm={async () => {
          if (!going) return;
          await api.delete(at(`connected_apps/${going.id}`));
          toastGood(`${going.name} was removed.`);
          setGoing(undefined);
          await again();
        }}
      >
        All its tokens for your company end at once. {going?.own && "Its client ID and secret stop working here, too."}
      </ConfirmDelete>
    </>
  );
};

const AppPanel = ({ app, onRemove }: { app: App; onRemove?: () => void }): ReactNode => {
  const { timezone } = useOffice();
  return (
    <Panel
      title={app.name}
      says={app.description}
      actions={
        onRemove && (
          <Button variant="default" aria-label={`Remove ${app.name}`} onClick={onRemove}>
            Remove
          </Button>
        )
      }
    >
      <p className={styles["hint"]}>
        By {app.own ? "your own company" : app.owner} · connected {dayAndTime(app.connected_at, timezone)}
        {app.connected_by && ` by ${app.connected_by.name}`}
      </p>
      {app.allows.map(({ api: name, permissions: may }) => (
        <section key={name} aria-label={`${app.name} over ${titleIn(API_CHOICES, name)}`}>
          <h3 className={styles["over"]}>{titleIn(API_CHOICES, name)}</h3>
          <ul className={styles["allows"]}>
            {may.length === Object.keys(permissions).length && name === "kounta" ? (
              <li>
                <StateBadge tone="plain">Everything</StateBadge>
              </li>
            ) : (
              may.map((one) => (
                <li key={one}>
                  <StateBadge tone="plain">{titleOf(name, one)}</StateBadge>
                </li>
              ))
            )}
          </ul>
        </section>
      ))}
    </Panel>
  );
};
