import type { Actor, RegisterId, SiteId, StaffId } from "../domain/ids.ts";
import type { NewOrder } from "../domain/order/input.ts";
import type { Order } from "../domain/order/order.ts";
import { deleteOrder, updateOrder } from "../domain/order/update.ts";
import { NOTHING } from "../kit/money.ts";
import { dayIn, isoWithOffset, startOfDay } from "../kit/time.ts";
import { productIdOf } from "./catalogue-products.ts";
import { DEMO_ADDON, METHOD, REASON, REGISTER, SET, SITE, STAFF, ZONE } from "./ids.ts";
import { type SalesBook, asStored } from "./sales-book.ts";
import { lineOf, must, optionOf, orderOf } from "./sales-inputs.ts";

const MINUTE = 60_000;

const line = (name: string, more?: Parameters<typeof lineOf>[1]) => lineOf(productIdOf(name), more);
const option = (name: string, more?: Parameters<typeof optionOf>[1]) => optionOf(productIdOf(name), more);
const course = (courseOrdinal: number, courseName: string, called: boolean) =>
  ({ courseOrdinal, courseName, courseStatus: called ? "called" : "uncalled" }) as const;

const app: Actor = { kind: "addon", addonId: DEMO_ADDON };
const at = (staffId: StaffId, registerId: RegisterId): Actor => ({ kind: "operator", staffId, registerId });

const dealWithCoffee = option("Meal deal", {
  optionSets: [
    {
      optionSetId: SET.mealBurger,
      options: [
        option("Tram burger", {
          optionSets: [
            {
              optionSetId: SET.toppings,
              options: [
                option("Onion", { instructions: "No" }),
                option("Bacon rasher", { instructions: "Extra" }),
                option("Aioli", { instructions: "On Side" }),
              ],
            },
          ],
        }),
      ],
    },
    { optionSetId: SET.mealSide, options: [option("Sweet potato fries")] },
    {
      optionSetId: SET.mealDrink,
      options: [option("Flat white", { optionSets: [{ optionSetId: SET.milk, options: [option("Oat milk")] }] })],
    },
  ],
});

/** The orders that the screens have something to show of, from an hour and a half ago until just now. */
export function* ordersOfToday(book: SalesBook, now: number): Generator<Order> {
  const midnight = startOfDay(dayIn(now, ZONE), ZONE);
  const ago = (minutes: number): number => Math.max(midnight, now - minutes * MINUTE);
  const context = (actor: Actor, minutes: number) => ({ catalogue: book.catalogue, actor, now: ago(minutes) });
  const nobody = { customer: null };
  const open = (siteId: SiteId, registerId: RegisterId, actor: Actor, minutes: number, input: Partial<NewOrder>) => {
    const numbered = { saleNumber: book.nextNumber(registerId, "sale"), registerId, ...input };
    return book.open(orderOf(siteId, numbered), actor, ago(minutes));
  };
  const online = (siteId: SiteId, registerId: RegisterId, minutes: number, input: Partial<NewOrder>) => {
    const times = { placedAt: isoWithOffset(ago(minutes), ZONE), fulfilAt: isoWithOffset(ago(minutes - 35), ZONE) };
    return open(siteId, registerId, app, minutes, { status: "SUBMITTED", orderType: "Pickup", ...times, ...input });
  };
  const fitzroyWaiter = at(STAFF.fitzroyWaiter, REGISTER.fitzroyBar);
  const southbankManager = at(STAFF.southbankManager, REGISTER.southbankCounter);

  const abandoned = open(SITE.fitzroy, REGISTER.fitzroyBar, fitzroyWaiter, 88, {
    status: "ON_HOLD",
    orderType: "Dine in",
    table: "4",
    guests: 2,
    lines: [line("House lemonade", { quantity: "2" })],
  });
  yield asStored(must(deleteOrder(abandoned, context(fitzroyWaiter, 71))));

  const turnedDown = online(SITE.fitzroy, REGISTER.fitzroyBar, 62, {
    customerId: 4294,
    promptForRejectReason: true,
    lines: [line("Soup of the day", { quantity: "2" }), line("Garlic bread")],
  });
  const no = { status: "REJECTED", rejectReason: { id: REASON.soldOut, notes: "The soup went early, sorry" } } as const;
  yield asStored(must(updateOrder(turnedDown, no, context(fitzroyWaiter, 60), nobody)));

  yield asStored(
    open(SITE.fitzroy, REGISTER.fitzroyBar, fitzroyWaiter, 47, {
      status: "ON_HOLD",
      orderType: "Dine in",
      table: "7",
      guests: 3,
      notes: "One guest is coeliac",
      lines: [
        line("Marinated olives", course(1, "Entrées", true)),
        line("Rigatoni ragù", course(2, "Mains", false)),
        line("Porterhouse 300g", { notes: "Medium rare", ...course(2, "Mains", false) }),
        line("Barramundi", course(2, "Mains", false)),
        line("Pinot noir bottle"),
        line("Tiramisù", { quantity: "2", ...course(3, "Desserts", false) }),
      ],
    }),
  );

  const account = open(SITE.southbank, REGISTER.southbankCounter, southbankManager, 40, {
    status: "PENDING",
    orderType: "Catering",
    customerId: 4299,
    completeWhenPaid: false, // stays open until the invoice is settled
    lines: [line("Catering platter", { quantity: "2" }), line("Sparkling water 500ml", { quantity: "8" })],
  });
  const invoice = { methodId: METHOD.account, amount: account.totals.total, tip: NOTHING, ref: "PO 4471" };
  yield asStored(book.pay(account, [invoice], southbankManager, ago(39)));

  const accepted = online(SITE.southbank, REGISTER.southbankCounter, 24, {
    orderType: "Delivery",
    customerId: 4293,
    notes: "Leave it with the concierge",
    lines: [line("Chicken parma"), line("Garden salad"), line("Cola", { quantity: "2" })],
    payments: [],
  });
  yield asStored(must(updateOrder(accepted, { status: "ACCEPTED" }, context(southbankManager, 22), nobody)));

  yield asStored(
    open(SITE.southbank, REGISTER.southbankCounter, at(STAFF.southbankWaiter, REGISTER.southbankCounter), 17, {
      status: "ON_HOLD",
      orderType: "Dine in",
      table: "3",
      guests: 2,
      lines: [line("Poke bowl"), line("Prosecco glass", { quantity: "2" })],
      options: [option("Two scoops", { optionSets: [{ optionSetId: SET.scoopToppings, options: [] }] })],
    }),
  );

  const prepaid = online(SITE.fitzroy, REGISTER.fitzroyBar, 6, {
    customerId: 4289,
    lines: [
      line("Flat white", { modifiers: [productIdOf("Oat milk"), -productIdOf("Sugar")] }),
      line("Almond croissant", { quantity: "2" }),
    ],
  });
  const byApp = { methodId: null, amount: prepaid.totals.total, tip: NOTHING, ref: `app-pay-${prepaid.saleId}` };
  yield asStored(book.pay(prepaid, [byApp], app, ago(6)));

  yield asStored(
    online(SITE.southbank, REGISTER.southbankCounter, 3, {
      customerId: 4302,
      promptForRejectReason: true,
      options: [dealWithCoffee],
    }),
  );

  yield asStored(
    online(SITE.fitzroy, REGISTER.fitzroyBar, 1, {
      orderType: "Delivery",
      customerId: 4290,
      notes: "Bell does not work, please ring 0491 571 491",
      lines: [line("Plant burger", { modifiers: [productIdOf("Gluten free bun")] }), line("Hot chips")],
    }),
  );
}
