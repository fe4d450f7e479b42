import type { OnlineFacts } from "../order/order.ts";
import type { OrderId, RegisterId, StaffId } from "../ids.ts";

/**
 * What an ordering app asks for, read from the wire and nothing looked up: the venue does that when its turn comes.
 * Amounts are decimals as text, date-times are as they were sent.
 */
export type ConsumerAsked = Readonly<{
  firstName: string;
  lastName: string;
  /** What the app itself calls the person. */
  reference: string | null;
  email: string | null;
  phone: string | null;
  notes: string | null;
}>;

/** Something chosen under an item: an option of one of its sets, or a modifier that it is offered with. */
export type SubItemAsked = Readonly<{
  sku: string;
  /** Of every single one of the item above. */
  quantity: number;
  name: string | null;
  price: string | null;
  /** Ids of production instructions, as text. */
  instructions: readonly string[];
  subItems: readonly SubItemAsked[];
}>;

export type ItemAsked = SubItemAsked &
  Readonly<{
    course: number | null;
    discount: Readonly<{ code: string; percent: string | null; amount: string | null }> | null;
  }>;

/** `tip` is not part of `amount`. */
export type MoneyAsked = Readonly<{ method: string | null; amount: string; tip: string }>;

/** An open account by the name it was given; `order` is null when no order can have that name. */
export type AccountAsked = Readonly<{ identifier: string; order: OrderId | null }>;

export type OrderAsked = Readonly<{
  kind: OnlineFacts["kind"];
  consumer: ConsumerAsked;
  note: string | null;
  staffId: StaffId | null;
  profileCode: string | null;
  collectionCode: string | null;
  collectAt: string | null;
  deliveryAddress: OnlineFacts["deliveryAddress"];
  /** The open account that the items go to; null opens one. */
  account: AccountAsked | null;
  table: string | null;
  guests: number | null;
  items: readonly ItemAsked[];
  payment: MoneyAsked | null;
}>;

export type PaymentAsked = Readonly<{
  /** Null: none was named. */
  account: AccountAsked | null;
  staffId: StaffId | null;
  /** The one register that may take it. */
  registerId: RegisterId | null;
  payment: MoneyAsked;
}>;
