import { z } from "zod";
import { deliveryModes } from "../../../../domain/catalogue/ordering-records.ts";
import { accountProfileRule } from "../../../../domain/catalogue/selling-rules.ts";
import { orderTypes } from "../../../../domain/order/order.ts";
import type { PriceListId } from "../../../../domain/ids.ts";
import { camelled } from "../../../../kit/case.ts";
import { flag, outId } from "../../resources/venue-wire.ts";
import { id } from "../../wire.ts";
import { isAtSite, siteQuery } from "./at-sites.ts";
import { CODE_MAX, siteIds, words } from "./fields.ts";
import { recordKind } from "./kind.ts";

const mode = z.enum(deliveryModes, { error: `must be one of ${deliveryModes.join(", ")}` });
const orderType = z.enum(orderTypes, { error: `must be one of ${orderTypes.join(", ")}` }).nullable();

/** Ways of ordering: each chooses a price list, and how the guest gets the order. */
export const accountProfiles = recordKind({
  rule: accountProfileRule,
  path: "account_profiles",
  param: "account_profile",
  many: "account profiles",
  tag: "Set-up",
  read: "company:read",
  write: "setup:write",
  fields: {
    name: words(),
    code: words(CODE_MAX),
    delivery_mode: mode,
    order_type: orderType,
    price_list_id: id<PriceListId>().nullable().meta({ description: "Null: the site's own." }),
    site_ids: siteIds,
    active: flag,
  },
  required: ["name", "code"],
  toFacts: (body) => camelled(body),
  out: z.object({
    name: z.string(),
    code: z.string(),
    delivery_mode: mode,
    order_type: orderType,
    price_list_id: outId.nullable(),
    site_ids: z.array(outId).nullable(),
    active: z.boolean(),
  }),
  texts: ({ name, code }) => [name, code],
  query: siteQuery,
  keeps: isAtSite,
});
