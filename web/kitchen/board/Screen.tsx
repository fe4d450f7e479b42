import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useEffect, useRef, useState, useSyncExternalStore } from "react";
import { Failed, Loading } from "../../common/components/States.tsx";
import { play } from "../../common/sound.ts";
import { kitchenPath, useKitchen } from "../app/context.ts";
import { deeds } from "../data/deeds.ts";
import { changeSettings, useSettings } from "../data/settings.ts";
import { type Ticket, newsOf } from "../data/ticket.ts";
import { bump, recall, useDeeds, useShownTickets, useTickets } from "../data/use-tickets.ts";
import { AllDay } from "./AllDay.tsx";
import { Board } from "./Board.tsx";
import { DocketsDrawer } from "./DocketsDrawer.tsx";
import { DoneDrawer } from "./DoneDrawer.tsx";
import { KitchenBar } from "./KitchenBar.tsx";
import { SettingsDialog } from "./SettingsDialog.tsx";
import { useKeys } from "./keys.ts";
import styles from "./Screen.module.css";

type Station = Readonly<{ name: string }>;
type Panel = "done" | "dockets" | "settings" | null;

/** Sounds when a ticket is new, or has news, since the screen last looked; not for what was there when it opened. */
const useTicketSound = (tickets: readonly Ticket[] | undefined, on: boolean): void => {
  const known = useRef<ReadonlyMap<string, string> | null>(null);
  useEffect(() => {
    if (!tickets) return;
    const before = known.current;
    known.current = new Map(tickets.map((ticket) => [ticket.id, newsOf(ticket)]));
    if (!before || !on) return;
    const fresh = tickets.some((ticket) => {
      const news = newsOf(ticket);
      return !before.has(ticket.id) || (news !== "" && news !== before.get(ticket.id));
    });
    if (fresh) play("ticket");
  }, [tickets, on]);
};

/** The kitchen's screen: what there is to make, and everything that can be done about it. */
export const Screen = (): ReactNode => {
  const kitchen = useKitchen();
  const settings = useSettings();
  const [panel, setPanel] = useState<Panel>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  useDeeds(kitchen);
  const waiting = useSyncExternalStore(deeds.subscribe, deeds.all).length;
  const stations = useQuery({
    queryKey: ["stations", kitchen.siteId],
    queryFn: () => kitchen.api.all<Station>(kitchenPath(kitchen, "stations")),
    staleTime: 300_000,
  });
  const names = (stations.data ?? []).map(({ name }) => name);
  const tickets = useTickets();
  const shown = useShownTickets(tickets.data);
  const wanted = settings.stations.filter((name) => names.includes(name) || names.length === 0);
  const here = (all: readonly Ticket[]): readonly Ticket[] =>
    wanted.length === 0 ? all : all.filter(({ station }) => wanted.includes(station));
  const open = here(shown.open);
  const done = here(shown.done);
  useTicketSound(tickets.data && open, settings.sound);

  const at = open.findIndex(({ id }) => id === chosen);
  const nextStation = (): void => {
    const now = wanted.length === 1 ? names.indexOf(wanted[0]!) : -1;
    const next = names[now + 1];
    changeSettings({ stations: next === undefined ? [] : [next] });
  };
  useKeys({
    bumpAt: (index) => open[index] && bump(open[index]),
    move: (by) =>
      setChosen(
        open[at < 0 ? (by > 0 ? 0 : open.length - 1) : Math.min(open.length - 1, Math.max(0, at + by))]?.id ?? null,
      ),
    bumpChosen() {
      const ticket = open[at];
      if (!ticket) return;
      setChosen(open[at + 1]?.id ?? open[at - 1]?.id ?? null);
      bump(ticket);
    },
    recall: () => done[0] && recall(done[0]),
    allDay: () => changeSettings({ allDay: !settings.allDay }),
    station: nextStation,
    done: () => setPanel("done"),
    help: () => setPanel("settings"),
  });

  return (
    <div className={styles["screen"]}>
      <KitchenBar
        stations={names}
        chosen={wanted}
        open={open.length}
        waiting={waiting}
        recall={done[0] ? () => recall(done[0]!) : null}
        show={setPanel}
      />
      <main className={styles["main"]}>
        <h1 className="unseen">Kitchen</h1>
        <div className={styles["boardPlace"]}>
          {tickets.data ? (
            <Board
              tickets={open}
              chosen={chosen}
              settings={settings}
              stations={wanted.length === 1 ? 1 : names.length}
            />
          ) : tickets.error ? (
            <Failed error={tickets.error} again={() => void tickets.refetch()} />
          ) : (
            <Loading what="Loading tickets" />
          )}
        </div>
        {settings.allDay && <AllDay tickets={open} />}
      </main>
      <DoneDrawer opened={panel === "done"} close={() => setPanel(null)} tickets={done} />
      <DocketsDrawer opened={panel === "dockets"} close={() => setPanel(null)} />
      <SettingsDialog opened={panel === "settings"} close={() => setPanel(null)} stations={names} />
    </div>
  );
};
