import type { UseQueryResult } from "@tanstack/react-query";
import { type ReservationStatus, mayMove } from "../../../../src/domain/reservations/status.ts";
import { type Rec, useAll } from "../../kit/records-data.ts";
import { useList } from "../parts/useList.ts";

export type { ReservationStatus };
export type Guest = Readonly<{
  first_name: string;
  last_name: string | null;
  email: string | null;
  phone: string | null;
  walk_in: boolean;
  notes: string | null;
  food_and_drink_notes: string | null;
  allergens: readonly string[];
  dietary_restrictions: readonly string[];
}>;
export type Reservation = Readonly<{
  id: string;
  version: number;
  own: boolean;
  platform: string;
  site_id: number;
  status: ReservationStatus;
  /** With the offset of the site's clock: its first sixteen letters are what the clock shows. */
  scheduled_at: string;
  duration_minutes: number | null;
  party_size: number;
  covers: number | null;
  tables: readonly string[];
  guest: Guest;
  notes: string | null;
  guest_request: string | null;
  special_offer: string | null;
  tags: readonly string[];
  paid_at: string | null;
}>;

export const PATH = "reservations";
/** Platforms change them, and other screens: the live feed does not tell of them. */
const EVERY_MS = 20_000;

/** The reservations of a day, at one site or at all of them. */
export const useDay = (date: string, site: number | undefined): UseQueryResult<Reservation[]> =>
  useList<Reservation>(PATH, { date, site_id: site, per_page: 200 }, { everyMs: EVERY_MS });

export const guestName = ({ guest }: Pick<Reservation, "guest">): string =>
  [guest.first_name, guest.last_name].filter(Boolean).join(" ");

/** "18:30" by the site's clock. */
export const timeOf = ({ scheduled_at: at }: Pick<Reservation, "scheduled_at">): string => at.slice(11, 16);
export const minutesOfDay = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

type Word = Readonly<{ title: string; tone: "good" | "warn" | "bad" | "plain" }>;
export const statusWords: Readonly<Record<ReservationStatus, Word>> = {
  ON_HOLD: { title: "On hold", tone: "warn" },
  SCHEDULED: { title: "Expected", tone: "plain" },
  PARTIALLY_ARRIVED: { title: "Some are here", tone: "warn" },
  ARRIVED: { title: "Here", tone: "warn" },
  PARTIALLY_SEATED: { title: "Some are seated", tone: "good" },
  SEATED: { title: "Seated", tone: "good" },
  DEPARTED: { title: "Left", tone: "plain" },
  CANCELLED: { title: "Cancelled", tone: "bad" },
  NO_SHOW: { title: "No-show", tone: "bad" },
  ERROR: { title: "Not known", tone: "bad" },
};

/** What the guests will do next: the one button of a row. Seating asks for the table. */
export const nextOf = (status: ReservationStatus): ReservationStatus | undefined =>
  ({
    ON_HOLD: "SCHEDULED",
    SCHEDULED: "SEATED",
    PARTIALLY_ARRIVED: "SEATED",
    ARRIVED: "SEATED",
    PARTIALLY_SEATED: "SEATED",
    SEATED: "DEPARTED",
  })[status as string] as ReservationStatus | undefined;

export const deeds: Readonly<Partial<Record<ReservationStatus, string>>> = {
  SCHEDULED: "Expect",
  ARRIVED: "Guests are here",
  SEATED: "Seat",
  DEPARTED: "Guests left",
  NO_SHOW: "No-show",
  CANCELLED: "Cancel reservation",
};

const BACK: ReadonlySet<ReservationStatus> = new Set(["DEPARTED", "CANCELLED", "NO_SHOW"]);

/** Everything that can be said of it next, besides the first of them. */
export const furtherOf = (status: ReservationStatus): readonly ReservationStatus[] =>
  (["SCHEDULED", "ARRIVED", "SEATED", "DEPARTED", "NO_SHOW", "CANCELLED"] as const).filter(
    (to) => to !== status && to !== nextOf(status) && mayMove(status, to),
  );

/** Whether it still takes a table, or will. */
export const isOn = ({ status }: Pick<Reservation, "status">): boolean => !BACK.has(status);

export type TableName = Readonly<{ name: string; seats: number; room: string }>;
type Plan = Rec & Readonly<{ name: string; tables: readonly { number: number; seats: number; active: boolean }[] }>;

/** The tables of a site, room by room. */
export const useTables = (site: number | undefined): readonly TableName[] => {
  const plans = useAll<Plan>("floor_plans", { query: { site_id: site }, on: site !== undefined });
  // The first room that was drawn is the one that fills first.
  const rooms = (plans.data ?? []).toSorted((a, b) => a.id - b.id);
  return rooms.flatMap(({ name: room, tables }) =>
    tables.filter(({ active }) => active).map(({ number, seats }) => ({ name: String(number), seats, room })),
  );
};
