import { namesOf } from "../domain/catalogue/room-rules.ts";
import type { RecordRefusal } from "../domain/catalogue/record-rules.ts";
import { posUsernameKey } from "../domain/pos-user.ts";
import type { Storage } from "../storage/storage.ts";
import type { Hold } from "./save-record.ts";

/** What keeps records of a venue as they are that only the store tells. */

const stays = (says: string): RecordRefusal => ({ kind: "stays", says });

/** Amounts are kept as whole coins of the currency, so it is the company's for good once something was sold. */
export const currencyStays: Hold<"company"> = async (tx, before, after) =>
  after && after.currency !== before.currency && (await tx.orderFacts.any())
    ? stays(`The currency stays ${before.currency}: there are orders in it.`)
    : undefined;

/** Orders name their site for good: invoices, reports and cash-ups are made of it. */
export const siteStays: Hold<"site"> = async (tx, { id }, after) => {
  if (after) return undefined;
  if (await tx.orderFacts.any(id)) return stays("Orders were taken there. Close its sales period instead.");
  return undefined;
};

export const registerStays =
  ({ access }: Storage): Hold<"register"> =>
  async (tx, { id }, after) => {
    if (after) return undefined;
    const device = (await access.people.devicesOf(tx.company)).find(({ registerId }) => registerId === id);
    if (device) return { kind: "in_use", by: "device", id: device.id };
    return (await tx.orderFacts.openAt(id)) ? stays("Orders are open at it.") : undefined;
  };

/** Whoever can sign in stays; with somebody who goes, what registers know of them goes. */
export const staffStays =
  ({ access: { people } }: Storage): Hold<"staff"> =>
  async (tx, { id }, after) => {
    if (after) return undefined;
    const [person, withPin] = await Promise.all([people.get(tx.company, id), people.withPin(tx.company)]);
    if (person?.active) return stays(`They can sign in as ${person.username}. Take that away first.`);
    if (withPin.has(id)) return stays("They can sign in with a PIN. Take that away first.");
    const user = await tx.documents.get("pos_user", String(id));
    if (user) {
      tx.documents.remove("pos_user", String(id));
      tx.documents.remove("pos_username", posUsernameKey(user.username));
    }
    return undefined;
  };

export const methodStays: Hold<"payment_method"> = async (tx, { id }, after) =>
  after === undefined && (await tx.orderFacts.paidBy(id))
    ? stays("Payments were taken with it. Switch it off instead.")
    : undefined;

/** A table at which guests sit stays on the plan. */
export const tablesStay: Hold<"floor_plan"> = async (tx, before, after) => {
  const kept = new Set(after && after.siteId === before.siteId ? after.tables.flatMap(namesOf) : []);
  const gone = before.tables.flatMap(namesOf).filter((name) => !kept.has(name));
  if (gone.length === 0) return undefined;
  const seats = await tx.orderFacts.openSeats(before.siteId);
  const taken = gone.find((name) => seats.has(name));
  return taken === undefined ? undefined : stays(`Orders are open at table ${taken}.`);
};
