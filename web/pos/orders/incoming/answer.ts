import { useMutation } from "@tanstack/react-query";
import { clockTime } from "../../../common/format.ts";
import { queries } from "../../../common/start.tsx";
import { toastGood } from "../../../common/toast.ts";
import { ofCompany, useRegister } from "../../app/context.ts";
import { type Order, orderKey, ordersKey } from "../../data/orders.ts";
import { incomingKey, useIncoming } from "./incoming-data.ts";

export type Answer =
  | Readonly<{ status: "ACCEPTED"; at: Date | undefined }>
  | Readonly<{ status: "REJECTED"; reason: Readonly<{ id: number; notes: string | null }> | null }>;

/** Says yes or no to an order. When somebody else said it first, the list shows that. */
export const useAnswer = (order: Order) => {
  const register = useRegister();
  const { answered } = useIncoming();
  const { timezone } = register.snapshot.company;
  return useMutation({
    mutationFn: (answer: Answer) => {
      const body =
        answer.status === "ACCEPTED"
          ? { status: answer.status, ...(answer.at && { fulfil_at: answer.at.toISOString() }) }
          : { status: answer.status, ...(answer.reason && { reject_reason: answer.reason }) };
      return register.api.put<Order>(ofCompany(register, `orders/${order.id}`), body);
    },
    onSuccess: (_, answer) => {
      if (answer.status === "REJECTED") toastGood("The order was rejected.");
      else toastGood(answer.at ? `Accepted for ${clockTime(answer.at, timezone)}.` : "Accepted.");
      answered(order);
    },
    onError: () => void queries.invalidateQueries({ queryKey: incomingKey(register.device.siteId) }),
    onSettled: () => {
      void queries.invalidateQueries({ queryKey: orderKey(order.id) });
      void queries.invalidateQueries({ queryKey: ordersKey });
    },
  });
};
