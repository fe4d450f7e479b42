import { Checkbox, Group, Modal, NumberInput, Stack, Switch, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { changeSettings, useSettings } from "../data/settings.ts";

const KEYS = [
  ["1 – 9, 0", "Bump that ticket"],
  ["← →", "Choose a ticket"],
  ["Enter, Space", "Bump the chosen ticket"],
  ["R", "Recall the last one"],
  ["A", "All-day counts"],
  ["S", "Next station"],
  ["D", "What is done"],
  ["?", "This help"],
] as const;

type Props = Readonly<{ opened: boolean; close: () => void; stations: readonly string[] }>;

/** What this screen shows, when a ticket is late, and the keys of a bump bar. */
export const SettingsDialog = ({ opened, close, stations }: Props): ReactNode => {
  const settings = useSettings();
  const minutes = (name: "warnAfter" | "lateAfter", label: string): ReactNode => (
    <NumberInput
      label={label}
      suffix=" min"
      min={1}
      max={240}
      allowDecimal={false}
      value={settings[name]}
      onChange={(value) => typeof value === "number" && value >= 1 && changeSettings({ [name]: value })}
    />
  );
  return (
    <Modal opened={opened} onClose={close} title="This screen" size="lg">
      <Stack gap="lg">
        <Checkbox.Group
          label="Stations"
          description="Without a choice, every station is shown."
          value={[...settings.stations]}
          onChange={(chosen) => changeSettings({ stations: chosen })}
        >
          <Group mt="xs">
            {stations.map((name) => (
              <Checkbox key={name} value={name} label={name} />
            ))}
          </Group>
        </Checkbox.Group>
        <Group grow align="flex-start">
          {minutes("warnAfter", "Pressing after")}
          {minutes("lateAfter", "Late after")}
        </Group>
        <Switch
          label="Sound for new and changed tickets"
          checked={settings.sound}
          onChange={(event) => changeSettings({ sound: event.currentTarget.checked })}
        />
        <div>
          <Text fw={600} mb="xs">
            Keys
          </Text>
          <Stack component="dl" gap={6} m={0}>
            {KEYS.map(([key, says]) => (
              <Group key={key} wrap="nowrap" gap="md">
                <Text component="dt" w="8rem">
                  <kbd>{key}</kbd>
                </Text>
                <Text component="dd" m={0}>
                  {says}
                </Text>
              </Group>
            ))}
          </Stack>
        </div>
      </Stack>
    </Modal>
  );
};
