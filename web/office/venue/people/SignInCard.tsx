import { Alert, Button, Select, Switch, Text } from "@mantine/core";
import { KeyRound, Lock, LogOut, RectangleEllipsis, UserPlus } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Loaded } from "../../../common/components/States.tsx";
import { dayAndTime } from "../../../common/format.ts";
import { toastBad, toastGood } from "../../../common/toast.ts";
import { useOffice } from "../../app/office.ts";
import { api } from "../../app/session.ts";
import { StateBadge } from "../../kit/cells.tsx";
import { ConfirmDelete } from "../../kit/ConfirmDelete.tsx";
import form from "../../kit/Form.module.css";
import { staffName } from "../../records/staff-name.ts";
import { useList, useListsAgain } from "../parts/useList.ts";
import { LoginDialog } from "./LoginDialog.tsx";
import styles from "./people.module.css";
import { type Login, PATH, type Staff, roleWords, rolesOf, whyNot } from "./person.ts";
import { PinDialog } from "./PinDialog.tsx";
import { PasswordDialog } from "./PasswordDialog.tsx";

type Open = "login" | "password" | "pin" | "no_pin" | "out" | "off";

/** How somebody signs in: with a username and a password, with a PIN, or not at all. */
export const SignInCard = ({ staff }: { staff: Staff }): ReactNode => {
  const logins = useList<Login>(PATH);
  return (
    <section className={`${form["group"]} ${styles["card"]}`} aria-label="Signing in">
      <div>
        <h2 className={form["title"]}>Signing in</h2>
        <p className={form["says"]}>
          A username and password for these pages, a PIN for the registers. Each change here holds at once.
        </p>
      </div>
      <Loaded of={logins}>{(all) => <SignIn staff={staff} login={all.find(({ id }) => id === staff.id)} />}</Loaded>
    </section>
  );
};

const SignIn = ({ staff, login }: { staff: Staff; login: Login | undefined }): ReactNode => {
  const { at, may, session, timezone } = useOffice();
  const again = useListsAgain();
  const [open, setOpen] = useState<Open>();
  const name = staffName(staff);
  const close = (): void => setOpen(undefined);
  const own = staff.id === session.staff_id;
  const why = !may("people:write")
    ? "You can look at this, but not change it."
    : login && whyNot(session.role, login.role);
  const may_ = why === undefined;

  const edit = async (change: Partial<Pick<Login, "role" | "active">>, says: string): Promise<void> => {
    try {
      await api.put(at(`${PATH}/${staff.id}`), change);
      toastGood(says);
    } catch (error) {
      toastBad(error);
    }
    await again(PATH);
  };

  return (
    <div className={styles["signin"]}>
      {why !== undefined && (
        <Alert color="gray" variant="light" icon={<Lock size={20} aria-hidden />}>
          {why}
        </Alert>
      )}
      {login ? (
        <>
          <dl className={styles["facts"]}>
            <div>
              <dt>Username</dt>
              <dd>
                <bdi>{login.username}</bdi>
              </dd>
            </div>
            <div>
              <dt>Since</dt>
              <dd>{dayAndTime(login.created_at, timezone)}</dd>
            </div>
            <div>
              <dt>PIN</dt>
              <dd>
                {login.has_pin ? (
                  <StateBadge tone="good">Set</StateBadge>
                ) : (
                  <StateBadge tone="plain">Not set</StateBadge>
                )}
              </dd>
            </div>
          </dl>
          <Select
            label="Role"
            description={roleWords[login.role].says}
            disabled={!may_}
            data={(["owner", "manager", "staff"] as const).map((role) => ({
              value: role,
              label: roleWords[role].title,
              disabled: !rolesOf(session.role).includes(role),
            }))}
            value={login.role}
            allowDeselect={false}
            onChange={(role) => {
              if (role !== null && role !== login.role) {
                void edit({ role }, `${name} is ${roleWords[role].title.toLowerCase()} now.`);
              }
            }}
          />
          <Switch
            label="Can sign in"
            description="Switched off, they are signed out at once, and neither password nor PIN works."
            checked={login.active}
            disabled={!may_}
            onChange={(event) =>
              event.currentTarget.checked ? void edit({ active: true }, `${name} can sign in again.`) : setOpen("off")
            }
          />
        </>
      ) : (
        <Text c="dimmed">{name} has no username. At registers a PIN is enough.</Text>
      )}
      {own ? (
        <Text size="sm">
          Your own password and PIN are changed on <a href="/account">your account page</a>.
        </Text>
      ) : (
        may_ && (
          <div className={styles["buttons"]}>
            {login ? (
              <>
                <Button
                  variant="default"
                  leftSection={<KeyRound size={18} aria-hidden />}
                  onClick={() => setOpen("password")}
                >
                  Set a new password
                </Button>
                <Button variant="default" leftSection={<LogOut size={18} aria-hidden />} onClick={() => setOpen("out")}>
                  Sign out everywhere
                </Button>
              </>
            ) : (
              <Button leftSection={<UserPlus size={18} aria-hidden />} onClick={() => setOpen("login")}>
                Give a login
              </Button>
            )}
            <Button
              variant="default"
              leftSection={<RectangleEllipsis size={18} aria-hidden />}
              onClick={() => setOpen("pin")}
            >
              {login?.has_pin ? "Change the PIN" : "Set a PIN"}
            </Button>
            {(login?.has_pin ?? true) && (
              <Button variant="light" color="red" onClick={() => setOpen("no_pin")}>
                Remove the PIN
              </Button>
            )}
          </div>
        )
      )}
      <LoginDialog staff={staff} opened={open === "login"} onClose={close} />
      <PasswordDialog staff={staff} opened={open === "password"} onClose={close} />
      <PinDialog staff={staff} opened={open === "pin"} onClose={close} />
      <ConfirmDelete
        what={open === "no_pin" ? `the PIN of ${name}` : undefined}
        word="Remove"
        onClose={close}
        onConfirm={async () => {
          await api.put(at(`${PATH}/${staff.id}/pin`), { pin: null });
          await again(PATH);
          toastGood("The PIN was removed.");
          close();
        }}
      >
        Registers at which they work with it ask for somebody else’s.
      </ConfirmDelete>
      <ConfirmDelete
        what={open === "out" ? `${name} everywhere` : undefined}
        word="Sign out"
        onClose={close}
        onConfirm={async () => {
          await api.delete(at(`${PATH}/${staff.id}/sessions`));
          toastGood(`${name} is signed out everywhere.`);
          close();
        }}
      >
        They have to sign in again on every device. Password and PIN stay.
      </ConfirmDelete>
      <ConfirmDelete
        what={open === "off" ? `the login of ${name}` : undefined}
        word="Switch off"
        onClose={close}
        onConfirm={async () => {
          await api.put(at(`${PATH}/${staff.id}`), { active: false });
          await again(PATH);
          toastGood(`${name} cannot sign in any more.`);
          close();
        }}
      >
        They are signed out at once. It can be switched on again.
      </ConfirmDelete>
    </div>
  );
};
