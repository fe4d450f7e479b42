/**
 * The states of a reservation, as platforms name them.
 *
 * ON_HOLD, SCHEDULED                 the guests are expected
 * PARTIALLY_ARRIVED, ARRIVED         they are in the house
 * PARTIALLY_SEATED, SEATED           they sit: orders that are opened at their tables are theirs
 * DEPARTED, CANCELLED, NO_SHOW       it is over; a platform may take that back when it was a mistake
 * ERROR                              the platform does not know; it may go on in any way
 */
export const reservationStatuses = [
  "ON_HOLD",
  "SCHEDULED",
  "PARTIALLY_ARRIVED",
  "ARRIVED",
  "PARTIALLY_SEATED",
  "SEATED",
  "DEPARTED",
  "CANCELLED",
  "NO_SHOW",
  "ERROR",
] as const;
export type ReservationStatus = (typeof reservationStatuses)[number];

/** What the venue may say besides: that the guests have paid. It is told, and leaves the state as it is. */
export const posStatuses = [...reservationStatuses, "PAID"] as const;
export type PosStatus = (typeof posStatuses)[number];

/** Where a state cannot lead to: guests who came cannot stay away, and nobody leaves who never came. */
const never: Readonly<Record<ReservationStatus, readonly ReservationStatus[]>> = {
  ON_HOLD: ["DEPARTED"],
  SCHEDULED: ["DEPARTED"],
  PARTIALLY_ARRIVED: ["NO_SHOW"],
  ARRIVED: ["NO_SHOW"],
  PARTIALLY_SEATED: ["ON_HOLD", "NO_SHOW"],
  SEATED: ["ON_HOLD", "NO_SHOW"],
  DEPARTED: ["ON_HOLD", "SCHEDULED", "CANCELLED", "NO_SHOW"],
  CANCELLED: ["DEPARTED", "NO_SHOW"],
  NO_SHOW: ["ON_HOLD", "DEPARTED"],
  ERROR: [],
};

export const mayMove = (from: ReservationStatus, to: ReservationStatus): boolean => !never[from].includes(to);

export const sits = (status: ReservationStatus): boolean => status === "SEATED" || status === "PARTIALLY_SEATED";
