import { z } from "zod";
import { rejectReasonRule } from "../../../../domain/catalogue/selling-rules.ts";
import { words } from "./fields.ts";
import { recordKind } from "./kind.ts";

/** What the venue can say when it turns an order down. */
export const rejectReasons = recordKind({
  rule: rejectReasonRule,
  path: "reject_reasons",
  param: "reject_reason",
  many: "reject reasons",
  tag: "Set-up",
  read: "company:read",
  write: "setup:write",
  fields: { name: words() },
  required: ["name"],
  toFacts: (body) => body,
  out: z.object({ name: z.string() }),
  texts: ({ name }) => [name],
});
