import type { Catalogue } from "../domain/catalogue/catalogue.ts";
import type { Site } from "../domain/catalogue/records.ts";
import { type Customer, orderCustomer } from "../domain/customer.ts";
import type { Actor, OrderId, PaymentId, RegisterId } from "../domain/ids.ts";
import { createOrder } from "../domain/order/create.ts";
import type { NewOrder, PaymentInput } from "../domain/order/input.ts";
import type { Order } from "../domain/order/order.ts";
import { addPayment } from "../domain/order/payments.ts";
import { must } from "./sales-inputs.ts";

/** Where ids come from: the store's sequences. */
export type SaleIds = { order(): OrderId; payment(): PaymentId };

/** What the generated orders have in common: the catalogue, the customers, ids and each register's running numbers. */
export class SalesBook {
  readonly catalogue: Catalogue;
  readonly customers: readonly Customer[];
  private readonly ids: SaleIds;
  private readonly counters = new Map<string, number>();

  constructor(catalogue: Catalogue, customers: readonly Customer[], ids: SaleIds) {
    this.catalogue = catalogue;
    this.customers = customers;
    this.ids = ids;
  }

  /** "F1-1001" and on: the next number of a register, sales and returns counted apart. */
  nextNumber(registerId: RegisterId, kind: "sale" | "return"): string {
    const register = this.catalogue.register(registerId);
    if (!register) throw new Error(`the demo has no register ${registerId}`);
    const prefix = kind === "sale" ? register.salePrefix : register.returnPrefix;
    const next = (this.counters.get(prefix) ?? 1000) + 1;
    this.counters.set(prefix, next);
    return `${prefix}${next}`;
  }

  /** A new order by the real rules. */
  open(input: NewOrder, actor: Actor, now: number, original: Order | null = null): Order {
    const customer = this.customers.find(({ id }) => id === input.customerId);
    const around = { customer: customer ? orderCustomer(customer) : null, original };
    const ids = { orderId: this.ids.order(), paymentId: () => this.ids.payment() };
    return must(createOrder(input, { catalogue: this.catalogue, actor, now }, around, ids));
  }

  /** Takes the payments, which is what completes a PENDING order. */
  pay(order: Order, payments: readonly PaymentInput[], actor: Actor, now: number): Order {
    const context = { catalogue: this.catalogue, actor, now };
    return payments.reduce(
      (before, payment) => must(addPayment(before, payment, this.ids.payment(), context)).order,
      order,
    );
  }
}

/** The register that a site's online orders come out of. */
export const onlineRegister = (site: Site): RegisterId => {
  if (site.passThruRegisterId === null) throw new Error(`no register for the online orders of ${site.name}`);
  return site.passThruRegisterId;
};

/** Generated orders are stored once, as they ended: their first version. */
export const asStored = (order: Order): Order => ({ ...order, version: 1 });
