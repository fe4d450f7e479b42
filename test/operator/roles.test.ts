import { expect, test } from "vitest";
import { type Ask, type Json, onEveryEngine } from "../support/servery.ts";
import { as } from "./support.ts";

/** Who may use which of the operator's routes; `pin` is an owner who signed in with a PIN. */
const OWNER = ["owner"];
const MANAGERS = ["owner", "manager"];
const PEOPLE = ["owner", "manager", "barista"];
const SERVING = [...PEOPLE, "pin"];

/** The five routes of a kind of record. */
const records = (kind: string, reading: readonly string[]): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(
    ["list", "get", "create", "update", "delete"].map((verb) => {
      return [`operator.${kind}.${verb}`, verb === "list" || verb === "get" ? reading : MANAGERS];
    }),
  );

const table: Readonly<Record<string, readonly string[]>> = {
  "operator.session.get": SERVING,
  "operator.session.end": SERVING,
  "operator.me.password": PEOPLE,
  "operator.me.pin": PEOPLE,
  "operator.me.sessions.list": PEOPLE,
  "operator.me.sessions.end": PEOPLE,
  "operator.people.list": MANAGERS,
  "operator.people.create": MANAGERS,
  "operator.people.get": MANAGERS,
  "operator.people.update": MANAGERS,
  "operator.people.password": MANAGERS,
  "operator.people.pin": MANAGERS,
  "operator.people.signOut": MANAGERS,
  "operator.devices.create": MANAGERS,
  "operator.devices.list": MANAGERS,
  "operator.devices.get": MANAGERS,
  "operator.devices.delete": MANAGERS,
  "operator.addons.list": OWNER,
  "operator.addons.create": OWNER,
  "operator.addons.get": OWNER,
  "operator.addons.update": OWNER,
  "operator.addons.rotate": OWNER,
  "operator.addons.revoke": OWNER,
  "operator.addonWebhooks.create": OWNER,
  "operator.addonWebhooks.update": OWNER,
  "operator.addonWebhooks.delete": OWNER,
  "operator.connectedApps.list": MANAGERS,
  "operator.connectedApps.connect": MANAGERS,
  "operator.connectedApps.remove": MANAGERS,
  "operator.company.get": SERVING,
  "operator.company.update": MANAGERS,
  ...records("sites", SERVING),
  ...records("registers", SERVING),
  ...records("staff", MANAGERS),
  ...records("taxes", SERVING),
  ...records("taxGroups", SERVING),
  ...records("priceLists", SERVING),
  ...records("paymentMethods", SERVING),
  ...records("rejectReasons", SERVING),
  ...records("discounts", SERVING),
  ...records("accountProfiles", SERVING),
  ...records("floorPlans", SERVING),
  ...records("revenueCenters", SERVING),
  ...records("categories", SERVING),
  ...records("products", SERVING),
  ...records("optionSets", SERVING),
  ...records("menus", SERVING),
  ...records("productionInstructions", SERVING),
  "operator.products.bulk": MANAGERS,
  "operator.products.export": SERVING,
  "operator.products.import": MANAGERS,
  "operator.snapshot.get": SERVING,
  "operator.customers.list": SERVING,
  "operator.customers.get": SERVING,
  "operator.customers.create": SERVING,
  "operator.customers.update": SERVING,
  "operator.reservations.list": SERVING,
  "operator.reservations.get": SERVING,
  "operator.reservations.create": SERVING,
  "operator.reservations.update": SERVING,
  "operator.reservations.cancel": SERVING,
  "operator.registers.update": [...MANAGERS, "pin"],
  "operator.ordering.get": SERVING,
  "operator.ordering.update": MANAGERS,
  "operator.restrictions.list": SERVING,
  "operator.availability.update": SERVING,
  "operator.webhooks.list": MANAGERS,
  "operator.webhooks.update": MANAGERS,
  "operator.webhooks.test": MANAGERS,
  "operator.reports.dashboard": MANAGERS,
  "operator.reports.sales": MANAGERS,
  "operator.reports.salesFile": MANAGERS,
  "operator.reports.orders": MANAGERS,
  "operator.reports.found": MANAGERS,
  "operator.requests.list": MANAGERS,
  "operator.requests.get": MANAGERS,
  "operator.installation": SERVING,
  "operator.deliveries.list": MANAGERS,
  "operator.deliveries.get": MANAGERS,
  "operator.deliveries.payload": MANAGERS,
  "operator.deliveries.replay": MANAGERS,
  "operator.deliveries.replayMany": MANAGERS,
  "operator.notices.list": MANAGERS,
  "operator.notices.see": MANAGERS,
  "operator.printers.list": MANAGERS,
  "operator.printers.get": MANAGERS,
  "operator.printers.create": MANAGERS,
  "operator.printers.update": MANAGERS,
  "operator.printers.delete": MANAGERS,
  "operator.printers.test": MANAGERS,
  "operator.printers.move": MANAGERS,
  "operator.printRules.list": MANAGERS,
  "operator.printRules.get": MANAGERS,
  "operator.printRules.create": MANAGERS,
  "operator.printRules.update": MANAGERS,
  "operator.printRules.delete": MANAGERS,
  "operator.printJobs.list": SERVING,
  "operator.printJobs.get": SERVING,
  "operator.printJobs.reprint": SERVING,
  "operator.printJobs.cancel": MANAGERS,
  "operator.virtualPrinter.dockets": SERVING,
  "operator.virtualPrinter.picture": SERVING,
  "operator.virtualPrinter.update": MANAGERS,
  "operator.hotels.list": SERVING,
  "operator.hotels.guests": SERVING,
  "operator.kitchen.stations": SERVING,
  "operator.kitchen.tickets": SERVING,
  "operator.kitchen.bump": SERVING,
  "operator.kitchen.recall": SERVING,
  "operator.shifts.current": SERVING,
  "operator.shifts.start": SERVING,
  "operator.shifts.list": SERVING,
  "operator.shifts.get": SERVING,
  "operator.shifts.end": SERVING,
  "operator.shifts.startBreak": SERVING,
  "operator.shifts.endBreak": SERVING,
  "operator.cash.move": SERVING,
  "operator.cash.list": SERVING,
  "operator.xReport.get": SERVING,
  "operator.xReport.text": SERVING,
  "operator.xReport.pdf": SERVING,
  "operator.tillReports.print": SERVING,
  "operator.zReports.create": SERVING,
  "operator.zReports.list": SERVING,
  "operator.zReports.get": SERVING,
  "operator.zReports.text": SERVING,
  "operator.zReports.pdf": SERVING,
  "operator.events": SERVING,
};
/** Everybody serves: all routes of orders. */
const allowedFor = (id: string): readonly string[] | undefined =>
  id.startsWith("operator.orders.") ? SERVING : table[id];

type Operation = Readonly<{ id: string; method: string; path: string }>;

onEveryEngine("what each role may do in the operator API", (servery) => {
  const operations = async (): Promise<Operation[]> => {
    const { paths } = (await servery().ask("/openapi/operator.json", { auth: null })).json();
    return Object.entries<Record<string, Json>>(paths).flatMap(([path, methods]) =>
      Object.entries(methods)
        .filter(([, operation]) => operation["x-permission"] !== undefined)
        .map(([method, operation]) => ({
          id: operation.operationId.replace(/\.(?:patch|\d+)$/g, "").replace(/\.\d+$/, ""),
          method: method.toUpperCase(),
          path: path.replaceAll("{company}", "5678").replaceAll(/\{\w+\}/g, "99999999"),
        })),
    );
  };

  test("every route is in the table, and changes nothing without a permission", async () => {
    const ids = new Set((await operations()).map(({ id }) => id));
    for (const id of ids) expect(allowedFor(id), id).toBeDefined();
    for (const id of Object.keys(table)) expect(ids, id).toContain(id);
  });

  for (const role of ["owner", "manager", "barista", "pin"] as const) {
    test(`${role === "pin" ? "an owner with a PIN" : role}: what is not theirs is a 403 that names the permission`, async () => {
      const wrong: unknown[] = [];
      let refusals = 0;
      for (const { id, method, path } of await operations()) {
        const ask = role === "pin" ? await as(servery(), "owner", "pin") : await as(servery(), role);
        const how: Ask = {
          method,
          ...(method === "POST" || method === "PUT" || method === "PATCH" ? { body: {} } : {}),
        };
        const answer = await ask(path, how);
        const refused = answer.status === 403;
        if (refused) {
          refusals++;
          const { error, permission } = answer.json();
          const asked = answer.headers.get("www-authenticate") ?? "";
          const scope = [permission].flat().join(" ");
          if (error !== "insufficient_scope" || !asked.includes(`scope="${scope}"`)) wrong.push(answer.text);
        }
        if (answer.status >= 500 || answer.status === 401 || refused === allowedFor(id)!.includes(role)) {
          wrong.push([id, method, answer.status]);
        }
      }
      expect(wrong).toEqual([]);
      expect(refusals).toBeGreaterThan(role === "owner" ? -1 : 5);
    });
  }
});
