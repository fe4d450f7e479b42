import { Menu, Text } from "@mantine/core";
import { KeyRound, LogOut } from "lucide-react";
import type { ReactNode } from "react";
import { initials } from "../../common/names.ts";
import { toastBad } from "../../common/toast.ts";
import { useOffice } from "./office.ts";
import { signOut } from "./session.ts";
import styles from "./TopBar.module.css";

/** Who is signed in, their own account, and the way out. */
export const AccountMenu = (): ReactNode => {
  const { session } = useOffice();
  const name = session.name ?? "Signed in";
  return (
    <Menu position="bottom-end" width={240} shadow="md">
      <Menu.Target>
        <button type="button" className={styles["who"]} aria-label={`Account of ${name}`}>
          <span className={styles["mark"]} aria-hidden>
            {initials(name)}
          </span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text fw={600} c="var(--mantine-color-text)" size="sm">
            <bdi>{name}</bdi>
          </Text>
          <Text size="xs" c="dimmed" tt="capitalize">
            {session.role}
          </Text>
        </Menu.Label>
        <Menu.Item component="a" href="/account" leftSection={<KeyRound size={18} aria-hidden />} mih={44}>
          Password and PIN
        </Menu.Item>
        <Menu.Item
          leftSection={<LogOut size={18} aria-hidden />}
          mih={44}
          onClick={() => void signOut().catch((error: unknown) => toastBad(error))}
        >
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
};
