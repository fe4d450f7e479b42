import { ids } from "./company.ts";
import { AT_BOTH_SITES, OTHER_SITE, REGULAR, daysBefore } from "./history.ts";

const { customer, site, register, staff } = REGULAR;
const range = (name: string, from: string, to: string): string => `${name}_gte=${from}&${name}_lt=${to}`;

/** Every documented way of asking for a list of orders, below the company's path, by its name in the table. */
export const listPaths: readonly (readonly [name: string, path: string])[] = [
  ["orders", "orders.json"],
  ...["complete", "pending", "submitted", "on_hold", "accepted", "rejected"].map(
    (status) => [`/${status}`, `orders/${status}.json`] as const,
  ),
  ["/pending/accounts", "orders/pending/accounts.json"],
  ["/discounted", "orders/discounted.json"],
  ["/deleted", "orders/deleted.json"],
  ["/linkedcustomer", "orders/linkedcustomer.json"],
  ["created_gte", `orders.json?created_gte=${daysBefore(3)}`],
  ["created_lt", `orders.json?created_lt=${daysBefore(3)}`],
  ["created range", `orders.json?${range("created", daysBefore(5), daysBefore(4))}`],
  ["value_lt", "orders.json?value_lt=30"],
  ["value range", `orders.json?${range("value", "20", "25")}`],
  ["customers/{id}", `customers/${customer.id}/orders.json`],
  ["sites/{id}", `sites/${site}/orders.json`],
  ["registers/{id}", `registers/${register}/orders.json`],
  ["staff/{id}", `staff/${staff}/orders.json`],
  ["sites + staff", `sites/${OTHER_SITE}/staff/${AT_BOTH_SITES}/orders.json`],
  [
    "sites + registers + staff + customers + complete + discounted + created_gte + value_lt",
    `sites/${site}/registers/${register}/staff/${staff}/customers/${customer.id}/orders/complete/discounted.json?created_gte=${daysBefore(6)}&value_lt=90`,
  ],
];

/** The number of orders on a full page. */
export const PAGE = 25;
export const companyPath = (path: string): string => `/v1/companies/${ids.company_id}/${path}`;
