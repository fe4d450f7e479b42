import type { Draft, DraftLine } from "./draft.ts";
import { type LinePart, type OptionPart, factorOf, fixedOf, partsOf } from "./draft-lines.ts";
import type { Snapshot } from "./snapshot.ts";
import { paymentsOf } from "./tenders.ts";

/** A draft in the words of the operator API. */

export type DraftStatus = "ON_HOLD" | "PENDING" | "SUBMITTED" | "COMPLETE";

const courseFields = ({ course }: DraftLine): object =>
  course ? { course_name: course.name, course_ordinal: course.ordinal, course_status: course.status } : {};

const setsBody = (sets: OptionPart["sets"]): object =>
  sets.length === 0
    ? {}
    : {
        option_sets: sets.map(({ optionSetId, options }) => ({
          option_set_id: optionSetId,
          options: options.map(({ productId, instruction, sets: inner }) => ({
            product_id: productId,
            ...(instruction && { instructions: instruction }),
            ...setsBody(inner),
          })),
        })),
      };

const bodyOf = ({ kind, line, unitPriceIncTax, factor, fixed, discountCode, sets }: LinePart): object => ({
  product_id: line.productId,
  ...(kind === "line" && { quantity: line.quantity }),
  ...(unitPriceIncTax !== null && { unit_price_inc_tax: unitPriceIncTax }),
  ...(factor !== "1" && { price_variation: factor }),
  ...(fixed !== "0" && { price_fixed_variation: fixed }),
  ...(discountCode !== null && { discount_code: discountCode }),
  ...(line.modifiers.length > 0 && {
    modifiers: line.modifiers.map(({ productId, negated }) => (negated ? -productId : productId)),
  }),
  ...(line.notes && { notes: line.notes }),
  ...courseFields(line),
  ...setsBody(sets),
});

const linesAndOptions = (draft: Draft) => {
  const parts = partsOf(draft.lines);
  return {
    lines: parts.filter(({ kind }) => kind === "line").map(bodyOf),
    options: parts.filter(({ kind }) => kind === "set").map(bodyOf),
  };
};

/** What is said anew about an order that the server has; null takes it off. */
export const factsBodyOf = (
  said: Partial<Pick<Draft, "table" | "guests" | "customer" | "orderType" | "notes">>,
): object => ({
  ...(said.table !== undefined && { table: said.table }),
  ...(said.guests !== undefined && { guests: said.guests }),
  ...(said.customer !== undefined && { customer_id: said.customer && said.customer.id }),
  ...(said.orderType !== undefined && { order_type: said.orderType }),
  ...(said.notes !== undefined && { notes: said.notes }),
});

/** Where and by whom the order is taken: a register has it all. */
export type TakenAt = Readonly<{
  device: Readonly<{ siteId: number; registerId: number }>;
  session: Readonly<{ staffId: number }>;
  snapshot: Snapshot;
}>;

/** The body that makes an order of a draft. */
export const orderBodyOf = (draft: Draft, { device, session, snapshot }: TakenAt, status: DraftStatus) => {
  const { variation, tipService } = draft;
  const [factor, fixed] = [factorOf(variation), fixedOf(variation)];
  return {
    status,
    site_id: device.siteId,
    register_id: device.registerId,
    staff_member_id: session.staffId,
    ...(draft.table !== null && { table: draft.table }),
    ...(draft.guests !== null && { guests: draft.guests }),
    ...(draft.customer && { customer_id: draft.customer.id }),
    ...(draft.orderType !== null && { order_type: draft.orderType }),
    ...(draft.notes && { notes: draft.notes }),
    ...(factor !== "1" && { price_variation: factor }),
    ...(fixed !== "0" && { price_fixed_variation: fixed }),
    ...(tipService?.kind === "percent" && { tip_service_percent: tipService.value }),
    ...(tipService?.kind === "amount" && { tip_service_amount: tipService.value }),
    ...linesAndOptions(draft),
    // Money that was taken goes along, whatever it is that sends the order.
    ...(draft.tenders && draft.tenders.length > 0 && { payments: paymentsOf(draft.tenders, snapshot) }),
  };
};

/** The changes that add a draft's lines to an order that the server has. */
export const changesOf = (draft: Draft): { changes: object[] } => {
  const { lines, options } = linesAndOptions(draft);
  return {
    changes: [
      ...lines.map((line) => ({ do: "add_line", line })),
      ...options.map((option) => ({ do: "add_option_set", option })),
    ],
  };
};
