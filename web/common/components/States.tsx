import { Alert, Button, Center, Loader, Stack, Text } from "@mantine/core";
import { CircleAlert, WifiOff } from "lucide-react";
import type { ReactNode } from "react";
import { Unreachable, saysOf } from "../api.ts";

/** Something is on its way. */
export const Loading = ({ what = "Loading" }: { what?: string }): ReactNode => (
  <Center p="xl" role="status" aria-live="polite">
    <Stack align="center" gap="xs">
      <Loader size="sm" />
      <Text c="dimmed" size="sm">
        {what}…
      </Text>
    </Stack>
  </Center>
);

/** There is nothing yet: what this place is for, and what one can do. */
export const Empty = ({
  icon,
  title,
  children,
  action,
}: {
  icon?: ReactNode;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}): ReactNode => (
  <Center p="xl">
    <Stack align="center" gap="xs" maw="26rem" ta="center">
      {icon && (
        <Text c="dimmed" component="div" aria-hidden>
          {icon}
        </Text>
      )}
      <Text fw={600}>{title}</Text>
      {children && (
        <Text c="dimmed" size="sm" component="div">
          {children}
        </Text>
      )}
      {action}
    </Stack>
  </Center>
);

/** What went wrong, and a way to try again. */
export const Failed = ({ error, again }: { error: unknown; again?: () => void }): ReactNode => {
  const away = error instanceof Unreachable;
  return (
    <Alert
      color={away ? "yellow" : "red"}
      variant="light"
      role="alert"
      icon={away ? <WifiOff size={20} aria-hidden /> : <CircleAlert size={20} aria-hidden />}
      title={away ? "The server cannot be reached" : "That did not work"}
      m="md"
    >
      <Stack gap="xs" align="flex-start">
        <Text size="sm" c="var(--mantine-color-text)">
          {away ? "Check the network. What was saved is safe." : saysOf(error)}
        </Text>
        {again && (
          <Button variant="default" onClick={again}>
            Try again
          </Button>
        )}
      </Stack>
    </Alert>
  );
};

type Asked<T> = Readonly<{ data: T | undefined; error: unknown; isPending: boolean; refetch: () => unknown }>;

/** What a query has for the screen: loading, failed, or its data (kept while a newer one fails). */
export const Loaded = <T,>({
  of,
  children,
  what,
}: {
  of: Asked<T>;
  children: (data: T) => ReactNode;
  what?: string;
}): ReactNode => {
  if (of.data !== undefined) return children(of.data);
  if (of.error) return <Failed error={of.error} again={() => void of.refetch()} />;
  return <Loading {...(what !== undefined && { what })} />;
};
