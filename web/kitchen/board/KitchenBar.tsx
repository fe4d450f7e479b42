import { ActionIcon, Button, Menu, Text } from "@mantine/core";
import { Check, Ellipsis, ListOrdered, LogOut, Printer, Settings2, Undo2, VolumeX, WifiOff } from "lucide-react";
import type { ReactNode } from "react";
import { ThemeSwitch } from "../../common/components/ThemeSwitch.tsx";
import { allowSound, useSoundAllowed } from "../../common/sound.ts";
import { useKitchen } from "../app/context.ts";
import { changeSettings, useSettings } from "../data/settings.ts";
import styles from "./Screen.module.css";

type Props = Readonly<{
  stations: readonly string[];
  chosen: readonly string[];
  open: number;
  /** What was done here and is not sent yet. */
  waiting: number;
  /** Null: there is nothing to recall. */
  recall: (() => void) | null;
  show: (panel: "done" | "dockets" | "settings") => void;
}>;

/** What stands above the tickets: which station, what else there is, and what is wrong. */
export const KitchenBar = ({ stations, chosen, open, waiting, recall, show }: Props): ReactNode => {
  const { siteName, live, who, signOut } = useKitchen();
  const settings = useSettings();
  const sounds = useSoundAllowed();
  const away = live === "off";
  return (
    <>
      <header className={styles["bar"]}>
        <div className={styles["place"]}>
          <Text fw={700} truncate>
            Kitchen
          </Text>
          <Text size="sm" truncate>
            {siteName} · {open === 1 ? "1 ticket" : `${open} tickets`}
          </Text>
        </div>
        {stations.length > 1 && (
          <div className={styles["stations"]} role="group" aria-label="Station">
            <button type="button" aria-pressed={chosen.length === 0} onClick={() => changeSettings({ stations: [] })}>
              All
            </button>
            {stations.map((name) => (
              <button
                key={name}
                type="button"
                aria-pressed={chosen.includes(name)}
                onClick={() => changeSettings({ stations: [name] })}
              >
                {name}
              </button>
            ))}
          </div>
        )}
        <div className={styles["actions"]}>
          <Button
            variant="default"
            leftSection={<Undo2 size={18} aria-hidden />}
            disabled={recall === null}
            onClick={() => recall?.()}
            className={styles["wide"]}
          >
            Recall
          </Button>
          <Button
            variant={settings.allDay ? "filled" : "default"}
            aria-pressed={settings.allDay}
            leftSection={<ListOrdered size={18} aria-hidden />}
            onClick={() => changeSettings({ allDay: !settings.allDay })}
            className={styles["wide"]}
          >
            All day
          </Button>
          <ThemeSwitch />
          <Menu position="bottom-end" withinPortal>
            <Menu.Target>
              <ActionIcon aria-label="More">
                <Ellipsis aria-hidden />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item
                leftSection={<Undo2 size={18} aria-hidden />}
                disabled={recall === null}
                onClick={() => recall?.()}
              >
                Recall the last
              </Menu.Item>
              <Menu.Item
                leftSection={<ListOrdered size={18} aria-hidden />}
                onClick={() => changeSettings({ allDay: !settings.allDay })}
              >
                All-day counts
              </Menu.Item>
              <Menu.Item leftSection={<Check size={18} aria-hidden />} onClick={() => show("done")}>
                Done
              </Menu.Item>
              <Menu.Item leftSection={<Printer size={18} aria-hidden />} onClick={() => show("dockets")}>
                Dockets on paper
              </Menu.Item>
              <Menu.Item leftSection={<Settings2 size={18} aria-hidden />} onClick={() => show("settings")}>
                This screen and its keys
              </Menu.Item>
              <Menu.Divider />
              <Menu.Label>{who}</Menu.Label>
              <Menu.Item leftSection={<LogOut size={18} aria-hidden />} onClick={signOut}>
                Sign out
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </div>
      </header>
      {away && (
        <div className={styles["banner"]} role="status">
          <WifiOff size={20} aria-hidden />
          <span>
            No connection. These are the tickets as they were
            {waiting > 0 ? `; ${waiting === 1 ? "1 bump is" : `${waiting} bumps are`} sent when it is back.` : "."}
          </span>
        </div>
      )}
      {!away && settings.sound && !sounds && (
        <button type="button" className={styles["hint"]} onClick={allowSound}>
          <VolumeX size={20} aria-hidden /> Touch to turn on sound
        </button>
      )}
    </>
  );
};
