import { z } from "zod";
import type { OrderId } from "../../../../domain/ids.ts";
import { pathId } from "../../wire.ts";
import { COMPANY } from "../wire.ts";

/** What the register's routes about orders have in common. */

export const ORDER = `${COMPANY}/orders/:order(^\\d{1,40}$)`;
export const orderParams = z.object({ order: pathId<OrderId>() });

/** Lines have six letters and digits; what has not is no line of any order. */
export const lineId = z
  .string({ error: "must be the id of a line" })
  .min(1, { error: "must be the id of a line" })
  .max(40, { error: "must be the id of a line" });

export const version = z
  .int({ error: "must be a whole number" })
  .min(1, { error: "must be at least 1" })
  .optional()
  .meta({ description: "The version that this is about; 409 when somebody changed the order since." });

export const register = { tag: "Register orders", audience: "operator", permission: "orders:write" } as const;
export const refused = { description: "Not possible; the error says why." };
