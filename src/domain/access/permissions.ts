/** What a permission is called and what it allows, in words for the person who is asked for it. */
export type Allowance = Readonly<{ title: string; says: string }>;

const allowances = <const K extends string>(table: Readonly<Record<K, readonly [title: string, says: string]>>) =>
  Object.fromEntries(
    Object.entries<readonly [string, string]>(table).map(([name, [title, says]]) => [name, { title, says }]),
  ) as Readonly<Record<K, Allowance>>;

/** What an add-on may be permitted to do over the Kounta API. An add-on gets what its owner chose, or "*" for all. */
export const permissions = allowances({
  "company:read": ["Company and sites", "See your company, its sites and registers, and whether they are online."],
  "sites:write": ["Change sites", "Change the details of your sites and addresses."],
  "staff:read": ["Staff", "See your staff, where they work and what they may do."],
  "shifts:read": ["Shifts", "See when your staff worked, and their breaks."],
  "customers:read": ["Customers", "See your customers, their contact details and addresses."],
  "customers:write": ["Change customers", "Add customers and change their details."],
  "products:read": ["Products and prices", "See your products, categories, option sets and price lists."],
  "products:write": ["Change products", "Add and change products, categories, option sets and prices."],
  "inventory:read": ["Stock", "See how much of each product is in stock."],
  "inventory:write": ["Change stock", "Set how much of each product is in stock."],
  "taxes:read": ["Taxes", "See your taxes and tax groups."],
  "taxes:write": ["Change taxes", "Add and change taxes and tax groups."],
  "payment_methods:read": ["Payment methods", "See the ways in which your customers can pay."],
  "orders:read": ["Orders and sales", "See your orders, with their lines and payments."],
  "orders:write": ["Place and change orders", "Place orders, change them, take payments and give refunds."],
  "reconciliations:read": ["Cash-ups", "See what was counted in your tills at the end of a day."],
  "reconciliations:write": ["Process cash-ups", "Mark cash-ups as processed."],
  "webhooks:read": ["Notifications", "See which of your events it is told about, and where they are sent."],
  "webhooks:write": ["Change notifications", "Choose which of your events it is told about, and where they are sent."],
  "checkins:read": ["Check-ins", "See which customers checked in at your sites."],
});

export type Permission = keyof typeof permissions;

/** Scopes of the K-Series API; a reservation platform has a scope of its own besides (`reservation-<platform>`). */
export const scopes = allowances({
  "orders-api": ["Orders", "See your sites, floors, menus and discounts. Place orders and take payments."],
  "financial-api": ["Sales and takings", "See your sales, payments, taxes and daily totals."],
  "reservations-api": ["Reservations", "Set up the reservation connection and change the status of reservations."],
  items: ["Items", "See and change the items you sell, with their pictures and descriptions."],
  propertymanagement: ["Hotel systems", "See and change how your site is connected to a hotel's system."],
  "tax-configuration": ["Tax set-up", "See and change how your sites charge tax."],
  accounting: ["Accounting", "See and change accounting groups and ledger codes, and export journals."],
  "staff-api": ["Staff", "See your staff and their shifts. Add and change who serves at your registers."],
  "id-cards": ["Identity cards", "Make cards by which guests are known again, and see whose they are."],
});

export type Scope = keyof typeof scopes;

const PLATFORM_SCOPE = /^reservation-[A-Za-z0-9][A-Za-z0-9_-]{0,39}$/;

/** What a K-Series scope is in words; undefined when there is no such scope. */
export const scopeNamed = (name: string): Allowance | undefined =>
  Object.hasOwn(scopes, name)
    ? scopes[name as Scope]
    : PLATFORM_SCOPE.test(name)
      ? { title: "Reservations", says: `Send reservations of the platform ${name.slice(12)} and see their tables.` }
      : undefined;

/** Every permission that a list names; "*" stands for all there are. */
export const expand = (names: readonly string[]): ReadonlySet<string> =>
  new Set(names.includes("*") ? Object.keys(permissions) : names);

/** What was approved and is still allowed: an add-on that lost a permission has lost it in every company. */
export const stillAllowed = (approved: readonly string[], allowed: readonly string[]): ReadonlySet<string> => {
  const then = expand(approved);
  return new Set([...expand(allowed)].filter((name) => then.has(name)));
};
