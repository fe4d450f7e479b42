import { z } from "zod";
import type { Catalogue } from "../../../../domain/catalogue/catalogue.ts";
import type { AddonId } from "../../../../domain/ids.ts";
import type { Ticket, TicketLine } from "../../../../domain/kitchen/ticket.ts";
import { lineChanges } from "../../../../domain/kitchen/ticket.ts";
import { courseStatuses, instructions } from "../../../../domain/order/order.ts";
import { isoWithOffset } from "../../../../kit/time.ts";
import { docketOf } from "../../../../paper/docket/docket-of.ts";
import type { Docket, DocketLine } from "../../../../paper/docket/docket.ts";
import { outId, outText } from "../../resources/venue-wire.ts";
import { nameOf } from "../wire.ts";

const LineOut = z.object({
  line_id: z.string(),
  quantity: z.string(),
  name: z.string(),
  part_of: outText.meta({ description: "The product that it was chosen for, where that is made elsewhere." }),
  modifiers: z.array(z.object({ name: z.string(), negated: z.boolean() })),
  options: z
    .array(
      z.object({
        name: z.string(),
        instruction: z.enum(instructions).nullable(),
        notes: outText,
        depth: z.int().meta({ description: "1: chosen for the product; 2: chosen for that, and so on." }),
      }),
    )
    .meta({ description: "Everything that was chosen under it, in reading order." }),
  instructions: z.array(z.string()),
  notes: outText,
  state: z.enum(["open", "done"]),
  change: z
    .enum(lineChanges)
    .nullable()
    .meta({ description: "What is new since the ticket began or was bumped last." }),
  changed_at: z.string(),
});

export const TicketOut = z.object({
  id: z.string().meta({ description: '"<order id>.<station>".' }),
  order_id: outId,
  sale_number: z.string(),
  table: outText,
  order_type: outText,
  customer_name: outText,
  guests: z.int().nullable(),
  staff_name: outText,
  notes: outText,
  source: z.string().meta({ description: 'The add-on that the order came from, or "register".' }),
  station: z.string(),
  state: z.enum(["open", "done"]),
  ordered_at: z.string(),
  began_at: z.string().meta({ description: "When the station heard of it: lists go by this." }),
  fulfil_at: outText,
  version: z.int().meta({ description: "To be sent back when it is bumped." }),
  done_at: outText,
  courses: z.array(
    z.object({
      ordinal: z.int().nullable(),
      name: outText,
      status: z.enum(courseStatuses).nullable(),
      held: z.boolean().meta({ description: "Not called yet." }),
      lines: z.array(LineOut),
    }),
  ),
});

/** Names of add-ons by their ids. */
export type AddonNames = ReadonlyMap<AddonId, string>;

/** A ticket as the screens show it: its lines are worded as on a docket of paper. */
export const ticketShape = (ticket: Ticket, catalogue: Catalogue, addons: AddonNames): z.output<typeof TicketOut> => {
  const { order, station } = ticket;
  const stamp = (ms: number): string => isoWithOffset(ms, order.timezone);
  const docket = docketFor(ticket, catalogue);
  return {
    id: `${order.id}.${station.name}`,
    order_id: order.id,
    sale_number: order.saleNumber,
    table: order.table,
    order_type: order.orderType,
    customer_name: docket?.customer ?? null,
    guests: order.guests,
    staff_name: order.staffId === null ? null : (nameOf(catalogue, order.staffId) ?? null),
    notes: order.notes,
    source: order.addonId === null ? "register" : (addons.get(order.addonId) ?? "add-on"),
    station: station.name,
    state: ticket.state,
    ordered_at: stamp(order.createdAt),
    began_at: stamp(ticket.beganAt),
    fulfil_at: order.fulfilAt,
    version: order.version,
    done_at: ticket.doneAt === null ? null : stamp(ticket.doneAt),
    courses: docket ? coursesShape(ticket, docket, stamp) : [],
  };
};

const docketFor = (ticket: Ticket, catalogue: Catalogue): Docket | null => {
  const { order, station, lines, takenBack } = ticket;
  return docketOf({
    kind: "changes",
    order,
    catalogue,
    station: station.name,
    lineIds: lines.filter(({ change }) => change !== "removed").flatMap(({ members }) => members),
    removed: takenBack.map(({ line }) => line),
    removedFrom: {
      lines: order.lines,
      options: [...takenBack.flatMap(({ options }) => options), ...order.options],
    },
    at: order.updatedAt,
  });
};

const coursesShape = ({ order, lines, takenBack }: Ticket, { courses }: Docket, stamp: (ms: number) => string) => {
  const facts = new Map(lines.map((line) => [line.lineId, line]));
  const instructed = new Map(
    [...takenBack.map(({ line }) => line), ...order.lines].map((line) => [line.lineId, line.productionInstructions]),
  );
  return courses.map((course) => {
    const shown = course.lines.flatMap((line) => {
      const fact = facts.get(line.lineId);
      return fact ? [{ fact, line }] : [];
    });
    const there = shown.filter(({ fact }) => fact.change !== "removed");
    return {
      ordinal: shown[0]?.fact.course.ordinal ?? null,
      name: course.name,
      status: course.status,
      held: there.length > 0 && there.every(({ fact }) => fact.held),
      lines: shown.map(({ fact, line }) => lineShape(fact, line, instructed.get(line.lineId) ?? [], stamp)),
    };
  });
};

const lineShape = (
  { state, change, changedAt }: TicketLine,
  { lineId, quantity, name, partOf, modifiers, options, notes }: DocketLine,
  instructed: readonly Readonly<{ text: string }>[],
  stamp: (ms: number) => string,
): z.output<typeof LineOut> => ({
  line_id: lineId,
  quantity,
  name,
  part_of: partOf,
  modifiers: [...modifiers],
  options: options.map((option) => ({
    name: option.name,
    instruction: option.instruction,
    notes: option.notes,
    depth: option.depth,
  })),
  instructions: instructed.map(({ text }) => text),
  notes,
  state,
  change,
  changed_at: stamp(changedAt),
});
