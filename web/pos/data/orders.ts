import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import { ofCompany, useRegister } from "../app/context.ts";

/** Orders as the server tells people of the venue. Amounts are numbers in the company's currency. */

export type OrderStatus =
  "SUBMITTED" | "PENDING" | "ACCEPTED" | "REJECTED" | "ON_HOLD" | "COMPLETE" | "DELETED" | "DRAFT";

export type OrderLine = Readonly<{
  number: number;
  line_id: string;
  product: Readonly<{ id: number; name: string }>;
  quantity: number;
  modifiers: readonly number[];
  notes: string | null;
  unit_price: number;
  unit_tax: number;
  unit_price_inc_tax: number;
  line_total_inc_tax: number;
  modifier_details: readonly Readonly<{ product_id: number; name: string; negated: boolean; price_inc_tax: number }>[];
  discount: Readonly<{ code: string; name: string }> | null;
  option_set: number | null;
  refund_of_line: string | null;
  line_total_ex_tax: number;
  line_total_tax: number;
  price_variation: number;
  price_fixed_variation: number;
  part_of_option_set: boolean;
  course_name: string | null;
  course_ordinal: number | null;
  course_status: string;
}>;

/** A product with what was chosen in its option sets; nested in the same form. */
export type OrderOption = Readonly<{
  product_id: number;
  name: string;
  line_number: number;
  instructions?: string;
  option_sets: readonly Readonly<{ option_set_id: number; name: string; options: readonly OrderOption[] }>[];
}>;

export type OrderPayment = Readonly<{
  id: number;
  number: number;
  method: Readonly<{ id: number; name: string }>;
  amount: number;
  tip: number;
  ref: string | null;
  created_at: string;
}>;

/** Fields beyond Kounta's own are the operator's: `version`, `table`, `lock`, … */
export type Order = Readonly<{
  id: number;
  sale_number: string;
  sale_id: string;
  status: OrderStatus;
  version: number;
  site_id: number;
  register_id: number | null;
  notes: string | null;
  guests: number | null;
  order_type?: string;
  table: string | null;
  group_id: string | null;
  customer: Readonly<{ id: number; first_name: string; last_name: string; email: string | null }> | null;
  staff_member_id: number | null;
  addon?: Readonly<{ id: number; name: string }> | null;
  total: number;
  total_tax: number;
  paid: number;
  tips: number;
  tip_service_paid: number;
  tip_service_percent?: number;
  tip_service_amount?: number;
  /** What is asked for on top of `total`, and both together. */
  tip_service: number;
  payable: number;
  remaining: number;
  currency: string;
  completed_at: string | null;
  price_variation: number;
  price_fixed_variation: number;
  deleted: boolean;
  lines: readonly OrderLine[];
  options: readonly OrderOption[];
  payments: readonly OrderPayment[];
  original_order_id: number | null;
  lock?: readonly string[];
  price_limit?: number | null;
  enable_alert_sound?: boolean;
  prompt_for_reject_reason?: boolean;
  reject_reason?: Readonly<{ id: number; name: string; notes: string | null }>;
  delete_reason?: string | null;
  placed_at: string | null;
  fulfil_at: string | null;
  created_at: string;
  updated_at: string;
}>;

/** An order as lists have it. */
export type OrderRow = Pick<
  Order,
  | "id"
  | "sale_number"
  | "status"
  | "version"
  | "notes"
  | "order_type"
  | "total"
  | "total_tax"
  | "paid"
  | "payable"
  | "remaining"
  | "site_id"
  | "register_id"
  | "table"
  | "group_id"
  | "guests"
  | "addon"
  | "deleted"
  | "delete_reason"
  | "placed_at"
  | "fulfil_at"
  | "created_at"
  | "updated_at"
> &
  Readonly<{
    staff_id: number | null;
    is_refund: boolean;
    refunded_order_id: number | null;
    customer: Readonly<{ id: number; first_name: string; last_name: string }> | null;
  }>;

export const orderKey = (id: number) => ["order", id] as const;
/** All lists of orders begin with this key: invalidate it when the feed says that an order changed. */
export const ordersKey = ["orders"] as const;

/** One order, kept up by the live feed. */
export const useOrder = (id: number): UseQueryResult<Order> => {
  const register = useRegister();
  return useQuery({
    queryKey: orderKey(id),
    queryFn: () => register.api.get<Order>(ofCompany(register, `orders/${id}`)),
  });
};
