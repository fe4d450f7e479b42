import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { toastBad, toastGood } from "../../common/toast.ts";
import { useRegister } from "../app/context.ts";
import { sendAdditions, sendDraft } from "../data/draft-send.ts";
import { orderKey, ordersKey } from "../data/orders.ts";
import { useSale } from "./sale.ts";

export type Deeds = Readonly<{
  hold: () => Promise<void>;
  /** To the kitchen. */
  send: () => Promise<void>;
  pay: () => Promise<void>;
  busy: boolean;
}>;

/** What becomes of the order that is being taken. */
export const useDeeds = (): Deeds => {
  const register = useRegister();
  const { drafts, order } = useSale();
  const { draft } = drafts;
  const client = useQueryClient();
  const navigate = useNavigate();
  const [busy, setBusy] = useState(false);

  const guarded = async (work: () => Promise<void>): Promise<void> => {
    if (busy) return;
    setBusy(true);
    try {
      await work();
    } catch (error) {
      toastBad(error, "Not sent");
    } finally {
      setBusy(false);
    }
  };
  const where = draft.table === null ? "The order" : `Table ${draft.table}`;

  /** Adds what is new to the order of the server; answers whether the server has it. */
  const addToOrder = async (id: number): Promise<boolean> => {
    const after = await sendAdditions(register, draft, id);
    if (after) client.setQueryData(orderKey(id), after);
    void client.invalidateQueries({ queryKey: ordersKey });
    toastGood(after ? "Sent." : "The server cannot be reached. It is sent as soon as it can be.");
    return after !== null;
  };
  const make = async (status: "ON_HOLD" | "PENDING", says: string): Promise<void> => {
    await sendDraft(register, draft, { status });
    toastGood(register.offline ? `${where} waits. It is sent by itself.` : says);
    await navigate({ to: "/", search: {} });
  };
  return {
    busy,
    hold: () => guarded(() => make("ON_HOLD", `${where} is on hold.`)),
    send: () =>
      guarded(async () => {
        if (draft.lines.length === 0) return;
        if (!order) return make("PENDING", `${where} is sent.`);
        await addToOrder(order.id);
        await navigate({ to: "/order/$id", params: { id: String(order.id) } });
      }),
    pay: () =>
      guarded(async () => {
        if (!order) {
          if (draft.lines.length > 0) await navigate({ to: "/pay/$id", params: { id: "draft" } });
          return;
        }
        if (draft.lines.length > 0 && !(await addToOrder(order.id))) return;
        await navigate({ to: "/pay/$id", params: { id: String(order.id) } });
      }),
  };
};
