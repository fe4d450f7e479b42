import { ActionIcon, Button, SegmentedControl, TextInput } from "@mantine/core";
import { CalendarPlus, ChevronLeft, ChevronRight, Footprints } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Empty, Loaded } from "../../../common/components/States.tsx";
import { useNow } from "../../../common/sound.ts";
import { dayOf } from "../../../common/format.ts";
import { useOffice } from "../../app/office.ts";
import { PageHead } from "../../kit/PageHead.tsx";
import { useUrl } from "../../kit/url.ts";
import { DayList } from "./DayList.tsx";
import { DayTables } from "./DayTables.tsx";
import { type Reservation, isOn, useDay } from "./reservation.ts";
import { type Opened, ReservationForm } from "./ReservationForm.tsx";
import styles from "./reservations.module.css";
import { SeatDialog, type Seating } from "./SeatDialog.tsx";

const nextDay = (day: string, by: number): string => {
  const date = new Date(`${day}T12:00:00Z`);
  date.setUTCDate(date.getUTCDate() + by);
  return date.toISOString().slice(0, 10);
};
const dayWords = (day: string): string =>
  new Date(`${day}T12:00:00Z`).toLocaleDateString(undefined, {
    weekday: "long",
    day: "numeric",
    month: "long",
    timeZone: "UTC",
  });

/** Who comes on a day, when, and where they sit. */
export const ReservationsPage = (): ReactNode => {
  const { site, sites, timezone, may } = useOffice();
  const { values, set } = useUrl();
  const [opened, setOpened] = useState<Opened>();
  const [seating, setSeating] = useState<Seating>();
  const today = dayOf(useNow(60_000), timezone);
  const day = /^\d{4}-\d\d-\d\d$/.test(values["day"] ?? "") ? values["day"]! : today;
  const here = site ?? (sites.length === 1 ? sites[0] : undefined);
  const byTable = values["view"] === "tables" && here !== undefined;
  const go = (to: string): void => set({ day: to === today || to === "" ? undefined : to });
  const reservations = useDay(day, here?.id);
  const mayWrite = may("orders:write");
  const add = mayWrite && (
    <Button leftSection={<CalendarPlus size={18} aria-hidden />} onClick={() => setOpened({ day, site: here?.id })}>
      New reservation
    </Button>
  );
  return (
    <>
      <PageHead
        title="Reservations"
        says={dayWords(day)}
        actions={
          mayWrite && (
            <>
              {here && day === today && (
                <Button
                  variant="default"
                  leftSection={<Footprints size={18} aria-hidden />}
                  onClick={() => setSeating({ walkInAt: here.id })}
                >
                  Walk-in
                </Button>
              )}
              {add}
            </>
          )
        }
      />
      <div className={styles["bar"]}>
        <span className={styles["days"]}>
          <ActionIcon variant="default" aria-label="Day before" onClick={() => go(nextDay(day, -1))}>
            <ChevronLeft size={20} aria-hidden />
          </ActionIcon>
          <TextInput type="date" aria-label="Day" value={day} onChange={(event) => go(event.currentTarget.value)} />
          <ActionIcon variant="default" aria-label="Next day" onClick={() => go(nextDay(day, 1))}>
            <ChevronRight size={20} aria-hidden />
          </ActionIcon>
          {day !== today && (
            <Button variant="subtle" px="xs" onClick={() => go(today)}>
              Today
            </Button>
          )}
        </span>
        {here && (
          <SegmentedControl
            aria-label="View"
            data={[
              { value: "time", label: "By time" },
              { value: "tables", label: "By table" },
            ]}
            value={byTable ? "tables" : "time"}
            onChange={(view) => set({ view: view === "tables" ? view : undefined })}
          />
        )}
      </div>
      <Loaded of={reservations} what="Loading reservations">
        {(all) =>
          all.length === 0 ? (
            <div className="card">
              <Empty title="Nobody has booked for this day" action={add}>
                Reservations that guests make with a connected platform come in here by themselves.
              </Empty>
            </div>
          ) : (
            <>
              <Sums all={all} />
              {byTable ? (
                <DayTables
                  all={all}
                  site={here.id}
                  onOpen={(reservation) => setOpened({ day, site: here.id, reservation })}
                />
              ) : (
                <DayList
                  all={all}
                  mayWrite={mayWrite}
                  onOpen={(reservation) => setOpened({ day, site: reservation.site_id, reservation })}
                  onSeat={(reservation) => setSeating({ reservation })}
                />
              )}
            </>
          )
        }
      </Loaded>
      <ReservationForm opened={opened} onClose={() => setOpened(undefined)} />
      <SeatDialog seating={seating} onClose={() => setSeating(undefined)} />
    </>
  );
};

const guestsOf = (some: readonly Reservation[]): number =>
  some.reduce((sum, { covers, party_size }) => sum + (covers ?? party_size), 0);

const Sums = ({ all }: { all: readonly Reservation[] }): ReactNode => {
  const on = all.filter(isOn);
  const seated = on.filter(({ status }) => status === "SEATED" || status === "PARTIALLY_SEATED");
  const coming = on.filter((one) => !seated.includes(one));
  const say = (some: readonly Reservation[]): string => {
    const guests = guestsOf(some);
    return `${guests} ${guests === 1 ? "guest" : "guests"}`;
  };
  return (
    <p className={styles["sums"]} role="status">
      <b>{say(coming)}</b> to come in {coming.length === 1 ? "1 party" : `${coming.length} parties`}
      {seated.length > 0 && (
        <>
          {" · "}
          <b>{say(seated)}</b> seated
        </>
      )}
    </p>
  );
};
