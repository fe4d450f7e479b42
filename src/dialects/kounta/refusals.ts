import type { OrderRefusal } from "../../domain/order/refusals.ts";
import { HttpError } from "../../http/errors.ts";

type Row<R> = Readonly<{ status: number; says: (refusal: R) => string; about?: (refusal: R) => object }>;
type RefusalTable = { readonly [K in OrderRefusal["kind"]]: Row<Extract<OrderRefusal, { kind: K }>> };

const bound = (min: number, max: number | null): string =>
  max === null ? `at least ${min}` : min === max ? `exactly ${min}` : `between ${min} and ${max}`;

/** What this API says to each refusal of an order command. A new refusal does not compile until it has its line. */
const table: RefusalTable = {
  order_not_found: { status: 404, says: () => "The requested order was not found." },
  line_not_found: { status: 404, says: ({ number }) => `The order has no line ${number}.` },
  payment_not_found: { status: 404, says: ({ number }) => `The order has no payment ${number}.` },
  option_set_not_found: { status: 404, says: ({ number }) => `The order has no option set ${number}.` },
  site_or_register_required: { status: 400, says: () => "Either site_id or register_id is required." },
  unknown: {
    status: 400,
    says: ({ what, value }) => `There is no ${what} ${value}.`,
    about: ({ field, value }) => ({ field, value }),
  },
  register_of_other_site: {
    status: 400,
    says: ({ register, site }) => `Register (${register}) does not belong to site (${site}).`,
    about: ({ field }) => ({ field }),
  },
  status_not_for_new_orders: {
    status: 400,
    says: ({ status }) => `An order cannot be created with status ${status}.`,
    about: ({ status }) => ({ field: "status", value: status }),
  },
  move_not_allowed: {
    status: 400,
    says: ({ from, to }) => `An order cannot go from ${from} to ${to}.`,
    about: ({ to }) => ({ field: "status", value: to }),
  },
  order_is_complete: { status: 400, says: () => "Orders with COMPLETE status cannot be changed." },
  order_is_rejected: { status: 400, says: () => "Orders with REJECTED status cannot be changed." },
  order_is_deleted: { status: 400, says: () => "Deleted orders cannot be changed." },
  both_variations: {
    status: 400,
    says: () => "price_variation and price_fixed_variation cannot both be set on an order.",
    about: () => ({ field: "price_fixed_variation" }),
  },
  both_tip_services: {
    status: 400,
    says: () => "tip_service_percent and tip_service_amount cannot both be set on an order.",
    about: () => ({ field: "tip_service_amount" }),
  },
  out_of_stock: {
    status: 400,
    says: ({ product }) => `Product (${product}) is out of stock.`,
    about: ({ product, name }) => ({ product_id: product, product_name: name }),
  },
  original_order_not_found: {
    status: 400,
    says: ({ order }) => `There is no order ${order} to refund.`,
    about: ({ order }) => ({ field: "original_order_id", value: order }),
  },
  original_order_not_complete: {
    status: 400,
    says: ({ order, status }) => `Order (${order}) is ${status}; only a COMPLETE order can be refunded.`,
    about: ({ order }) => ({ field: "original_order_id", value: order }),
  },
  not_an_option_of_set: {
    status: 400,
    says: ({ product, name, optionSet }) => `Product (${product}) is not an option of ${name} (${optionSet}).`,
    about: ({ product }) => ({ field: "product_id", value: product }),
  },
  selection_out_of_bounds: {
    status: 400,
    says: ({ name, optionSet, min, max, chosen }) =>
      `${name} (${optionSet}) takes ${bound(min, max)} options, but ${chosen} were chosen.`,
    about: ({ optionSet, min, max, chosen }) => ({
      option_set_id: optionSet,
      min_selection: min,
      max_selection: max,
      selected: chosen,
    }),
  },
  instructions_not_supported: {
    status: 400,
    says: ({ name, optionSet }) => `${name} (${optionSet}) does not take instructions.`,
    about: () => ({ field: "instructions" }),
  },
  instructions_outside_of_set: {
    status: 400,
    says: ({ product }) => `Product (${product}) is not chosen out of an option set, so it takes no instructions.`,
    about: () => ({ field: "instructions" }),
  },
  options_too_deep: { status: 400, says: ({ max }) => `Option sets can be nested ${max} deep at the most.` },
  line_is_part_of_option_set: {
    status: 400,
    says: ({ number }) => `Line ${number} is part of an option set; change the option set instead.`,
  },
  too_many_lines: { status: 400, says: ({ max }) => `An order has ${max} lines at the most.` },
  too_many_payments: { status: 400, says: ({ max }) => `An order has ${max} payments at the most.` },
  amount_too_large: { status: 400, says: ({ max }) => `Amounts on an order cannot go beyond ${max}.` },
  payment_method_required: {
    status: 400,
    says: () => "method_id is required: this add-on is not a payment method of the company.",
    about: () => ({ field: "method_id" }),
  },
  locked: { status: 400, says: ({ lock }) => `The order is locked (${lock}).`, about: ({ lock }) => ({ lock }) },
  set_by_addon: {
    status: 400,
    says: ({ field }) => `${field} is set by the add-on that made the order.`,
    about: ({ field }) => ({ field }),
  },
  over_price_limit: {
    status: 400,
    says: ({ limit, payable }) => `The order's price limit is ${limit}; this would make it ${payable}.`,
    about: ({ limit, payable }) => ({ price_limit: Number(limit), payable: Number(payable) }),
  },
  not_fully_paid: { status: 400, says: ({ remaining }) => `The order is not paid in full: ${remaining} remaining.` },
  reject_reason_required: {
    status: 400,
    says: () => "Give a reason to reject this order.",
    about: () => ({ field: "reject_reason" }),
  },
  pass_thru_needs_held_or_pending: {
    status: 400,
    says: () => "A pass-thru printing order must be sent as ON_HOLD or PENDING.",
    about: ({ status }) => ({ field: "status", value: status }),
  },
  pass_thru_pending_not_paid: {
    status: 400,
    says: () => "A pass-thru printing order sent as PENDING must be paid in full.",
    about: () => ({ field: "payments" }),
  },
  operators_only: {
    status: 400,
    says: ({ field }) => `${field} is set at the venue.`,
    about: ({ field }) => ({ field }),
  },
};

/** The HTTP error for a refusal; its name on the wire is the refusal's own. */
export const toHttpError = (refusal: OrderRefusal): HttpError => {
  const { status, says, about } = table[refusal.kind] as Row<OrderRefusal>;
  const code = status === 404 ? "not_found" : refusal.kind;
  return new HttpError(status, code, says(refusal), (about?.(refusal) ?? {}) as Record<string, unknown>);
};
