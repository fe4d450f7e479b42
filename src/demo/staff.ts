import type { Permission, Staff } from "../domain/catalogue/records.ts";
import type { SiteId, StaffId } from "../domain/ids.ts";
import { MAIL } from "./company.ts";
import { SITE, STAFF, STAMP, address } from "./ids.ts";

const pos = (code: string, name: string): Permission => ({ code, name, domain: "Point of Sale" });
const office = (code: string, name: string): Permission => ({ code, name, domain: "Back Office" });

const serving = [
  pos("FinishSale", "Finish sales"),
  pos("HoldSale", "Hold sales"),
  pos("ModifySales", "Change open sales"),
  pos("AcceptOrders", "Accept and reject orders"),
  pos("OpenDrawer", "Open the cash drawer"),
  pos("CustomerLookup", "Look up customers"),
];
const kitchen = [pos("AcceptOrders", "Accept and reject orders"), pos("KitchenScreen", "Work on the kitchen screen")];
const senior = [
  ...serving,
  pos("MakeDiscount", "Give discounts"),
  pos("Void", "Void lines and sales"),
  pos("Refunds", "Refund sales"),
  pos("XReport", "Print X reports"),
];
const managing = [
  ...senior,
  pos("ZReport", "Close the day (Z report)"),
  pos("Adjustments", "Cash in, cash out and adjustments"),
  pos("AccountSales", "Put sales on account"),
  office("ManageProducts", "Products and option sets"),
  office("ManageCustomers", "Customers"),
  office("ManageStaff", "Staff and shifts"),
  office("ManageStock", "Stock"),
  office("ViewReports", "Reports"),
];
const everything = [
  ...managing,
  pos("KitchenScreen", "Work on the kitchen screen"),
  office("ManageCompany", "Company, sites and registers"),
  office("ManageTaxes", "Taxes and price lists"),
  office("ManageAddons", "Add-ons and webhooks"),
  office("Reconcile", "Reconciliations"),
];

const both = [SITE.fitzroy, SITE.southbank];

type Row = readonly [
  id: StaffId,
  firstName: string,
  lastName: string,
  mobile: string | null,
  siteIds: readonly SiteId[],
  permissions: readonly Permission[],
];

const rows: readonly Row[] = [
  [STAFF.owner, "Maeve", "O'Sullivan", "0491 570 156", both, everything],
  [STAFF.fitzroyManager, "Tomás", "Herrera", "0491 570 157", [SITE.fitzroy], managing],
  [STAFF.southbankManager, "Priya", "Raman", "0491 570 158", [SITE.southbank], managing],
  [STAFF.fitzroyBarista, "Jun", "Watanabe", "0491 570 159", [SITE.fitzroy], serving],
  [STAFF.southbankBarista, "Zoë", "Papadakis", "0491 570 110", [SITE.southbank], serving],
  [STAFF.fitzroyWaiter, "Callum", "Baird", null, [SITE.fitzroy], senior],
  [STAFF.southbankWaiter, "Nguyễn", "Thảo", "0491 570 313", both, senior],
  [STAFF.chef, "Ines", "Moreau", "0491 570 737", both, kitchen],
];

const home = address(9101, "3 Cooper Mews", "Collingwood", "3066");

export const staff: readonly Staff[] = rows.map(([id, firstName, lastName, mobile, siteIds, permissions]) => {
  const isOwner = id === STAFF.owner;
  const mailbox = firstName.normalize("NFD").replace(/[^a-z]/gi, "");
  return {
    ...STAMP,
    id,
    firstName,
    lastName,
    emails: [`${mailbox.toLowerCase()}@${MAIL}`],
    phone: isOwner ? "03 7010 0410" : null,
    mobile,
    fax: null,
    image: null,
    isAdmin: isOwner,
    siteIds,
    permissions,
    shippingAddress: null,
    postalAddress: isOwner ? home : null,
    addresses: isOwner ? [home] : [],
  };
});

export type DemoPerson = Readonly<{
  username: string;
  password: string;
  role: "owner" | "manager" | "staff";
  staffId: StaffId;
}>;

/** Who can sign in to the demo. The passwords are public: a demo company must never hold anything real. */
export const people: readonly DemoPerson[] = [
  { username: "owner", password: "lantern-lane-5678", role: "owner", staffId: STAFF.owner },
  { username: "manager", password: "morning-tram-0823", role: "manager", staffId: STAFF.fitzroyManager },
  { username: "southbank", password: "ferryman-walk-0824", role: "manager", staffId: STAFF.southbankManager },
  { username: "barista", password: "flat-white-7328", role: "staff", staffId: STAFF.fitzroyBarista },
  { username: "waiter", password: "table-twelve-7328", role: "staff", staffId: STAFF.southbankWaiter },
];

/** Public like the passwords. */
export const pins: ReadonlyMap<number, string> = new Map([
  [STAFF.owner, "573829"],
  [STAFF.fitzroyManager, "823146"],
  [STAFF.southbankManager, "824753"],
  [STAFF.fitzroyBarista, "7325"],
  [STAFF.southbankWaiter, "7316"],
]);
