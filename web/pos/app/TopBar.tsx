import { Popover, UnstyledButton, useComputedColorScheme, useMantineColorScheme } from "@mantine/core";
import { BellRing, Lock, LogOut, Moon, Sun, TabletSmartphone, VolumeX } from "lucide-react";
import { type ReactNode, useState } from "react";
import { initials } from "../../common/names.ts";
import { allowSound, useSoundAllowed } from "../../common/sound.ts";
import { useIncoming } from "../orders/incoming/incoming-data.ts";
import { DeviceDialog } from "./DeviceDialog.tsx";
import { useRegister } from "./context.ts";
import styles from "./Shell.module.css";

const ICON = { size: 20, "aria-hidden": true } as const;

/** Where one is and who works; what comes in, and whether the server is heard of. */
export const TopBar = (): ReactNode => {
  const { device } = useRegister();
  return (
    <header className={styles["top"]}>
      <div className={styles["where"]}>
        <div className={styles["register"]}>{device.registerName}</div>
        <div className={styles["site"]}>{device.siteName}</div>
      </div>
      <SoundHint />
      <Incoming />
      <Line />
      <Who />
    </header>
  );
};

/** Browsers let a page sound only after a touch: until then this says so. */
const SoundHint = (): ReactNode => {
  if (useSoundAllowed()) return null;
  return (
    <UnstyledButton
      className={styles["chip"]}
      data-tone="warn"
      onClick={allowSound}
      aria-label="Touch to turn on sound"
    >
      <VolumeX {...ICON} />
      <span className={styles["wideOnly"]}>Touch to turn on sound</span>
    </UnstyledButton>
  );
};

const Incoming = (): ReactNode => {
  const { orders, open } = useIncoming();
  if (orders.length === 0) return null;
  return (
    <UnstyledButton className={styles["chip"]} data-tone="accent" onClick={() => open()}>
      <BellRing {...ICON} />
      <span className="numbers">{orders.length}</span>
      <span className={styles["wideOnly"]}>new</span>
      <span className="unseen">{orders.length === 1 ? "order waits for an answer" : "orders wait for an answer"}</span>
    </UnstyledButton>
  );
};

const SAYS = { on: "Live", connecting: "Connecting", off: "Offline" } as const;

const Line = (): ReactNode => {
  const { live } = useRegister();
  return (
    <div className={styles["chip"]} data-tone={live === "off" ? "warn" : "plain"} role="status">
      <span className={styles["dot"]} data-live={live} aria-hidden />
      <span className={live === "off" ? undefined : styles["wideOnly"]}>{SAYS[live]}</span>
    </div>
  );
};

const Who = (): ReactNode => {
  const { session, lock, signOut } = useRegister();
  const { setColorScheme } = useMantineColorScheme();
  const dark = useComputedColorScheme("light") === "dark";
  const [device, setDevice] = useState(false);
  const [menu, setMenu] = useState(false);
  const item = (icon: ReactNode, says: string, act: () => void): ReactNode => (
    <UnstyledButton
      className={styles["item"]}
      onClick={() => {
        setMenu(false);
        act();
      }}
    >
      {icon}
      {says}
    </UnstyledButton>
  );
  return (
    <>
      <Popover
        opened={menu}
        onChange={setMenu}
        position="bottom-end"
        width={240}
        shadow="md"
        trapFocus
        withinPortal={false}
      >
        <Popover.Target>
          <UnstyledButton
            className={styles["chip"]}
            aria-label={`${session.name}: lock, sign out and more`}
            onClick={() => setMenu((open) => !open)}
          >
            <span className={styles["initials"]} aria-hidden>
              {initials(session.name)}
            </span>
            <span className={styles["wideOnly"]}>{session.name}</span>
          </UnstyledButton>
        </Popover.Target>
        <Popover.Dropdown p={6}>
          {item(<Lock {...ICON} />, "Lock", lock)}
          {item(<LogOut {...ICON} />, "Sign out", signOut)}
          {item(dark ? <Sun {...ICON} /> : <Moon {...ICON} />, `Use the ${dark ? "light" : "dark"} look`, () =>
            setColorScheme(dark ? "light" : "dark"),
          )}
          {item(<TabletSmartphone {...ICON} />, "This device", () => setDevice(true))}
        </Popover.Dropdown>
      </Popover>
      <DeviceDialog opened={device} close={() => setDevice(false)} />
    </>
  );
};
