import { Button, Center, Stack, Text, Title } from "@mantine/core";
import { Component, type ReactNode } from "react";

/** Stands in for a screen that met an error of its own, and offers the way out. Nothing that was stored is lost. */
export class Broken extends Component<{ children: ReactNode }, { error: Error | null }> {
  override state: { error: Error | null } = { error: null };

  static getDerivedStateFromError(error: Error): { error: Error } {
    return { error };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (!error) return this.props.children;
    return (
      <Center mih="100vh" p="lg">
        <Stack maw="32rem" role="alert">
          <Title order={1} size="h3">
            This screen has stopped
          </Title>
          <Text>Orders and everything else that was saved are safe. Load the screen again to go on.</Text>
          <Text c="dimmed" className="mono">
            {error.message}
          </Text>
          <Button onClick={() => location.reload()}>Load again</Button>
        </Stack>
      </Center>
    );
  }
}
