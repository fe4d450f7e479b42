import type { OrderType } from "../order/order.ts";
import type { PriceListId, ProductId, SiteId } from "../ids.ts";
import type { Stamped } from "./records.ts";

/** Records by which guests and ordering apps see a venue: its menus, tables, ways of ordering, discounts, instructions. */

/** An entry of a menu: a product, or a group inside the group. `color` is the word that a screen shows it in. */
export type MenuEntry =
  | Readonly<{ kind: "product"; productId: ProductId; color: string | null }>
  | Readonly<{ kind: "group"; group: MenuGroup }>;
/** A screen of a menu. Ids are unique in the company. */
export type MenuGroup = Readonly<{ id: number; name: string; color: string | null; entries: readonly MenuEntry[] }>;

export type Menu = Stamped &
  Readonly<{
    id: number;
    name: string;
    /** Null: every site has it. */
    siteIds: readonly SiteId[] | null;
    groups: readonly MenuGroup[];
  }>;

export const tableShapes = ["square", "round"] as const;
export type TableShape = (typeof tableShapes)[number];

/** A table of a floor plan. `number` is what guests and orders call it, unique at its site. */
export type Table = Readonly<{
  id: number;
  number: number;
  reference: string | null;
  description: string | null;
  seats: number;
  active: boolean;
  /** Where it stands on the plan's picture and how large it is there, in grid units; whole numbers, at least 0. */
  x?: number;
  y?: number;
  w?: number;
  h?: number;
  shape?: TableShape;
}>;
export type FloorPlan = Stamped & Readonly<{ id: number; siteId: SiteId; name: string; tables: readonly Table[] }>;

export const deliveryModes = ["NONE", "TAKE_AWAY", "DELIVERY"] as const;
export type DeliveryMode = (typeof deliveryModes)[number];

/** A way of ordering: it chooses the price list and how the guest gets the order. */
export type AccountProfile = Stamped &
  Readonly<{
    id: number;
    siteIds: readonly SiteId[] | null;
    /** Unique in the company. */
    code: string;
    name: string;
    deliveryMode: DeliveryMode;
    orderType: OrderType | null;
    /** Null: the site's own. */
    priceListId: PriceListId | null;
    active: boolean;
  }>;

/** A discount that a line may name by its code: a percentage or an amount with tax, never both. */
export type Discount = Stamped &
  Readonly<{
    id: number;
    siteIds: readonly SiteId[] | null;
    code: string;
    name: string;
    /** "10" is ten percent. */
    percent: string | null;
    /** Decimals of the company's currency, taken off the line's total. */
    amount: string | null;
    active: boolean;
  }>;

/** Free words to the kitchen that go with products, one list to choose from: how the steak is cooked. No prices. */
export type ProductionInstruction = Stamped &
  Readonly<{
    id: number;
    name: string;
    multiSelection: boolean;
    instructions: readonly Readonly<{ id: number; text: string }>[];
    /** Null: any product. */
    productIds: readonly ProductId[] | null;
  }>;

/** Where a sale's money belongs in a hotel's books. */
export type RevenueCenter = Stamped & Readonly<{ id: number; siteId: SiteId; name: string }>;

export const pmsFeatures = [
  "SEARCH_BY_NAME",
  "MIRRORING",
  "PARTIAL_PAYMENTS",
  "MULTI_PAYMENTS",
  "SERVICE_CHARGE",
  "ENRICHED_PAYLOAD",
] as const;
export type PmsFeature = (typeof pmsFeatures)[number];

/** A hotel's property management system, which orders of a site can be charged to. */
export type PmsProvider = Stamped &
  Readonly<{
    id: number;
    siteId: SiteId;
    /** The add-on that registered it: nobody else sees it. */
    addonId: number;
    name: string;
    apiKey: string;
    endpoint: string;
    features: readonly PmsFeature[];
  }>;

/** What ordering apps show of a product. */
export type RichContent = Readonly<{
  descriptions: readonly Readonly<{ localeCode: string; description: string | null; displayName: string | null }>[];
  allergenCodes: readonly string[];
  pictures: Readonly<{ picture: string | null; preview: string | null; raw: string | null }> | null;
  containsAlcohol: boolean;
  alcoholPercentage: string | null;
  createdAt: number;
  updatedAt: number;
}>;
