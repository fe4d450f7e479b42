import type { NewDelivery } from "../../deliveries.ts";
import type { Engine } from "../engine.ts";
import type { Sequences } from "../sequences.ts";
import { addDeliveries, draw } from "./fan-out.ts";

/** Adds a delivery of no event with its job, in one transaction. */
export const sendTest = async (
  engine: Engine,
  sequences: Sequences,
  delivery: Omit<NewDelivery, "eventId">,
  at: number,
): Promise<number> => {
  const drawn = await draw(sequences, [{ ...delivery, eventId: 0 }], []);
  const id = drawn.deliveries[0]!;
  await engine.transaction((connection) => addDeliveries(connection, [{ ...delivery, eventId: -id }], drawn, at));
  return id;
};
