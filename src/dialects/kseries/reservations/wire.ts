import { z } from "zod";
import type { Guest, PushedReservation } from "../../../domain/reservations/reservation.ts";
import type { Funds } from "../../../domain/reservations/liability.ts";
import { type ErrorCode, type ReservationRefusal, ofReservation } from "../../../domain/reservations/refusals.ts";
import { reservationStatuses } from "../../../domain/reservations/status.ts";
import { type Result, done, refuse } from "../../../kit/brand.ts";
import { parseDateTime } from "../../../kit/time.ts";
import { bodyLong } from "../wire.ts";

/** How reservations come in. Each thing that is wrong has a name that platforms' programs know. */

const NAME_MAX = 255;
const TEXT_MAX = 4_000;
const LIST_MAX = 100;

/** A text that says something. */
export const said = (max = NAME_MAX) => z.string().trim().min(1, { error: "must not be empty" }).max(max);
const maybe = (max = NAME_MAX) => z.string().max(max).nullish();
const texts = z
  .array(z.string().max(NAME_MAX))
  .max(LIST_MAX)
  .refine((list) => new Set(list).size === list.length, { error: "has something twice" })
  .nullish();

/** "2024-01-01T20:00:00": UTC, without saying so. Epoch milliseconds once it is read. */
export const utc = z
  .string()
  .refine((text) => parseDateTime(text, "UTC") !== undefined, { error: "must be a time such as 2024-01-01T20:00:00" })
  .transform((text) => parseDateTime(text, "UTC")!.ms)
  .meta({ type: "string", format: "date-time", description: "UTC, without an offset." });

/** A platform's own id of something. */
export const ownId = z.string().regex(/^[a-zA-Z0-9_-]{1,255}$/, { error: "must be letters, digits, _ and -" });

const DURATION = /^P(?!$)(?:\d+(?:\.\d+)?D)?(?:T(?!$)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?$/;

const amount = z
  .string()
  .regex(/^\d{1,12}\.\d{2}$/, { error: 'must be an amount such as "100.00"' })
  .meta({ examples: ["100.00"] });
const funds = { amount, utcCreatedAt: utc, utcVoidedAt: utc.nullish(), voided: z.boolean().nullish() };

const GuestIn = z.object({
  platformGuestId: ownId,
  firstName: said(),
  lastName: maybe(),
  email: maybe(),
  phone: maybe(),
  walkIn: z.boolean().nullish(),
  foodAndDrinkNotes: maybe(TEXT_MAX),
  notes: maybe(TEXT_MAX),
  language: maybe(),
  allergens: texts,
  dietaryRestrictions: texts,
});

export const ReservationIn = z.object({
  guest: GuestIn,
  status: z.enum(reservationStatuses),
  partySize: z.int().min(1).max(2_147_483_647),
  utcScheduledAt: utc,
  utcUpdatedAt: utc,
  sequenceId: bodyLong("The platform's own count of its updates, greater each time. Left out where it does not count.")
    .refine((long) => BigInt(long) > 0n, { error: "must be greater than 0; leave it out if you do not count" })
    .optional(),
  tableNumbers: texts,
  liability: z
    .object({
      currency: z.string().regex(/^[A-Z]{3}$/, { error: "must be three capital letters" }),
      deposits: z.array(z.object({ platformDepositId: ownId.nullish(), ...funds })).max(1_000),
      refunds: z
        .array(z.object({ platformRefundId: ownId.nullish(), ...funds }))
        .max(1_000)
        .nullish(),
    })
    .nullish(),
  notes: maybe(TEXT_MAX),
  specialOffer: maybe(TEXT_MAX),
  tags: texts,
  guestRequest: maybe(TEXT_MAX),
  expectedDuration: z.string().max(NAME_MAX).regex(DURATION, { error: "must be a duration such as PT30M" }).nullish(),
});

/** A body that the handler itself reads, so that it can name what is wrong; shown in the reference as what it is. */
export const bodyOf = (schema: z.ZodType): z.ZodType =>
  z.unknown().meta(z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as Record<string, unknown>);

/** What is wrong with a body: the fields that are missing, or else the first that cannot be read. */
export const complaintOf = (
  error: z.ZodError,
  input: unknown,
): Readonly<{ missing: boolean; fields: readonly string[]; says: string }> => {
  const at = (path: readonly PropertyKey[]): unknown =>
    path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown> | null | undefined)?.[key], input);
  const isEmpty = (value: unknown): boolean =>
    value === undefined || value === null || (typeof value === "string" && value.trim() === "");
  const name = (path: readonly PropertyKey[]): string => path.map(String).join(".");
  const missing = error.issues.filter(({ path }) => path.length > 0 && isEmpty(at(path)));
  if (missing.length > 0) {
    const fields = missing.map(({ path }) => name(path));
    return { missing: true, fields, says: `Not to be empty: ${fields.join(", ")}.` };
  }
  const [{ path, message }] = error.issues as [z.core.$ZodIssue];
  const field = name(path);
  return { missing: false, fields: field === "" ? [] : [field], says: field ? `${field}: ${message}` : message };
};

/** Fields that have a code of their own, by how their path begins. */
const codes: readonly (readonly [path: RegExp, code: ErrorCode])[] = [
  [/^partySize/, "RESERVATION_PARTY_SIZE_ERROR"],
  [/^sequenceId/, "RESERVATION_SEQUENCE_ID_ERROR"],
  [/^liability\.currency/, "CURRENCY_NOT_ACCEPTABLE"],
  [/^liability\.deposits\.\d+\.amount/, "DEPOSIT_UNACCEPTABLE_AMOUNT"],
  [/^liability\.refunds\.\d+\.amount/, "REFUND_UNACCEPTABLE_AMOUNT"],
  [/^liability\.deposits$/, "TOO_MANY_DEPOSITS"],
  [/^liability\.refunds$/, "TOO_MANY_REFUNDS"],
  [/^guest\./, "GUEST_PROPERTIES_INVALID"],
];

const refusalOf = (error: z.ZodError, input: unknown): ReservationRefusal => {
  const { missing, fields, says } = complaintOf(error, input);
  const [first = ""] = fields;
  if (first === "sequenceId") return ofReservation("RESERVATION_SEQUENCE_ID_ERROR", says, ...fields);
  if (missing) {
    const code = first.startsWith("guest.") ? "GUEST_FIELDS_CAN_NOT_BE_EMPTY" : "RESERVATION_FIELDS_CAN_NOT_BE_EMPTY";
    return ofReservation(code, says, ...fields);
  }
  const [, code] = codes.find(([path]) => path.test(first)) ?? [];
  const tooMany = error.issues[0]?.code === "too_big";
  const known = code?.startsWith("TOO_MANY") && !tooMany ? undefined : code;
  return ofReservation(known ?? "RESERVATION_PROPERTIES_INVALID", says, ...fields);
};

const fundsOf = (id: string | null | undefined, given: z.output<z.ZodObject<typeof funds>>): Funds => ({
  id: id ?? null,
  amount: given.amount,
  voided: given.voided ?? false,
  createdAt: given.utcCreatedAt,
  voidedAt: given.utcVoidedAt ?? null,
});

const guestOf = (guest: z.output<typeof GuestIn>): Guest => ({
  platformGuestId: guest.platformGuestId,
  firstName: guest.firstName,
  lastName: guest.lastName ?? null,
  email: guest.email ?? null,
  phone: guest.phone ?? null,
  walkIn: guest.walkIn ?? false,
  foodAndDrinkNotes: guest.foodAndDrinkNotes ?? null,
  notes: guest.notes ?? null,
  language: guest.language ?? null,
  allergens: guest.allergens ?? [],
  dietaryRestrictions: guest.dietaryRestrictions ?? [],
});

/** Reads what a platform pushed. */
export const readReservation = (input: unknown): Result<PushedReservation, ReservationRefusal> => {
  const parsed = ReservationIn.safeParse(input);
  if (!parsed.success) return refuse(refusalOf(parsed.error, input));
  const { data } = parsed;
  return done({
    status: data.status,
    guest: guestOf(data.guest),
    partySize: data.partySize,
    tables: data.tableNumbers ?? [],
    liability: data.liability
      ? {
          currency: data.liability.currency,
          deposits: data.liability.deposits.map((one) => fundsOf(one.platformDepositId, one)),
          refunds: (data.liability.refunds ?? []).map((one) => fundsOf(one.platformRefundId, one)),
        }
      : null,
    notes: data.notes ?? null,
    specialOffer: data.specialOffer ?? null,
    tags: data.tags ?? [],
    guestRequest: data.guestRequest ?? null,
    expectedDuration: data.expectedDuration ?? null,
    scheduledAt: data.utcScheduledAt,
    saidAt: data.utcUpdatedAt,
    sequence: data.sequenceId ?? null,
  });
};
