import { ApiError, Unreachable } from "../../common/api.ts";
import { fromMinor } from "../../common/format.ts";
import { type Register, ofCompany } from "../app/context.ts";
import type { Draft } from "./draft.ts";
import { type DraftStatus, changesOf, orderBodyOf } from "./draft-body.ts";
import { dropDraft, rekeyDraft } from "./drafts.ts";
import type { Order } from "./orders.ts";
import { store } from "./store.ts";
import { totalsOf } from "./totals.ts";

/** Statuses that say nothing about the request itself. */
const passing: ReadonlySet<number> = new Set([401, 408, 409, 429]);

const itemsSay = (count: number): string => (count === 1 ? "1 item" : `${count} items`);

/** "Order, 3 items", "Table 4, 1 item". */
const labelOf = ({ table, lines }: Draft): string =>
  `${table === null ? "Order" : `Table ${table}`}, ${itemsSay(lines.reduce((sum, { quantity }) => sum + Math.ceil(quantity), 0))}`;

/** Writes a draft down to be sent once, and forgets it as a draft. It is safe when this resolves, network or not. */
export const sendDraft = async (
  register: Register,
  draft: Draft,
  { status }: Readonly<{ status: DraftStatus }>,
): Promise<void> => {
  const { snapshot, outbox, scope } = register;
  const { payable } = totalsOf(draft, snapshot);
  // Under its key it can be there once only: another window may have been quicker.
  if (!(await store.outgoing.where("key").equals(draft.key).first())) {
    await outbox.put({
      key: draft.key,
      path: "orders",
      body: orderBodyOf(draft, register, status),
      label: labelOf(draft),
      amount: payable,
      group: draft.key,
      draft,
    });
  }
  await dropDraft(scope, draft.key);
};

/**
 * Adds a draft's lines to an order of the server. Answers the order as it is then, or null when nobody answered: then it
 * waits to be sent, under the same key. Throws ApiError for what the server refuses; the draft stays as it was.
 */
export const sendAdditions = async (register: Register, draft: Draft, orderId: number): Promise<Order | null> => {
  const { api, snapshot, outbox, scope } = register;
  const path = `orders/${orderId}/changes`;
  const body = changesOf(draft);
  let order: Order | null = null;
  try {
    order = await api.post<Order>(ofCompany(register, path), body, { key: draft.key });
  } catch (error) {
    // What the server said no to it will say no to again under this key, whatever is changed.
    if (error instanceof ApiError && error.status < 500 && !passing.has(error.status)) await rekeyDraft(scope, orderId);
    if (!(error instanceof Unreachable)) throw error;
    const { payable } = totalsOf(draft, snapshot);
    await outbox.put({ key: draft.key, path, body, label: labelOf(draft), amount: payable, group: `order ${orderId}` });
  }
  await dropDraft(scope, draft.key, orderId);
  return order;
};

/** Minor units as an amount of the register's currency. */
export const inCurrency = (minor: number, { snapshot }: Pick<Register, "snapshot">): number =>
  fromMinor(minor, snapshot.company.currency);
