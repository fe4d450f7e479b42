/** What a register knows of its site: one load, kept on the device for when the network is away. Prices carry tax. */

export type Category = Readonly<{ id: number; name: string; image: string | null; color?: string | null }>;
export type ModifierOffer = Readonly<{ product_id: number; name: string; price: number }>;
export type Product = Readonly<{
  id: number;
  name: string;
  docket_name: string | null;
  code: string | null;
  sku: string | null;
  barcode: string | null;
  number: string | null;
  image: string | null;
  description: string | null;
  tags: readonly string[];
  category_ids: readonly number[];
  price: number;
  price_ex_tax: number;
  tax_ids: readonly number[];
  available: boolean;
  /** How many are left of a product that is counted down. */
  left: number | null;
  is_modifier: boolean;
  open_price: boolean;
  option_set_ids: readonly number[];
  modifiers: readonly ModifierOffer[];
  variant_parent_id: number | null;
  production_instruction_ids?: readonly number[];
}>;
export type OptionOffer = Readonly<{ product_id: number; name: string; price: number; available: boolean }>;
export type OptionSet = Readonly<{
  id: number;
  name: string;
  min: number;
  max: number | null;
  /** Whether an option may carry No, Extra, Only or On Side. */
  instructions: boolean;
  options: readonly OptionOffer[];
}>;
export type PriceList = Readonly<{ id: number; name: string; prices: Readonly<Record<string, number>> }>;
export type Tax = Readonly<{ id: number; name: string; code: string; rate: string | number }>;
export type PaymentMethod = Readonly<{
  id: number;
  name: string;
  kind: "cash" | "card" | "account" | "voucher" | "other" | "rounding";
  active: boolean;
  rounding: number | null;
  /** The add-on whose method it is: open even where an order is paid through its add-on only. */
  addon_id: number | null;
}>;
export type Discount = Readonly<{
  id: number;
  name: string;
  code: string;
  percent: string | number | null;
  amount: string | number | null;
}>;
export type Table = Readonly<{
  id: number;
  number: number;
  reference: string | null;
  description: string | null;
  seats: number;
  x?: number | null;
  y?: number | null;
  w?: number | null;
  h?: number | null;
  shape?: "square" | "round" | null;
}>;
export type FloorPlan = Readonly<{ id: number; name: string; tables: readonly Table[] }>;

export type Snapshot = Readonly<{
  version: number;
  company: Readonly<{ id: number; name: string; currency: string; timezone: string }>;
  site: Readonly<{ id: number; name: string; code: string }>;
  registers: readonly Readonly<{ id: number; name: string; code: string }>[];
  staff: readonly Readonly<{ id: number; name: string }>[];
  categories: readonly Category[];
  products: readonly Product[];
  option_sets: readonly OptionSet[];
  price_lists: readonly PriceList[];
  taxes: readonly Tax[];
  payment_methods: readonly PaymentMethod[];
  discounts: readonly Discount[];
  account_profiles: readonly Readonly<{ id: number; code: string; name: string; price_list_id?: number | null }>[];
  reject_reasons: readonly Readonly<{ id: number; name: string }>[];
  floor_plans: readonly FloorPlan[];
  order_types: readonly string[];
}>;
