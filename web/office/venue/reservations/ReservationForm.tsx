import { Button, Drawer, Group, NumberInput, Select, Stack, TagsInput, Text, TextInput, Textarea } from "@mantine/core";
import { type FormEvent, type ReactNode, useState } from "react";
import { toastGood } from "../../../common/toast.ts";
import { useOffice } from "../../app/office.ts";
import { api } from "../../app/session.ts";
import { errorOf } from "../../kit/form-values.ts";
import { Problem } from "../parts/Problem.tsx";
import { useListsAgain } from "../parts/useList.ts";
import { useOnce } from "../parts/useOnce.ts";
import { useSend } from "../parts/useSend.ts";
import { PATH, type Reservation, guestName, timeOf } from "./reservation.ts";
import styles from "./reservations.module.css";
import { TablesField } from "./TablesField.tsx";

/** What the drawer is open for: a new one on a day, or one that is there. */
export type Opened = Readonly<{ day: string; site: number | undefined; reservation?: Reservation }>;

const FIELDS = ["site_id", "scheduled_at", "party_size", "duration_minutes", "tables", "notes", "guest"];
const START = {
  first_name: "",
  last_name: "",
  phone: "",
  email: "",
  allergens: [] as readonly string[],
  date: "",
  time: "19:00",
  party: 2 as number | string,
  minutes: "90",
  tables: [] as readonly string[],
  notes: "",
};
const LENGTHS = [60, 75, 90, 105, 120, 150, 180, 240];
const lengthWord = (minutes: number): string =>
  minutes % 60 === 0
    ? `${minutes / 60} h`
    : minutes < 60
      ? `${minutes} min`
      : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;

const stored = (reservation: Reservation): typeof START => ({
  first_name: reservation.guest.first_name,
  last_name: reservation.guest.last_name ?? "",
  phone: reservation.guest.phone ?? "",
  email: reservation.guest.email ?? "",
  allergens: reservation.guest.allergens,
  date: reservation.scheduled_at.slice(0, 10),
  time: timeOf(reservation),
  party: reservation.party_size,
  minutes: String(reservation.duration_minutes ?? ""),
  tables: reservation.tables,
  notes: reservation.notes ?? "",
});

/** Takes a reservation, or changes one. */
export const ReservationForm = ({
  opened,
  onClose,
}: {
  opened: Opened | undefined;
  onClose: () => void;
}): ReactNode => (
  <Drawer
    opened={opened !== undefined}
    onClose={onClose}
    position="right"
    size="30rem"
    title={opened?.reservation ? guestName(opened.reservation) : "New reservation"}
  >
    {opened && <Form key={opened.reservation?.id ?? "new"} opened={opened} onClose={onClose} />}
  </Drawer>
);

const Form = ({ opened, onClose }: { opened: Opened; onClose: () => void }): ReactNode => {
  const { at, sites } = useOffice();
  const again = useListsAgain();
  const sender = useSend();
  const once = useOnce();
  const { reservation } = opened;
  const [site, setSite] = useState(reservation?.site_id ?? opened.site ?? sites[0]?.id);
  const [values, setValues] = useState(() => (reservation ? stored(reservation) : { ...START, date: opened.day }));
  const set = (changes: Partial<typeof START>): void => setValues((before) => ({ ...before, ...changes }));
  // What guests booked with a platform is changed there; the venue says where they sit.
  const theirs = reservation !== undefined && !reservation.own;
  const says = (name: string): string | undefined => errorOf(sender.errors, name);

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const missing = {
      ...(values.first_name.trim() === "" && { "guest.first_name": "This is needed." }),
      ...(values.date === "" && { scheduled_at: "Choose a day." }),
      ...(values.time === "" && { scheduled_at: "Choose a time." }),
      ...(typeof values.party !== "number" && { party_size: "How many will come?" }),
    };
    if (Object.keys(missing).length > 0) return sender.setErrors(missing);
    const { first_name, last_name, phone, email, allergens, date, time, party, minutes, tables, notes } = values;
    const body = theirs
      ? { tables }
      : {
          scheduled_at: `${date}T${time}:00`,
          party_size: party,
          duration_minutes: minutes === "" ? null : Number(minutes),
          tables,
          notes: notes || null,
          guest: { first_name, last_name: last_name || null, phone: phone || null, email: email || null, allergens },
        };
    const done = await sender.send(() =>
      reservation
        ? api.put(at(`${PATH}/${reservation.id}`), { ...body, version: reservation.version })
        : once((key) => api.post(at(PATH), { ...body, site_id: site }, { key })),
    );
    if (!done) return;
    await again(PATH);
    toastGood(reservation ? "Saved." : `${first_name} is expected at ${time}.`);
    onClose();
  };

  return (
    <form
      noValidate
      aria-label={reservation ? "Reservation" : "New reservation"}
      onSubmit={(event) => void submit(event)}
    >
      <Stack gap="md">
        <Problem of={sender} fields={FIELDS} />
        {theirs && (
          <Text size="sm" c="dimmed">
            The guests booked with {reservation.platform}. Time, party and names are changed there; choose the tables
            here.
          </Text>
        )}
        {!reservation && sites.length > 1 && (
          <Select
            label="Site"
            data={sites.map(({ id, name }) => ({ value: String(id), label: name }))}
            value={site === undefined ? null : String(site)}
            allowDeselect={false}
            error={says("site_id")}
            onChange={(next) => {
              setSite(Number(next));
              set({ tables: [] });
            }}
          />
        )}
        <fieldset disabled={theirs} className={styles["pair"]}>
          <legend className="unseen">Guest and time</legend>
          <TextInput
            label="First name"
            withAsterisk
            data-autofocus={!reservation || undefined}
            value={values.first_name}
            error={says("guest.first_name")}
            onChange={(event) => set({ first_name: event.currentTarget.value })}
          />
          <TextInput
            label="Last name"
            value={values.last_name}
            error={says("guest.last_name")}
            onChange={(event) => set({ last_name: event.currentTarget.value })}
          />
          <TextInput
            label="Phone"
            type="tel"
            value={values.phone}
            error={says("guest.phone")}
            onChange={(event) => set({ phone: event.currentTarget.value })}
          />
          <TextInput
            label="Email"
            type="email"
            value={values.email}
            error={says("guest.email")}
            onChange={(event) => set({ email: event.currentTarget.value })}
          />
          <TextInput
            label="Day"
            type="date"
            withAsterisk
            value={values.date}
            error={says("scheduled_at")}
            onChange={(event) => set({ date: event.currentTarget.value })}
          />
          <TextInput
            label="Time"
            type="time"
            withAsterisk
            value={values.time}
            onChange={(event) => set({ time: event.currentTarget.value })}
          />
          <NumberInput
            label="Guests"
            withAsterisk
            min={1}
            allowDecimal={false}
            allowNegative={false}
            clampBehavior="none"
            value={values.party}
            error={says("party_size")}
            onChange={(party) => set({ party })}
          />
          <Select
            label="How long"
            data={[
              ...new Set(
                [...LENGTHS, ...(values.minutes === "" ? [] : [Number(values.minutes)])].toSorted((a, b) => a - b),
              ),
            ].map((minutes) => ({ value: String(minutes), label: lengthWord(minutes) }))}
            value={values.minutes === "" ? null : values.minutes}
            placeholder="Open"
            clearable
            clearButtonProps={{ "aria-label": "Open end" }}
            error={says("duration_minutes")}
            onChange={(minutes) => set({ minutes: minutes ?? "" })}
          />
        </fieldset>
        <TablesField site={site} value={values.tables} error={says("tables")} onChange={(tables) => set({ tables })} />
        <fieldset disabled={theirs} className={styles["plain"]}>
          <legend className="unseen">What the venue should know</legend>
          <TagsInput
            label="Allergies"
            placeholder="Type and press Enter"
            disabled={theirs}
            value={[...values.allergens]}
            error={says("guest.allergens")}
            onChange={(allergens) => set({ allergens })}
          />
          <Textarea
            label="Notes"
            autosize
            minRows={2}
            value={values.notes}
            error={says("notes")}
            onChange={(event) => set({ notes: event.currentTarget.value })}
          />
        </fieldset>
        <Group justify="flex-end" className={styles["end"]}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={sender.busy}>
            {reservation ? "Save" : "Take reservation"}
          </Button>
        </Group>
      </Stack>
    </form>
  );
};
