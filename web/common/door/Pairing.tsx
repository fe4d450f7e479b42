import { Alert, Button, Group, PasswordInput, Stack, Text, TextInput, Title, UnstyledButton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { ApiError, Unreachable, saysOf } from "../api.ts";
import { Empty, Loaded } from "../components/States.tsx";
import { ThemeSwitch } from "../components/ThemeSwitch.tsx";
import type { Device } from "./device.ts";
import { type Manager, endSession, signInWithPassword } from "./sign-in.ts";
import styles from "./Door.module.css";

type Props = Readonly<{ title: string; wasRemoved: boolean; paired: (device: Device) => void }>;

/** Pairs this device with a register: somebody with a password signs in once, and chooses which. */
export const Pairing = ({ title, wasRemoved, paired }: Props): ReactNode => {
  const [manager, setManager] = useState<Manager | null>(null);
  return (
    <main className={styles["door"]}>
      <div className={styles["box"]}>
        <Group justify="space-between" wrap="nowrap" mb="xs">
          <Title order={1} size="h3">
            {title}
          </Title>
          <ThemeSwitch />
        </Group>
        {manager === null ? (
          <>
            {wasRemoved && (
              <Alert color="yellow" mb="md" role="status">
                This device was removed from its register. What was taken on it is kept, and is sent once it is set up
                again.
              </Alert>
            )}
            <Text c="dimmed" mb="lg">
              An owner or manager signs in once. After that, staff use their PINs on this device.
            </Text>
            <ManagerSignIn signedIn={setManager} />
          </>
        ) : (
          <Choice manager={manager} back={() => setManager(null)} paired={paired} />
        )}
      </div>
    </main>
  );
};

/** Asks for a username and password of somebody who may set devices up. */
export const ManagerSignIn = ({
  signedIn,
  label = "Sign in",
}: {
  signedIn: (who: Manager) => void;
  label?: string;
}): ReactNode => {
  const [username, setUsername] = useState("");
  const [password, setPassword] = useState("");
  const [sending, setSending] = useState(false);
  const [says, setSays] = useState<string | null>(null);
  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setSending(true);
    setSays(null);
    try {
      const who = await signInWithPassword(username, password);
      if (who.permissions.includes("devices:write")) return signedIn(who);
      setSays("Only an owner or a manager can set up a register.");
      await endSession(who.token);
    } catch (error) {
      setSays(error instanceof Unreachable ? "The server cannot be reached. Check the network." : saysOf(error));
    } finally {
      setSending(false);
    }
  };
  return (
    <form onSubmit={(event) => void send(event)}>
      <Stack>
        <TextInput
          label="Username"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          required
          withAsterisk={false}
          data-autofocus
          value={username}
          onChange={(event) => setUsername(event.currentTarget.value)}
        />
        <PasswordInput
          label="Password"
          autoComplete="current-password"
          required
          withAsterisk={false}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          error={says}
          visibilityToggleButtonProps={{ "aria-label": "Show the password" }}
        />
        <Button type="submit" size="lg" loading={sending}>
          {label}
        </Button>
      </Stack>
    </form>
  );
};

type Place = Readonly<{ id: number; name: string }>;
type RegisterRow = Place & Readonly<{ site_id: number; code: string }>;

type ChoiceProps = Readonly<{ manager: Manager; back: () => void; paired: (device: Device) => void }>;

const Choice = ({ manager, back, paired }: ChoiceProps): ReactNode => {
  const { api, token, companyId } = manager;
  const [siteId, setSite] = useState<number>();
  const [registerId, setRegister] = useState<number>();
  const [name, setName] = useState(nameOfDevice);
  const [sending, setSending] = useState(false);
  const [failed, setFailed] = useState<unknown>(null);
  const places = useQuery({
    queryKey: ["places", token],
    queryFn: async () => {
      const company = `companies/${companyId}`;
      const [sites, registers] = await Promise.all([
        api.all<Place>(`${company}/sites`),
        api.all<RegisterRow>(`${company}/registers`),
      ]);
      return { sites: sites.filter(({ id }) => registers.some((register) => register.site_id === id)), registers };
    },
  });
  const leave = (): void => {
    void endSession(token);
    back();
  };
  const pair = async (site: Place, register: RegisterRow): Promise<void> => {
    setSending(true);
    setFailed(null);
    try {
      const made = await api.post<{ id: number; device_token: string }>(
        `companies/${companyId}/registers/${register.id}/devices`,
        { name: name.trim() || nameOfDevice() },
      );
      void endSession(token);
      paired({
        id: made.id,
        token: made.device_token,
        companyId,
        siteId: site.id,
        siteName: site.name,
        registerId: register.id,
        registerName: register.name,
      });
    } catch (error) {
      setFailed(error);
      setSending(false);
    }
  };
  return (
    <Loaded of={places} what="Loading sites and registers">
      {({ sites, registers }) => {
        const site = sites.find(({ id }) => id === siteId) ?? (sites.length === 1 ? sites[0] : undefined);
        const here = registers.filter((register) => register.site_id === site?.id);
        const register = here.find(({ id }) => id === registerId) ?? (here.length === 1 ? here[0] : undefined);
        if (sites.length === 0) {
          return <Empty title="There is no register yet">Add one in the back office, then come back.</Empty>;
        }
        return (
          <form
            onSubmit={(event) => {
              event.preventDefault();
              if (site && register) void pair(site, register);
            }}
          >
            <Stack gap="lg">
              <Choices label="Site" of={sites} chosen={site?.id} choose={setSite} />
              {site && <Choices label="Register" of={here} chosen={register?.id} choose={setRegister} />}
              {register && (
                <TextInput
                  label="Name of this device"
                  description="So that you can tell your devices apart."
                  maxLength={100}
                  value={name}
                  onChange={(event) => setName(event.currentTarget.value)}
                />
              )}
              {failed !== null && (
                <Text c="var(--bad)" role="alert">
                  {failed instanceof ApiError || failed instanceof Unreachable ? saysOf(failed) : "That did not work."}
                </Text>
              )}
              <Group grow>
                <Button variant="default" onClick={leave}>
                  Back
                </Button>
                <Button type="submit" disabled={!register} loading={sending}>
                  Set up
                </Button>
              </Group>
            </Stack>
          </form>
        );
      }}
    </Loaded>
  );
};

type ChoicesProps = Readonly<{
  label: string;
  of: readonly Place[];
  chosen: number | undefined;
  choose: (id: number) => void;
}>;

const Choices = ({ label, of, chosen, choose }: ChoicesProps): ReactNode => (
  <Stack gap="xs" role="group" aria-label={label}>
    <Text fw={600} size="sm">
      {label}
    </Text>
    {of.map(({ id, name }) => (
      <UnstyledButton key={id} className={styles["choice"]} aria-pressed={id === chosen} onClick={() => choose(id)}>
        {name}
      </UnstyledButton>
    ))}
  </Stack>
);

/** "iPad", "Android tablet", …: a name to begin with. */
const nameOfDevice = (): string => {
  const agent = navigator.userAgent;
  if (/iPad/.test(agent)) return "iPad";
  if (/iPhone/.test(agent)) return "iPhone";
  if (/Android/.test(agent)) return /Mobile/.test(agent) ? "Android phone" : "Android tablet";
  if (/Windows/.test(agent)) return "Windows computer";
  return /Mac/.test(agent) ? "Mac" : "Register screen";
};
