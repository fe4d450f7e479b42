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
  changed_meanwhile: {
    status: 409,
    says: ({ version }) => `The order was changed by somebody else: it is at version ${version} now.`,
    about: ({ version }) => ({ field: "version", version }),
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
  over_paid: {
    status: 409,
    says: ({ due }) =>
      Number(due) === 0
        ? "amount: nothing is left to pay"
        : `amount: must not be more than the ${due} that is left to pay`,
    about: ({ amount, due }) => ({ field: "amount", amount: Number(amount), due: Number(due) }),
  },
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
  not_rounded: {
    status: 400,
    says: ({ method }) => `${method} is not cash that is rounded to coins.`,
    about: () => ({ field: "round" }),
  },
  not_the_cash_due: {
    status: 400,
    says: ({ cashDue }) => `amount: must be the cash that is due, ${cashDue}`,
    about: ({ cashDue }) => ({ field: "amount", cash_due: Number(cashDue) }),
  },
  no_rounding_method: {
    status: 400,
    says: () => "There is no payment method of the kind rounding to put the difference on.",
    about: () => ({ field: "round" }),
  },
  split_option_set: {
    status: 400,
    says: ({ lineId }) => `Line ${lineId} is part of an option set, which moves as a whole with its first line.`,
    about: ({ lineId }) => ({ field: "line_id", value: lineId }),
  },
  split_quantity: {
    status: 400,
    says: ({ lineId, quantity }) => `Line ${lineId} has ${quantity} to split.`,
    about: ({ lineId, quantity }) => ({ field: "quantity", line_id: lineId, quantity: Number(quantity) }),
  },
  line_twice: {
    status: 400,
    says: ({ lineId }) => `Line ${lineId} is named twice.`,
    about: ({ lineId }) => ({ field: "line_id", value: lineId }),
  },
  nothing_left_to_split: { status: 400, says: () => "At least one line must stay on the order." },
  part_overpaid: {
    status: 400,
    says: ({ paid, payable }) =>
      `Payments stay on the order: ${paid} is paid already, which is more than the ${payable} that would stay.`,
    about: ({ paid, payable }) => ({ paid: Number(paid), payable: Number(payable) }),
  },
  merge_with_itself: { status: 400, says: () => "An order cannot be merged into itself." },
  merge_other_site: {
    status: 400,
    says: ({ order }) => `Order (${order}) is at another site.`,
    about: ({ order }) => ({ field: "from", value: order }),
  },
  merge_has_payments: {
    status: 400,
    says: ({ order }) => `Order (${order}) has payments. Merge the other way round, or finish paying it.`,
    about: ({ order }) => ({ field: "from", value: order }),
  },
  merge_refund: {
    status: 400,
    says: ({ order }) => `Order (${order}) gives back another sale, so it cannot be merged.`,
    about: ({ order }) => ({ field: "from", value: order }),
  },
  merge_online: {
    status: 400,
    says: ({ order }) => `Order (${order}) came from an ordering app, which has to find it. Merge the other way round.`,
    about: ({ order }) => ({ field: "from", value: order }),
  },
  merge_not_possible: {
    status: 400,
    says: ({ order, because }) => `Order (${order}): ${saysOf(because)}`,
    about: ({ order }) => ({ field: "from", value: order }),
  },
  refund_not_complete: {
    status: 400,
    says: ({ status }) => `The order is ${status}; only a COMPLETE order can be refunded.`,
  },
  refund_too_many: {
    status: 400,
    says: ({ name, left }) => `${name}: ${left} can be given back.`,
    about: ({ lineId, left }) => ({ field: "quantity", line_id: lineId, left: Number(left) }),
  },
  refund_too_much: {
    status: 400,
    says: ({ left }) => `At the most ${left} of the order can still be given back.`,
    about: ({ left }) => ({ left: Number(left) }),
  },
  refund_not_paid_back: {
    status: 400,
    says: ({ total, given }) => `payments: must come to ${total}, but come to ${given}`,
    about: ({ total, given }) => ({ field: "payments", total: Number(total), given: Number(given) }),
  },
};

const saysOf = (refusal: OrderRefusal): string => (table[refusal.kind] as Row<OrderRefusal>).says(refusal);

/** The HTTP error for a refusal; its name on the wire is the refusal's own. */
export const toHttpError = (refusal: OrderRefusal): HttpError => {
  const { status, says, about } = table[refusal.kind] as Row<OrderRefusal>;
  const code = status === 404 ? "not_found" : refusal.kind;
  return new HttpError(status, code, says(refusal), (about?.(refusal) ?? {}) as Record<string, unknown>);
};
