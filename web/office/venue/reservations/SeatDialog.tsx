import { Button, Group, Modal, NumberInput, Stack, TextInput } from "@mantine/core";
import { type FormEvent, type ReactNode, useState } from "react";
import { dayOf } from "../../../common/format.ts";
import { toastGood } from "../../../common/toast.ts";
import { useOffice } from "../../app/office.ts";
import { api } from "../../app/session.ts";
import { errorOf } from "../../kit/form-values.ts";
import { Problem } from "../parts/Problem.tsx";
import { useListsAgain } from "../parts/useList.ts";
import { useOnce } from "../parts/useOnce.ts";
import { useSend } from "../parts/useSend.ts";
import { PATH, type Reservation, guestName } from "./reservation.ts";
import { TablesField } from "./TablesField.tsx";

/** Who is to be seated: guests of a reservation, or a party that walked in at a site. */
export type Seating = Readonly<{ reservation: Reservation } | { walkInAt: number }>;

/** Where guests sit down, and how many they are. */
export const SeatDialog = ({ seating, onClose }: { seating: Seating | undefined; onClose: () => void }): ReactNode => (
  <Modal
    opened={seating !== undefined}
    onClose={onClose}
    title={seating && "reservation" in seating ? `Seat ${guestName(seating.reservation)}` : "Walk-in"}
  >
    {seating && <Form seating={seating} onClose={onClose} />}
  </Modal>
);

const nowAt = (timezone: string): string => {
  const now = new Date();
  const time = new Intl.DateTimeFormat("en-GB", {
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZone: timezone,
  });
  return `${dayOf(now, timezone)}T${time.format(now)}:00`;
};

const Form = ({ seating, onClose }: { seating: Seating; onClose: () => void }): ReactNode => {
  const { at, sites, timezone } = useOffice();
  const again = useListsAgain();
  const sender = useSend();
  const once = useOnce();
  const reservation = "reservation" in seating ? seating.reservation : undefined;
  const site = reservation?.site_id ?? ("walkInAt" in seating ? seating.walkInAt : undefined);
  const [name, setName] = useState("");
  const [party, setParty] = useState<number | string>(reservation?.covers ?? reservation?.party_size ?? 2);
  const [tables, setTables] = useState<readonly string[]>(reservation?.tables ?? []);

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (typeof party !== "number") return sender.setErrors({ covers: "How many are they?" });
    const zone = sites.find(({ id }) => id === site)?.timezone ?? timezone;
    const done = await sender.send(() =>
      reservation
        ? api.put(at(`${PATH}/${reservation.id}`), {
            status: "SEATED",
            tables,
            covers: party,
            version: reservation.version,
          })
        : once((key) =>
            api.post(
              at(PATH),
              {
                site_id: site,
                status: "SEATED",
                scheduled_at: nowAt(zone),
                party_size: party,
                tables,
                guest: { first_name: name.trim() || "Walk-in", walk_in: true },
              },
              { key },
            ),
          ),
    );
    if (!done) return;
    await again(PATH);
    toastGood(tables.length > 0 ? `Seated at table ${tables.join(", ")}.` : "Seated.");
    onClose();
  };

  return (
    <form noValidate aria-label="Seat" onSubmit={(event) => void submit(event)}>
      <Stack>
        <Problem of={sender} fields={["tables", "covers", "party_size", "guest"]} />
        {!reservation && (
          <TextInput
            label="Name"
            description="May be left empty."
            value={name}
            error={errorOf(sender.errors, "guest")}
            onChange={(event) => setName(event.currentTarget.value)}
          />
        )}
        <NumberInput
          label="Guests"
          min={1}
          allowDecimal={false}
          allowNegative={false}
          clampBehavior="none"
          value={party}
          error={errorOf(sender.errors, "covers") ?? errorOf(sender.errors, "party_size")}
          onChange={setParty}
        />
        <TablesField site={site} value={tables} error={errorOf(sender.errors, "tables")} onChange={setTables} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={sender.busy}>
            Seat
          </Button>
        </Group>
      </Stack>
    </form>
  );
};
