import { z } from "zod";
import { registerStays } from "../../../../commands/record-holds.ts";
import { registerRule } from "../../../../domain/catalogue/venue-rules.ts";
import type { SiteId } from "../../../../domain/ids.ts";
import { HttpError } from "../../../../http/errors.ts";
import { challenge } from "../../../../http/callers.ts";
import { camelled } from "../../../../kit/case.ts";
import { RegisterOut, registerShape } from "../../resources/registers.ts";
import { flag, outId } from "../../resources/venue-wire.ts";
import { id } from "../../wire.ts";
import { isOfSite, siteQuery } from "./at-sites.ts";
import { CODE_MAX, words } from "./fields.ts";
import { recordKind } from "./kind.ts";

const PREFIX_MAX = 20;

/** Whoever serves may take a register online and offline; what it is called is a matter of the set-up. */
const mayChange = (permissions: ReadonlySet<string>, body: object): void => {
  const more = Object.keys(body).filter((name) => name !== "online");
  if (more.length === 0 || permissions.has("setup:write")) return;
  const permission = "setup:write";
  throw new HttpError(
    403,
    "insufficient_scope",
    `This needs the permission ${permission}.`,
    { permission },
    challenge("insufficient_scope", `, scope="${permission}"`),
  );
};

/** The registers of the sites. */
export const registers = recordKind({
  rule: registerRule,
  path: "registers",
  param: "register",
  many: "registers",
  tag: "Registers",
  read: "company:read",
  write: "setup:write",
  update: ["setup:write", "registers:write"],
  mayChange,
  fields: {
    site_id: id<SiteId>(),
    code: words(CODE_MAX),
    name: words(),
    sale_prefix: words(PREFIX_MAX).meta({
      description: "Begins the numbers of its sales: its code and a dash unless given.",
    }),
    return_prefix: words(PREFIX_MAX).meta({
      description: "Begins the numbers of its refunds: its code, R and a dash unless given.",
    }),
    online: flag,
    receipt_printer_id: id<number>()
      .nullable()
      .meta({ description: "Where its receipts and reports print: a printer of its site. Null: where the site's do." }),
  },
  required: ["site_id", "code", "name"],
  toFacts: (body) => camelled(body),
  out: RegisterOut.omit({ id: true }).extend({
    site_id: outId,
    online: z.boolean(),
    receipt_printer_id: outId.nullable(),
  }),
  shape: (register, catalogue) => registerShape(register, catalogue),
  texts: ({ name, code }) => [name, code],
  query: siteQuery,
  keeps: isOfSite,
  held: registerStays,
  says: {
    update: "With the permission registers:write alone only `online` can be changed.",
    delete: "A register goes while no device stands at it, no order is open at it, and its site does not print there.",
  },
});
