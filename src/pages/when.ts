import { type Html, html } from "./html.ts";

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const ISO = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?$/;

/** "3 Nov 2026, 09:05" of an ISO 8601 date-time, as the clock in its own offset shows it. Other texts stay as they are. */
export const when = (text: string): Html => {
  const [, year, month, day, time, zone] = ISO.exec(text) ?? [];
  const name = MONTHS[Number(month) - 1];
  if (!year || !name || !day) return html`${text}`;
  const clock = time ? `, ${time}${zone === "Z" ? " UTC" : ""}` : "";
  return html`<time datetime="${text}">${Number(day)} ${name} ${year}${clock}</time>`;
};
