import type { IdCard, IdCardBatch } from "../domain/id-card.ts";
import type { OrderId, SiteId, StaffId } from "../domain/ids.ts";
import type { OtherLedgerCodes } from "../domain/journal.ts";
import type { TicketMark } from "../domain/kitchen/mark.ts";
import type { OnlineTask } from "../domain/online/task.ts";
import type { RoomCharges } from "../domain/pms/charge.ts";
import type { PosUser } from "../domain/pos-user.ts";
import type { Onboarding } from "../domain/reservations/onboarding.ts";
import type { Platform } from "../domain/reservations/platform.ts";
import type { Reservation, ReservationRef } from "../domain/reservations/reservation.ts";
import type { ZReport } from "../domain/till/close.ts";
import type { CashMovement, Till } from "../domain/till/till.ts";
import type { Page, PageAsk } from "./storage.ts";

/**
 * The part of the storage port for what is neither set-up nor an order: one document under a kind and a key of its
 * company, with a site and a time to find it by. Written in a command's transaction, together with everything else.
 */
export type DocumentKinds = {
  /** What an ordering app sent and the venue has not worked off, or has: by "<kind> <site> <reference>". */
  online_task: OnlineTask;
  /** What registers know of a staff member, by their id; and whose a username is, by the username. */
  pos_user: PosUser;
  pos_username: Readonly<{ staffId: StaffId }>;
  /** Batches of identity cards by their id, and cards by the code that is on them. */
  id_card_batch: IdCardBatch;
  id_card: IdCard;
  /** Which registration an ordering app's endpoint is, by "<add-on> <endpoint id>". */
  kseries_endpoint: Readonly<{ webhookId: number }>;
  /** Ledger codes of what is no record of its own, under "company". */
  ledger_codes: OtherLedgerCodes;
  /** In which languages a business describes what it sells: one document, "all". */
  kseries_locales: readonly string[];
  /** A picture of an item, by its file's name; the content is in base 64. */
  kseries_picture: Readonly<{ type: string; content: string }>;
  /** The charges of an order to hotel rooms, by the order's id. */
  room_charges: RoomCharges;
  /** The orders that give back what an order sold, by that order's id. */
  order_refunds: readonly OrderId[];
  /** A reservation platform, by its code. */
  reservation_platform: Platform;
  /** By "<platform> <restaurant> <id>"; found by its site and the time it is scheduled for. */
  reservation: Reservation;
  /** Who sits at a table, by "<site> <table>". */
  reservation_table: ReservationRef;
  /** What the kitchen did with an order's ticket at a station, by "<site> <order> <station>". */
  kitchen_ticket: TicketMark;
  /** A sale that is promised for long after it was paid, by the order's id; found by its site and that time. */
  paid_ahead: Readonly<{ orderId: OrderId }>;
  /** A site that a platform is asked to take on, by the onboarding's id. */
  reservation_onboarding: Onboarding;
  /** The running period of a register's till, by the register. */
  till: Till;
  /** By "<register> <id>". */
  cash_movement: CashMovement;
  /** By "<register> <number>". */
  z_report: ZReport;
};
export type DocumentKind = keyof DocumentKinds;

/** What lists find a document by. `at` is epoch milliseconds, the time of writing unless given. */
export type DocumentMarks = Readonly<{ siteId?: SiteId; at?: number }>;

export interface DocumentWrites {
  /** Locked until the commit. */
  get<K extends DocumentKind>(kind: K, key: string): Promise<DocumentKinds[K] | undefined>;
  /** Writes a new one or another version. When another server wrote first, the transaction runs again. */
  put<K extends DocumentKind>(kind: K, key: string, value: DocumentKinds[K], marks?: DocumentMarks): void;
  remove(kind: DocumentKind, key: string): void;
}

/** Bounds of time are inclusive and exclusive. */
export type DocumentAsk = Readonly<{ siteId?: SiteId; from?: number; to?: number; keyPrefix?: string }>;

export interface DocumentReads {
  get<K extends DocumentKind>(kind: K, key: string): Promise<DocumentKinds[K] | undefined>;
  /** The newest first; with equal times by key. */
  list<K extends DocumentKind>(
    kind: K,
    ask: DocumentAsk,
    page: Omit<PageAsk, "beyondId">,
  ): Promise<Page<DocumentKinds[K]>>;
  count(kind: DocumentKind, ask: DocumentAsk): Promise<number>;
}
