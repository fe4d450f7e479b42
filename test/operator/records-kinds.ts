import type { Json } from "../support/servery.ts";

/** One kind of record, as the suites try it: something that can be made, changed and refused. */
export type Tried = Readonly<{
  path: string;
  /** A body that makes one; called again it makes another. */
  make: () => Json;
  /** What a change says, and shows afterwards. */
  change: Json;
  /** What the record shows besides what was said. */
  usual?: Json;
  /** Fields that make a body that cannot be, and the field that the refusal names. */
  bad: readonly (readonly [Json, string])[];
  /** Fields that a new one needs. */
  needs: readonly string[];
  /** One of the demo that something needs, and by what. */
  inUse?: Readonly<{ id: number; says: RegExp }>;
  write: string;
  /** What the refusal of a change names, where that is more than one permission. */
  update?: readonly string[];
}>;

let made = 0;
/** A text that no other record has. */
const another = (text: string): string => `${text}${++made}`;
const LONG = "x".repeat(200);
const NOWHERE = [990];

export const tried: readonly Tried[] = [
  {
    path: "sites",
    make: () => ({ name: another("Pier "), code: another("PI") }),
    change: {
      name: "Pier and boathouse",
      timezone: "Europe/Zurich",
      location: { latitude: -37.8, longitude: 144.9 },
      price_list_id: 302,
      contact_staff_id: 732846,
      online_ordering: false,
      sales_period: "CLOSED",
      day_start: "05:30",
    },
    usual: {
      timezone: null,
      price_list_id: 301,
      online_ordering: true,
      sales_period: "OPENED",
      day_start: "00:00",
      register_level_reconciliation: true,
      shipping_address: null,
    },
    needs: ["name", "code"],
    bad: [
      [{ name: " " }, "name"],
      [{ code: LONG }, "code"],
      [{ code: "fitz" }, "code"],
      [{ timezone: "Mars/Olympus" }, "timezone"],
      [{ timezone: "+10:00" }, "timezone"],
      [{ price_list_id: 990 }, "price_list_id"],
      [{ contact_staff_id: 990 }, "contact_staff_id"],
      [{ pass_thru_register_id: 990 }, "pass_thru_register_id"],
      [{ pass_thru_register_id: 16 }, "pass_thru_register_id"],
      [{ location: { latitude: 91, longitude: 0 } }, "location.latitude"],
      [{ email: "nobody" }, "email"],
      [{ website: "ftp://a" }, "website"],
      [{ day_start: "24:00" }, "day_start"],
      [{ shipping_address: "here" }, "shipping_address"],
    ],
    inUse: { id: 824, says: /register \(18\)/ },
    write: "sites:write",
  },
  {
    path: "registers",
    make: () => ({ site_id: 823, code: another("R"), name: another("Window ") }),
    change: { name: "Window by the door", online: true },
    usual: { online: false, assigned_to_device: false, company_id: 5678, current_staff_member: null },
    needs: ["site_id", "code", "name"],
    bad: [
      [{ site_id: 990 }, "site_id"],
      [{ code: "" }, "code"],
      [{ name: 4 }, "name"],
      [{ sale_prefix: LONG }, "sale_prefix"],
      [{ online: "yes" }, "online"],
    ],
    inUse: { id: 17, says: /device stands/ },
    write: "setup:write",
    update: ["setup:write", "registers:write"],
  },
  {
    path: "staff",
    make: () => ({ first_name: another("Ada "), last_name: "Lovelace", emails: ["ada@brindleandtram.example"] }),
    change: { last_name: "", site_ids: [823, 824], is_admin: true, mobile: "0491 570 006", emails: [] },
    usual: { site_ids: [], is_admin: false, phone: null, shipping_address: null },
    needs: ["first_name"],
    bad: [
      [{ first_name: " " }, "first_name"],
      [{ last_name: LONG }, "last_name"],
      [{ emails: ["ada"] }, "emails.0"],
      [{ emails: "ada@brindleandtram.example" }, "emails"],
      [{ mobile: "none" }, "mobile"],
      [{ site_ids: NOWHERE }, "site_ids"],
      [{ site_ids: 823 }, "site_ids"],
      [{ is_admin: 1 }, "is_admin"],
    ],
    inUse: { id: 732846, says: /company \(5678\)/ },
    write: "setup:write",
  },
  {
    path: "taxes",
    make: () => ({ name: "City tax", code: another("CT"), rate: "0.021" }),
    change: { name: "City and harbour tax", rate: "0.025" },
    usual: { ledger_code: null },
    needs: ["name", "code", "rate"],
    bad: [
      [{ rate: -0.1 }, "rate"],
      [{ rate: 11 }, "rate"],
      [{ rate: "ten" }, "rate"],
      [{ rate: 0.000_000_1 }, "rate"],
      [{ code: "GST" }, "code"],
      [{ code: "x".repeat(17) }, "code"],
    ],
    inUse: { id: 829, says: /product|tax group/ },
    write: "taxes:write",
  },
  {
    path: "tax_groups",
    make: () => ({ name: "Wine and levy", code: another("WL"), tax_ids: [829, 831] }),
    change: { tax_ids: [] },
    needs: ["name", "code"],
    bad: [
      [{ tax_ids: NOWHERE }, "tax_ids"],
      [{ tax_ids: ["a"] }, "tax_ids.0"],
      [{ code: "FRE" }, "code"],
    ],
    write: "taxes:write",
  },
  {
    path: "price_lists",
    make: () => ({
      name: another("Sundays "),
      parent_id: 302,
      prices: [{ product_id: 730000, amount: "6.5", inc_tax: true }],
    }),
    change: { name: "Sundays and feasts", prices: [{ product_id: 730000, amount: "7", inc_tax: false }] },
    needs: ["name"],
    bad: [
      [{ name: "base" }, "name"],
      [{ parent_id: 990 }, "parent_id"],
      [{ parent_id: null }, "parent_id"],
      [{ prices: {} }, "prices"],
      [{ prices: [{ product_id: 990, amount: "1", inc_tax: true }] }, "prices"],
      [{ prices: [{ product_id: 730000, amount: "a lot", inc_tax: true }] }, "prices.0.amount"],
      [{ prices: [{ product_id: 730000, amount: "1" }] }, "prices.0.inc_tax"],
      [
        {
          prices: [
            { product_id: 730000, amount: "1", inc_tax: true },
            { product_id: 730000, amount: "2", inc_tax: true },
          ],
        },
        "prices",
      ],
    ],
    inUse: { id: 303, says: /account profile \(2374\)/ },
    write: "products:write",
  },
  {
    path: "payment_methods",
    make: () => ({ name: another("Coins "), kind: "cash", rounding: "0.1" }),
    change: { name: "Small coins", rounding: null, active: false, ledger_code: "1-1111" },
    usual: { active: true, addon_id: null, code: null, ledger_code: null },
    needs: ["name", "kind"],
    bad: [
      [{ kind: "gold" }, "kind"],
      [{ kind: "rounding", rounding: null }, "kind"],
      [{ kind: "card" }, "rounding"],
      [{ rounding: 0 }, "rounding"],
      [{ rounding: "-0.05" }, "rounding"],
      [{ rounding: "0.005" }, "rounding"],
      [{ name: "eftpos" }, "name"],
      [{ code: "oopayment" }, "code"],
      [{ active: null }, "active"],
    ],
    inUse: { id: 5, says: /add-on \(1\)/ },
    write: "setup:write",
  },
  {
    path: "reject_reasons",
    make: () => ({ name: another("The oven is cold ") }),
    change: { name: "The oven broke" },
    needs: ["name"],
    bad: [
      [{ name: "" }, "name"],
      [{ name: "  " }, "name"],
      [{ name: 5 }, "name"],
      [{ name: "4111 1111 1111 1111" }, "name"],
      [{ name: LONG }, "name"],
      [{ name: "sold OUT" }, "name"],
    ],
    write: "setup:write",
  },
  {
    path: "discounts",
    make: () => ({ name: "Regulars", code: another("REG"), percent: "12.5" }),
    change: { percent: null, amount: "3", site_ids: [823] },
    usual: { amount: null, site_ids: null, active: true },
    needs: ["name", "code"],
    bad: [
      [{ percent: 101 }, "percent"],
      [{ percent: 0 }, "percent"],
      [{ percent: null }, "percent"],
      [{ amount: 5 }, "percent"],
      [{ percent: null, amount: "0.005" }, "amount"],
      [{ code: "friends" }, "code"],
      [{ site_ids: NOWHERE }, "site_ids"],
    ],
    write: "setup:write",
  },
  {
    path: "account_profiles",
    make: () => ({ name: "Room service", code: another("ROOM"), order_type: "Delivery" }),
    change: { delivery_mode: "DELIVERY", price_list_id: 303, site_ids: [824], active: false },
    usual: { delivery_mode: "NONE", price_list_id: null, site_ids: null, active: true },
    needs: ["name", "code"],
    bad: [
      [{ delivery_mode: "DRONE" }, "delivery_mode"],
      [{ order_type: "By hand" }, "order_type"],
      [{ price_list_id: 990 }, "price_list_id"],
      [{ site_ids: NOWHERE }, "site_ids"],
      [{ code: "localorder" }, "code"],
    ],
    write: "setup:write",
  },
  {
    path: "floor_plans",
    make: () => ({ site_id: 823, name: another("Cellar ") }),
    change: { name: "Cellar and stairs" },
    usual: { tables: [] },
    needs: ["site_id", "name"],
    bad: [
      [{ site_id: 990 }, "site_id"],
      [{ tables: {} }, "tables"],
      [{ tables: [{ seats: 2 }] }, "tables.0.number"],
      [{ tables: [{ number: 0 }] }, "tables.0.number"],
      [{ tables: [{ number: 1 }] }, "tables.0.number"],
      [{ tables: [{ number: 77 }, { number: 77 }] }, "tables.1.number"],
      [{ tables: [{ number: 77 }, { number: 78, reference: "77" }] }, "tables.1.number"],
      [{ tables: [{ number: 77, id: 2401 }] }, "tables.0.id"],
      [{ tables: [{ number: 77, x: -1 }] }, "tables.0.x"],
      [{ tables: [{ number: 77, w: 1.5 }] }, "tables.0.w"],
      [{ tables: [{ number: 77, shape: "oval" }] }, "tables.0.shape"],
      [{ tables: Array.from({ length: 501 }, (_, i) => ({ number: i + 1_000 })) }, "tables"],
    ],
    write: "setup:write",
  },
  {
    path: "revenue_centers",
    make: () => ({ site_id: 823, name: "Restaurant" }),
    change: { name: "Room service", site_id: 824 },
    needs: ["site_id", "name"],
    bad: [
      [{ site_id: 990 }, "site_id"],
      [{ name: "" }, "name"],
    ],
    write: "setup:write",
  },
];
