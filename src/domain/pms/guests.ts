import type { PmsFeature } from "../catalogue/ordering-records.ts";
import { BROKEN_ANSWER, type HotelAnswer, MESSAGE_MAX, failureText, plainText, readAnswer } from "./texts.ts";

/** A guest of a hotel, or another folio of it, that a charge may go to. */
export type HotelGuest = Readonly<{
  reservationId: string;
  roomId: string;
  /** What the room is called; its id where the hotel has no words for it. */
  room: string;
  name: string;
  /** Nothing may be charged to the room. */
  blocked: boolean;
}>;

/** What came of a search: `problem` says in at most 50 characters why there may be nobody. */
export type GuestsFound = Readonly<{ guests: readonly HotelGuest[]; problem: string | null }>;

/** Guests that one answer gives; whoever is not among them has to be searched for more exactly. */
const GUESTS_MAX = 200;
const TEXT_MAX = 100;
const ID_MAX = 255;

/** Systems write booleans as text now and then. */
const isTrue = (value: unknown): boolean => value === true || (typeof value === "string" && /^true$/i.test(value));
const isFalse = (value: unknown): boolean => value === false || (typeof value === "string" && /^false$/i.test(value));

const textOf = (value: unknown, max: number): string =>
  typeof value === "string" || typeof value === "number" ? plainText(String(value), max) : "";

/** An id is given back letter by letter, or not at all: one that is too long or has odd letters cannot be charged to. */
const idOf = (value: unknown): string => {
  const id = typeof value === "number" ? String(value) : value;
  return typeof id === "string" && id.length <= ID_MAX && plainText(id, ID_MAX) === id ? id : "";
};

const guestOf = (row: unknown): HotelGuest[] => {
  if (typeof row !== "object" || row === null) return [];
  const { reservationId, roomId, roomDescription, clientName, blocked } = row as Readonly<Record<string, unknown>>;
  const id = idOf(reservationId);
  if (id === "") return [];
  const room = textOf(roomId, TEXT_MAX);
  return [
    {
      reservationId: id,
      roomId: room,
      room: textOf(roomDescription, TEXT_MAX) || room,
      name: textOf(clientName, TEXT_MAX),
      blocked: isTrue(blocked),
    },
  ];
};

/** Reads the answer to a search. */
export const readGuests = (answer: HotelAnswer): GuestsFound => {
  if (answer.kind === "failed" || answer.status !== 200) return { guests: [], problem: failureText(answer) };
  const read = readAnswer(answer.head);
  if (!read) return { guests: [], problem: BROKEN_ANSWER };
  if (isFalse(read["success"])) {
    return { guests: [], problem: textOf(read["errorMessage"], MESSAGE_MAX) || "The hotel's system found nothing." };
  }
  const rows: unknown = read["reservations"] ?? [];
  if (!Array.isArray(rows)) return { guests: [], problem: BROKEN_ANSWER };
  return { guests: rows.flatMap(guestOf).slice(0, GUESTS_MAX), problem: null };
};

/** Why a term cannot be searched for; a system that does not search by name knows its rooms by their numbers. */
export const termRefusal = (term: string, features: readonly PmsFeature[]): string | undefined =>
  features.includes("SEARCH_BY_NAME") || /\p{Nd}/u.test(term) ? undefined : "Search for a room number.";
