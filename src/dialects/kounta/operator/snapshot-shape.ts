import { z } from "zod";
import { PAYMENT_METHOD_KINDS } from "../../../domain/catalogue/records.ts";
import { orderTypes } from "../../../domain/order/order.ts";
import { outId, outText } from "../resources/venue-wire.ts";
import { MenuGroupOut } from "./records/menus.ts";

/** The snapshot of a site, for the reference. */

const ids = z.array(outId);
const price = z.number().meta({ description: "With tax, as the customer sees it." });
const named = { id: outId, name: z.string() };
const grid = z.int().nullable();

const ProductOut = z.object({
  ...named,
  docket_name: outText,
  code: outText,
  sku: outText,
  barcode: outText,
  number: outText,
  image: outText,
  description: outText,
  tags: z.array(z.string()),
  category_ids: ids,
  price,
  price_ex_tax: z.number().meta({ description: "To six decimals, as orders are worked out." }),
  tax_ids: ids,
  available: z.boolean(),
  left: z.number().nullable().meta({ description: "How many a count-down has left; null: not counted." }),
  is_modifier: z.boolean(),
  open_price: z.boolean().meta({ description: "Whether its price is entered with each sale." }),
  option_set_ids: ids,
  modifiers: z.array(z.object({ product_id: outId, name: z.string(), price })),
  variant_parent_id: outId.nullable(),
  production_instruction_ids: ids,
});

export const SnapshotOut = z.object({
  version: z.int().meta({ description: "Of the company's set-up; it grows with each change." }),
  company: z.object({ ...named, currency: z.string(), timezone: z.string() }),
  site: z.object({ ...named, code: z.string(), timezone: z.string(), price_list_id: outId }),
  registers: z.array(z.object({ ...named, code: z.string() })),
  staff: z.array(z.object(named)).meta({ description: "Who works at the site." }),
  categories: z.array(z.object({ ...named, image: outText, color: outText })),
  products: z.array(ProductOut),
  option_sets: z.array(
    z.object({
      ...named,
      min: z.int(),
      max: z.int().nullable(),
      instructions: z.boolean(),
      options: z.array(z.object({ product_id: outId, name: z.string(), price, available: z.boolean() })),
    }),
  ),
  production_instructions: z.array(
    z.object({
      ...named,
      multi_selection: z.boolean(),
      instructions: z.array(z.object({ id: outId, text: z.string() })),
    }),
  ),
  menus: z.array(z.object({ ...named, groups: z.array(MenuGroupOut) })),
  price_lists: z.array(
    z.object({
      ...named,
      prices: z
        .record(z.string(), price)
        .meta({ description: "By product id; a product that is not here costs what it costs at the site." }),
    }),
  ),
  taxes: z.array(z.object({ ...named, code: z.string(), rate: z.number().meta({ description: "A factor: 0.1." }) })),
  payment_methods: z.array(
    z.object({
      ...named,
      kind: z.enum(PAYMENT_METHOD_KINDS),
      active: z.boolean(),
      rounding: z.number().nullable().meta({ description: "The smallest coin." }),
      addon_id: outId
        .nullable()
        .meta({ description: "The add-on whose method it is: an order's lock APP_PAYMENT leaves it open." }),
    }),
  ),
  discounts: z.array(
    z.object({
      ...named,
      code: z.string(),
      percent: z.number().nullable().meta({ description: "10 is ten percent." }),
      amount: z.number().nullable(),
    }),
  ),
  account_profiles: z.array(
    z.object({
      ...named,
      code: z.string(),
      delivery_mode: z.string(),
      order_type: outText,
      price_list_id: outId.nullable(),
    }),
  ),
  reject_reasons: z.array(z.object(named)),
  floor_plans: z.array(
    z.object({
      ...named,
      tables: z.array(
        z.object({
          id: outId,
          number: z.int(),
          reference: outText,
          description: outText,
          seats: z.int(),
          x: grid,
          y: grid,
          w: grid,
          h: grid,
          shape: outText,
        }),
      ),
    }),
  ),
  order_types: z.array(z.enum(orderTypes)),
});
