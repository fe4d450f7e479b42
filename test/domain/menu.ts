import { productIdOf } from "../../src/demo/catalogue-products.ts";
import { demoData } from "../../src/demo/demo.ts";
import { METHOD, REGISTER, SET, SITE } from "../../src/demo/ids.ts";
import { Catalogue } from "../../src/domain/catalogue/catalogue.ts";
import type { AddonId, OrderId, PaymentId, StaffId } from "../../src/domain/ids.ts";
import type { Context } from "../../src/domain/order/change.ts";
import { createOrder } from "../../src/domain/order/create.ts";
import type { LineInput, NewOrder } from "../../src/domain/order/input.ts";
import type { Order } from "../../src/domain/order/order.ts";

/** What the suites on orders sell: goods of the demo company whose prices come out in whole cents. */
export const menu = {
  /** 10.00 with 10 % tax. */
  chips: productIdOf("Hot chips"),
  /** 5.50 with 10 % tax: 5.00 without. */
  croissant: productIdOf("Butter croissant"),
  /** 4.50 with 10 % tax; offers an extra shot at 0.70, decaf at 0.50, sugar at 0. */
  longBlack: productIdOf("Long black"),
  extraShot: productIdOf("Extra shot"),
  sugar: productIdOf("Sugar"),
  /** 18.00 without tax, 19.80 with 10 %. */
  teaTowel: productIdOf("Tea towel"),
  /** 7.00 with two taxes in it: 10 % and 1.5 %. */
  lagerPot: productIdOf("Lantern lager pot"),
  /** 5.20, free of tax. */
  milk: productIdOf("Milk 2L"),
  /** Not to be had at the second site. */
  crab: productIdOf("Crab linguine"),
} as const;
export { METHOD, REGISTER, SET, SITE, productIdOf };

export const catalogue = new Catalogue().after(demoData(0).records, 1);

export const addon = { kind: "addon", addonId: 1 as AddonId } as const;
export const operator = { kind: "operator", staffId: 732847 as StaffId, registerId: null } as const;
export const context: Context = { catalogue, actor: addon, now: 1_700_000_000_500 };

export const aLine = (facts: Partial<LineInput> = {}): LineInput => ({
  productId: menu.chips,
  quantity: "1",
  unitPriceExTax: null,
  unitPriceIncTax: null,
  priceVariation: "1",
  priceFixedVariation: "0",
  modifiers: [],
  notes: null,
  courseName: null,
  courseOrdinal: null,
  courseStatus: null,
  ...facts,
});

export const newOrder = (facts: Partial<NewOrder> = {}): NewOrder => ({
  siteId: SITE.fitzroy,
  lines: [],
  options: [],
  payments: [],
  originalOrderId: null,
  passThruPrinting: false,
  passThruRegisterId: null,
  ...facts,
});

export const paymentIds = (): (() => PaymentId) => {
  let last = 0;
  return () => ++last as PaymentId;
};

/** Decides on a new order with nothing but the demo catalogue around it. */
export const decide = (facts: Partial<NewOrder> = {}, within: Context = context): ReturnType<typeof createOrder> =>
  createOrder(
    newOrder(facts),
    within,
    { customer: null, original: null },
    {
      orderId: 1001 as OrderId,
      paymentId: paymentIds(),
    },
  );

/** The same, for a fixture that must not be refused. */
export const made = (facts: Partial<NewOrder> = {}): Order => {
  const result = decide(facts);
  if (!result.ok) throw new Error(`the fixture was refused: ${result.error.kind}`);
  return result.value;
};
