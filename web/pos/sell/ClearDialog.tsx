import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { useRegister } from "../app/context.ts";
import { inCurrency } from "../data/draft-send.ts";
import { useSale } from "./sale.ts";

/** Asks before an order is forgotten for which money was taken. */
export const ClearDialog = ({ opened, close }: { opened: boolean; close: () => void }): ReactNode => {
  const register = useRegister();
  const { drafts, priceSays } = useSale();
  const tenders = drafts.draft.tenders ?? [];
  return (
    <Modal opened={opened} onClose={close} title="Money was taken for this order">
      <Stack>
        <Text>Give it back first. Once the order is cleared, there is no record of it.</Text>
        <Stack gap={4}>
          {tenders.map(({ name, amount, tip }, at) => (
            <Group key={at} justify="space-between">
              <Text>{name}</Text>
              <Text fw={600}>{priceSays(inCurrency(amount + tip, register))}</Text>
            </Group>
          ))}
        </Stack>
        <Group grow>
          <Button variant="default" data-autofocus onClick={close}>
            Keep it
          </Button>
          <Button color="red" onClick={() => void drafts.clear().then(close)}>
            Clear the order
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
};
