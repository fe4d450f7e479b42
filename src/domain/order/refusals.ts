import type { OrderStatus } from "./status.ts";

/** Everything that an order command may refuse, as values; each dialect has a table with its words and statuses. */
export type OrderRefusal =
  | { kind: "order_not_found" }
  | { kind: "line_not_found"; number: number }
  | { kind: "payment_not_found"; number: number }
  | { kind: "option_set_not_found"; number: number }
  | { kind: "site_or_register_required" }
  | { kind: "unknown"; field: string; what: string; value: string }
  | { kind: "register_of_other_site"; field: string; register: number; site: number }
  | { kind: "status_not_for_new_orders"; status: OrderStatus }
  | { kind: "move_not_allowed"; from: OrderStatus; to: OrderStatus }
  | { kind: "changed_meanwhile"; version: number }
  | { kind: "order_is_complete" }
  | { kind: "order_is_rejected" }
  | { kind: "order_is_deleted" }
  | { kind: "both_variations" }
  | { kind: "both_tip_services" }
  | { kind: "out_of_stock"; product: number; name: string }
  | { kind: "original_order_not_found"; order: number }
  | { kind: "original_order_not_complete"; order: number; status: OrderStatus }
  | { kind: "not_an_option_of_set"; product: number; optionSet: number; name: string }
  | {
      kind: "selection_out_of_bounds";
      optionSet: number;
      name: string;
      min: number;
      max: number | null;
      chosen: number;
    }
  | { kind: "instructions_not_supported"; optionSet: number; name: string }
  | { kind: "instructions_outside_of_set"; product: number }
  | { kind: "options_too_deep"; max: number }
  | { kind: "line_is_part_of_option_set"; number: number }
  | { kind: "too_many_lines"; max: number }
  | { kind: "too_many_payments"; max: number }
  | { kind: "amount_too_large"; max: number }
  | { kind: "payment_method_required" }
  | { kind: "locked"; lock: string }
  | { kind: "set_by_addon"; field: string }
  | { kind: "over_price_limit"; limit: string; payable: string }
  | { kind: "not_fully_paid"; remaining: string }
  | { kind: "over_paid"; amount: string; due: string }
  | { kind: "reject_reason_required" }
  | { kind: "pass_thru_needs_held_or_pending"; status: OrderStatus }
  | { kind: "pass_thru_pending_not_paid" }
  | { kind: "operators_only"; field: string }
  | { kind: "not_rounded"; method: string }
  | { kind: "not_the_cash_due"; cashDue: string }
  | { kind: "no_rounding_method" }
  | { kind: "split_option_set"; lineId: string }
  | { kind: "split_quantity"; lineId: string; quantity: string }
  | { kind: "line_twice"; lineId: string }
  | { kind: "nothing_left_to_split" }
  | { kind: "part_overpaid"; paid: string; payable: string }
  | { kind: "merge_with_itself" }
  | { kind: "merge_other_site"; order: number }
  | { kind: "merge_has_payments"; order: number }
  | { kind: "merge_refund"; order: number }
  | { kind: "merge_online"; order: number }
  | { kind: "merge_not_possible"; order: number; because: OrderRefusal }
  | { kind: "refund_not_complete"; status: OrderStatus }
  | { kind: "refund_too_many"; lineId: string; name: string; left: string }
  | { kind: "refund_too_much"; left: string }
  | { kind: "refund_not_paid_back"; total: string; given: string };

export const refusal = <const R extends OrderRefusal>(value: R): { ok: false; error: R } => ({
  ok: false,
  error: value,
});
