import type { OrderRow } from "./data.ts";

export type Tone = "good" | "warn" | "bad" | "plain";

/** The statuses of orders in plain words, in the order in which an order goes through them. */
export const STATUSES = [
  { value: "SUBMITTED", label: "New", tone: "warn" },
  { value: "ON_HOLD", label: "On hold", tone: "plain" },
  { value: "ACCEPTED", label: "Accepted", tone: "plain" },
  { value: "PENDING", label: "Sent", tone: "plain" },
  { value: "COMPLETE", label: "Completed", tone: "good" },
  { value: "REJECTED", label: "Rejected", tone: "bad" },
] as const satisfies readonly Readonly<{ value: string; label: string; tone: Tone }>[];

/** What the status of an order means, for people. */
export const statusSays = ({
  status,
  deleted,
}: Pick<OrderRow, "deleted"> & Readonly<{ status: string }>): Readonly<{ label: string; tone: Tone }> => {
  if (deleted) return { label: "Deleted", tone: "bad" };
  const known = STATUSES.find(({ value }) => value === status);
  return { label: known?.label ?? status, tone: known?.tone ?? "plain" };
};

export const count = (number: number, one: string, many = `${one}s`): string =>
  `${number.toLocaleString()} ${number === 1 ? one : many}`;

/** "Sunday 22 November", "Sun 22 Nov": a business day. */
export const dayWords = (day: string, how: "long" | "short" = "long"): string =>
  new Date(`${day}T12:00:00Z`).toLocaleDateString(undefined, {
    weekday: how,
    day: "numeric",
    month: how,
    timeZone: "UTC",
  });

/** "9 am" for 9. */
export const hourWords = (hour: number): string =>
  new Date(Date.UTC(2000, 0, 1, hour)).toLocaleTimeString(undefined, { hour: "numeric", timeZone: "UTC" });

/** "10% off", "15% more": what a price was multiplied by. */
export const factorWords = (factor: number): string =>
  `${Number((Math.abs(1 - factor) * 100).toFixed(4))}% ${factor < 1 ? "off" : "more"}`;
