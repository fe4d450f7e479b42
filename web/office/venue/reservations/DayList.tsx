import { ActionIcon, Button, Menu } from "@mantine/core";
import { Ellipsis, Users } from "lucide-react";
import { type ReactNode, useState } from "react";
import { toastBad } from "../../../common/toast.ts";
import { useOffice } from "../../app/office.ts";
import { api } from "../../app/session.ts";
import { StateBadge } from "../../kit/cells.tsx";
import { ConfirmDelete } from "../../kit/ConfirmDelete.tsx";
import { useListsAgain } from "../parts/useList.ts";
import {
  PATH,
  type Reservation,
  type ReservationStatus,
  deeds,
  furtherOf,
  guestName,
  isOn,
  nextOf,
  statusWords,
  timeOf,
} from "./reservation.ts";
import styles from "./reservations.module.css";

type Props = Readonly<{
  all: readonly Reservation[];
  mayWrite: boolean;
  onOpen: (reservation: Reservation) => void;
  onSeat: (reservation: Reservation) => void;
}>;

/** A day by the time that guests come. */
export const DayList = ({ all, mayWrite, onOpen, onSeat }: Props): ReactNode => {
  const { at } = useOffice();
  const again = useListsAgain();
  const [going, setGoing] = useState<Reservation>();
  const say = async (reservation: Reservation, status: ReservationStatus): Promise<void> => {
    if (status === "SEATED") return onSeat(reservation);
    if (status === "CANCELLED") return setGoing(reservation);
    try {
      await api.put(at(`${PATH}/${reservation.id}`), { status, version: reservation.version });
    } catch (error) {
      toastBad(error);
    }
    await again(PATH);
  };
  const times = [...new Set(all.map(timeOf))];
  return (
    <>
      <ol className={styles["times"]} aria-label="Reservations">
        {times.map((time) => (
          <li key={time} className={styles["time"]}>
            <h2 className={styles["clock"]}>{time}</h2>
            <ul className={styles["parties"]}>
              {all
                .filter((one) => timeOf(one) === time)
                .map((reservation) => (
                  <Party
                    key={reservation.id}
                    reservation={reservation}
                    mayWrite={mayWrite}
                    onOpen={() => onOpen(reservation)}
                    onSay={(status) => void say(reservation, status)}
                  />
                ))}
            </ul>
          </li>
        ))}
      </ol>
      <ConfirmDelete
        what={going && `the reservation of ${guestName(going)}`}
        word="Cancel"
        onClose={() => setGoing(undefined)}
        onConfirm={async () => {
          if (!going) return;
          await api.delete(at(`${PATH}/${going.id}`));
          await again(PATH);
          setGoing(undefined);
        }}
      >
        It stays in the day’s list as cancelled. Its tables are free again.
      </ConfirmDelete>
    </>
  );
};

const Party = ({
  reservation,
  mayWrite,
  onOpen,
  onSay,
}: {
  reservation: Reservation;
  mayWrite: boolean;
  onOpen: () => void;
  onSay: (status: ReservationStatus) => void;
}): ReactNode => {
  const { site, sites } = useOffice();
  const { status, guest, tables, party_size, covers } = reservation;
  const name = guestName(reservation);
  const next = nextOf(status);
  const { title, tone } = statusWords[status];
  const notes = [
    guest.walk_in ? "Walk-in" : "",
    ...guest.allergens.map((one) => `Allergy: ${one}`),
    ...guest.dietary_restrictions,
    reservation.guest_request,
    reservation.notes,
    guest.notes,
  ].filter(Boolean);
  const from = reservation.own ? undefined : reservation.platform;
  const at = site || sites.length < 2 ? undefined : sites.find(({ id }) => id === reservation.site_id)?.name;
  return (
    <li className={styles["party"]} data-over={!isOn(reservation) || undefined}>
      <div className={styles["who"]}>
        {mayWrite ? (
          <button type="button" className={styles["name"]} onClick={onOpen}>
            <bdi>{name}</bdi>
          </button>
        ) : (
          <span className={styles["name"]}>
            <bdi>{name}</bdi>
          </span>
        )}
        <p className={styles["facts"]}>
          {[guest.phone, at, from && `by ${from}`].filter(Boolean).join(" · ")}
          {notes.length > 0 && <bdi className={styles["notes"]}>{notes.join(" · ")}</bdi>}
        </p>
      </div>
      <span className={styles["count"]}>
        <Users size={16} aria-hidden />
        {covers ?? party_size}
        <span className="unseen"> guests</span>
      </span>
      <span className={styles["table"]} data-none={tables.length === 0 || undefined}>
        {tables.length === 0 ? "No table" : tables.length === 1 ? `Table ${tables[0]}` : `Tables ${tables.join(", ")}`}
      </span>
      <span className={styles["status"]}>
        <StateBadge tone={tone}>{title}</StateBadge>
      </span>
      {mayWrite && (
        <span className={styles["deeds"]}>
          {next && (
            <Button
              variant={next === "SEATED" ? "light" : "default"}
              aria-label={`${deeds[next]}: ${name}`}
              onClick={() => onSay(next)}
            >
              {deeds[next]}
            </Button>
          )}
          <Menu position="bottom-end" shadow="md">
            <Menu.Target>
              <ActionIcon aria-label={`More for ${name}`} color="gray">
                <Ellipsis size={20} aria-hidden />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item mih={44} onClick={onOpen}>
                Change
              </Menu.Item>
              {furtherOf(status).map((to) => (
                <Menu.Item key={to} mih={44} {...(to === "CANCELLED" && { color: "red" })} onClick={() => onSay(to)}>
                  {isOn(reservation) || to !== "SCHEDULED" ? deeds[to] : "Expect them again"}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        </span>
      )}
    </li>
  );
};
