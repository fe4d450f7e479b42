import { Button, Group, Modal, Stack, TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useRegister } from "../app/context.ts";
import { seating } from "./facts.ts";
import { useSale } from "./sale.ts";
import sheet from "./Sheet.module.css";

export const TableDialog = ({ opened, close }: { opened: boolean; close: () => void }): ReactNode => (
  <Modal opened={opened} onClose={close} title="Table" size="lg">
    {opened && <Tables close={close} />}
  </Modal>
);

const Tables = ({ close }: { close: () => void }): ReactNode => {
  const { snapshot } = useRegister();
  const { facts, say } = useSale().said;
  const [typed, setTyped] = useState("");
  const sit = (table: string | null): void => {
    say(seating(facts, table, snapshot.order_types));
    close();
  };
  return (
    <Stack>
      {snapshot.floor_plans.map(({ id, name, tables }) => (
        <div key={id} role="group" aria-label={name}>
          <div className={sheet["setHead"]}>
            <span className={sheet["setName"]}>{name}</span>
          </div>
          <div className={sheet["chips"]}>
            {tables.map(({ id: tableId, number, seats, description }) => (
              <button
                key={tableId}
                type="button"
                className={sheet["chip"]}
                aria-pressed={facts.table === String(number)}
                aria-label={`Table ${number}, ${seats} seats${description ? `, ${description}` : ""}`}
                onClick={() => sit(String(number))}
              >
                {number}
              </button>
            ))}
          </div>
        </div>
      ))}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (typed.trim() !== "") sit(typed.trim());
        }}
      >
        <Group align="end" wrap="nowrap">
          <TextInput
            className={sheet["grow"]}
            label="Another place"
            placeholder="Bar 3"
            maxLength={40}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <Button type="submit" disabled={typed.trim() === ""}>
            Sit here
          </Button>
        </Group>
      </form>
      {facts.table !== null && (
        <Button variant="default" onClick={() => sit(null)}>
          No table
        </Button>
      )}
    </Stack>
  );
};
