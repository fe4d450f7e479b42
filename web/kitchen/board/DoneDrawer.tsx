import { Button, Drawer, Group, Stack, Text } from "@mantine/core";
import { Undo2 } from "lucide-react";
import type { ReactNode } from "react";
import { Empty } from "../../common/components/States.tsx";
import { clockTime, quantity } from "../../common/format.ts";
import type { Ticket } from "../data/ticket.ts";
import { recall, titleOf } from "../data/use-tickets.ts";
import styles from "./Screen.module.css";

type Props = Readonly<{ opened: boolean; close: () => void; tickets: readonly Ticket[] }>;

/** What was done last, and the way back. */
export const DoneDrawer = ({ opened, close, tickets }: Props): ReactNode => (
  <Drawer opened={opened} onClose={close} position="right" size="md" title="Done">
    {tickets.length === 0 ? (
      <Empty title="Nothing was bumped yet">What you bump stays here for a while.</Empty>
    ) : (
      <Stack component="ul" gap="sm" p={0} m={0}>
        {tickets.map((ticket) => (
          <li key={ticket.id} className={styles["doneTicket"]}>
            <Group justify="space-between" wrap="nowrap" align="flex-start">
              <div>
                <Text fw={700} size="lg">
                  {titleOf(ticket)}
                </Text>
                <Text c="dimmed" size="sm">
                  {ticket.station}
                  {ticket.done_at && ` · ${clockTime(ticket.done_at)}`}
                </Text>
              </div>
              <Button
                variant="default"
                leftSection={<Undo2 size={18} aria-hidden />}
                onClick={() => recall(ticket)}
                aria-label={`Recall ${titleOf(ticket)}`}
              >
                Recall
              </Button>
            </Group>
            <Text size="sm" mt={4}>
              {ticket.courses
                .flatMap(({ lines }) => lines.map(({ quantity: of, name }) => `${quantity(Number(of))} × ${name}`))
                .join(", ")}
            </Text>
          </li>
        ))}
      </Stack>
    )}
  </Drawer>
);
