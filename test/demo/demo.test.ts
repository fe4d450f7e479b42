import { describe, expect, test } from "vitest";
import { demoData, demoReconciliations, demoSales } from "../../src/demo/demo.ts";
import { Catalogue } from "../../src/domain/catalogue/catalogue.ts";
import type { CatalogueKind, CatalogueRecords } from "../../src/domain/catalogue/records.ts";
import type { OrderId, PaymentId } from "../../src/domain/ids.ts";
import { type Order, isOnAccount } from "../../src/domain/order/order.ts";
import { sum } from "../../src/kit/money.ts";
import { dayIn } from "../../src/kit/time.ts";

const NOW = Date.parse("2026-03-11T05:30:00Z");
const DAY = 86_400_000;
const ZONE = "Australia/Melbourne";

const salesAt = (now: number): Order[] => {
  const data = demoData(now);
  let orders = 0;
  let payments = 0;
  const ids = { order: () => ++orders as OrderId, payment: () => ++payments as PaymentId };
  return [...demoSales(new Catalogue().after(data.records, 1), data.customers, now, ids)];
};

const data = demoData(NOW);
const catalogue = new Catalogue().after(data.records, 1);
const sales = salesAt(NOW);
const today = dayIn(NOW, ZONE);
const history = sales.filter((order) => dayIn(order.createdAt, ZONE) < today);
const current = sales.filter((order) => dayIn(order.createdAt, ZONE) === today);

const all = <K extends CatalogueKind>(kind: K): CatalogueRecords[K][] => catalogue.all(kind);
const has = (kind: CatalogueKind) => (id: number) => catalogue.get(kind, id) !== undefined;
const tally = <T>(items: readonly T[], of: (item: T) => unknown): Map<unknown, number> => {
  const counts = new Map<unknown, number>();
  for (const item of items) counts.set(of(item), (counts.get(of(item)) ?? 0) + 1);
  return counts;
};

describe("the catalogue", () => {
  test("has as much as promised", () => {
    const counts = Object.fromEntries(tally(data.records, ({ kind }) => kind));
    expect(counts).toMatchObject({
      company: 1,
      site: 2,
      register: 4,
      staff: 8,
      tax: 3,
      tax_group: 4,
      price_list: 3,
      payment_method: 6,
      category: 15,
      option_set: 14,
      reject_reason: 6,
    });
    const products = all("product");
    expect(products.filter(({ isModifier }) => !isModifier).length).toBeGreaterThanOrEqual(90);
    expect(products.filter(({ isModifier }) => isModifier).length).toBeGreaterThanOrEqual(40);
    expect(products.filter(({ price }) => !price.incTax).length).toBeGreaterThanOrEqual(3);
    expect(products.filter(({ taxIds }) => taxIds.length === 0).length).toBeGreaterThanOrEqual(3);
    expect(products.filter(({ taxIds }) => taxIds.length === 2).length).toBeGreaterThanOrEqual(8);
    expect(all("option_set").filter(({ minSelection }) => minSelection === 1)).toHaveLength(2);
    expect(data.customers).toHaveLength(25);
  });

  test("has unique ids and one fixed stamp", () => {
    const keys = data.records.map(({ kind, id }) => `${kind} ${id}`);
    expect(new Set(keys).size).toBe(keys.length);
    for (const { id, record } of data.records) {
      expect(record).toMatchObject({ id, version: 1, createdAt: Date.UTC(2025, 1, 3, 22, 30) });
    }
    for (const field of ["sku", "barcode", "number"] as const) {
      const used = all("product").flatMap((product) => product[field] ?? []);
      expect([field, new Set(used).size]).toEqual([field, used.length]);
    }
    for (const records of [data.customers, data.shifts, data.checkins]) {
      expect(new Set(records.map(({ id }) => id)).size).toBe(records.length);
    }
    const addresses = [all("company"), all("site"), all("staff"), data.customers]
      .flatMap((records) => records.flatMap((record) => [...record.addresses]))
      .map(({ id, lines }) => `${id} ${lines.join()}`);
    expect(new Set(addresses.map((text) => text.split(" ")[0])).size).toBe(new Set(addresses).size);
  });

  test("points at nothing that is not there", () => {
    for (const product of all("product")) {
      expect(product.categoryIds.every(has("category"))).toBe(true);
      expect(product.taxIds.every(has("tax"))).toBe(true);
      expect(product.optionSetIds.every(has("option_set"))).toBe(true);
      expect(product.variantParentId === null || has("product")(product.variantParentId)).toBe(true);
      for (const { productId } of product.modifiers) expect(catalogue.product(productId)?.isModifier).toBe(true);
      for (const [site, at] of Object.entries(product.sites)) {
        expect(has("site")(Number(site)) && (at.taxIds ?? []).every(has("tax"))).toBe(true);
      }
      expect(product.price.amount).toMatch(/^\d+\.\d\d$/);
    }
    for (const set of all("option_set")) {
      expect(set.options.every(({ productId }) => has("product")(productId))).toBe(true);
      expect(set.maxSelection ?? set.options.length).toBeGreaterThanOrEqual(set.minSelection);
      expect(set.options.length).toBeGreaterThanOrEqual(set.minSelection);
    }
    for (const list of all("price_list")) {
      expect(list.parentId === null || has("price_list")(list.parentId)).toBe(true);
      expect(Object.keys(list.prices).map(Number).every(has("product"))).toBe(true);
    }
    expect(all("price_list").filter(({ parentId }) => parentId === null)).toHaveLength(1);
    for (const group of all("tax_group")) expect(group.taxIds.every(has("tax"))).toBe(true);
    for (const site of all("site")) {
      expect(has("price_list")(site.priceListId) && has("staff")(site.contactStaffId!)).toBe(true);
      expect(catalogue.register(site.passThruRegisterId!)).toMatchObject({ siteId: site.id, online: true });
    }
    for (const register of all("register")) {
      expect(has("site")(register.siteId)).toBe(true);
      expect(register.currentStaffId === null || has("staff")(register.currentStaffId)).toBe(true);
    }
    for (const staff of all("staff")) expect(staff.siteIds.every(has("site"))).toBe(true);
  });

  test("has sets within options, and one product that one site has run out of", () => {
    const nested = all("option_set").flatMap(({ options }) =>
      options.filter(({ productId }) => catalogue.product(productId)!.optionSetIds.length > 0),
    );
    expect(nested.length).toBeGreaterThan(0);
    const [fitzroy, southbank] = all("site");
    const gone = (site: number) => all("product").filter((product) => product.sites[site]?.available === false);
    expect([gone(fitzroy!.id).length, gone(southbank!.id).length]).toEqual([0, 1]);
  });
});

describe("what belongs to the catalogue", () => {
  test("points at records that are there", () => {
    const customerIds = new Set(data.customers.map(({ id }) => id));
    expect(data.references.every(({ customerId }) => customerIds.has(customerId))).toBe(true);
    expect(new Set(data.references.map(({ referenceId }) => referenceId)).size).toBe(data.references.length);
    for (const { siteId, productId, stock } of data.stock) {
      expect(has("site")(siteId) && catalogue.product(productId)?.inventoried).toBe(true);
      expect(stock).toMatch(/^\d+(\.\d+)?$/);
    }
    for (const { staffId, siteId, startedAt, finishedAt } of data.shifts) {
      expect(has("staff")(staffId) && has("site")(siteId!)).toBe(true);
      expect(finishedAt ?? NOW).toBeLessThanOrEqual(NOW);
      expect(startedAt).toBeGreaterThan(NOW - 15 * DAY);
    }
    for (const { customerId, siteId, startedAt } of data.checkins) {
      expect(customerIds.has(customerId) && has("site")(siteId)).toBe(true);
      expect(startedAt).toBeLessThanOrEqual(NOW);
    }
  });

  test("has people with sane passwords", () => {
    expect(new Set(data.people.map(({ username }) => username)).size).toBe(data.people.length);
    expect(new Set(data.people.map(({ role }) => role))).toEqual(new Set(["owner", "manager", "staff"]));
    for (const { username, password, staffId } of data.people) {
      expect(password).toMatch(/^[\x21-\x7e]{12,64}$/);
      expect(password).not.toContain(username);
      expect(has("staff")(staffId)).toBe(true);
    }
    expect(new Set(data.people.map(({ password }) => password)).size).toBe(data.people.length);
  });

  test("keeps names and numbers as people write them", () => {
    expect(
      data.customers.filter(({ phone, mobile }) => (phone ?? mobile ?? "").startsWith("0")).length,
    ).toBeGreaterThan(15);
    const names = data.customers.map(({ firstName, lastName }) => `${firstName} ${lastName}`).join("\n");
    for (const script of [/\p{Script=Thai}/u, /\p{Script=Arabic}/u, /'/, /é/]) expect(names).toMatch(script);
  });

  test("names ids that integrators can begin with", () => {
    const { ids } = data;
    expect(ids.company_id).toBe(5678);
    expect(catalogue.company.id).toBe(ids.company_id);
    const registers = [ids.register_id, ids.pass_thru_register_id].map((id) => catalogue.get("register", id));
    expect(registers).toMatchObject([{ siteId: ids.site_id }, { siteId: ids.site_id, online: true }]);
    expect(catalogue.get("site", ids.site_id)?.passThruRegisterId).toBe(ids.pass_thru_register_id);
    for (const id of ids.product_ids.slice(0, 20)) {
      const product = catalogue.get("product", id)!;
      expect(product).toMatchObject({ taxIds: [829], optionSetIds: [], isModifier: false, price: { incTax: true } });
      const prices = all("site").map((site) => {
        expect(catalogue.isAvailable(product, site.id) && catalogue.soldAt(product, site.id)).toBe(true);
        return catalogue.priceAt(product, site);
      });
      expect(prices).toEqual([product.price, product.price]);
    }
    const [first] = ids.option_set_ids.map((id) => catalogue.get("option_set", id)!);
    expect(first).toMatchObject({ minSelection: 0, maxSelection: null, instructions: true });
    expect(ids.payment_method_ids).toEqual([1, 2, 3, 4, 5, 6]);
    expect(all("payment_method").filter(({ addonId }) => addonId !== null)).toMatchObject([{ id: 5, addonId: 1 }]);
    expect(data.customers.some(({ id }) => id === ids.customer_id)).toBe(true);
  });
});

describe("the sales", () => {
  test("are a month up to yesterday, with a weekly rhythm", () => {
    const days = tally(history, ({ createdAt, siteId }) => `${dayIn(createdAt, ZONE)} ${siteId}`);
    expect(days.size).toBe(60);
    for (const count of days.values()) expect(count >= 45 && count <= 70).toBe(true);
    const names = [...days.keys()].map((key) => String(key).slice(0, 10)).sort();
    expect([names[0], names.at(-1)]).toEqual(["2026-02-09", "2026-03-10"]);
    const on = (weekday: number) =>
      history.filter(({ createdAt }) => new Date(dayIn(createdAt, ZONE)).getUTCDay() === weekday).length;
    expect(on(6) / 4).toBeGreaterThan(on(1) / 5);
    for (const order of history) expect(order).toMatchObject({ status: "COMPLETE", version: 1, deleted: false });
  });

  test("come oldest first, with numbers of their registers", () => {
    const times = sales.map(({ createdAt }) => createdAt);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(sales.map(({ id }) => id)).toEqual(sales.map((_, i) => i + 1));
    expect(new Set(sales.map(({ saleNumber }) => saleNumber)).size).toBe(sales.length);
    for (const { saleNumber, registerId, siteId, originalOrderId } of sales) {
      const register = catalogue.register(registerId!)!;
      expect(register.siteId).toBe(siteId);
      const prefix = originalOrderId === null ? register.salePrefix : register.returnPrefix;
      expect(saleNumber.startsWith(prefix)).toBe(true);
    }
  });

  test("add up to the cent", () => {
    for (const { lines, payments, totals, status } of sales) {
      expect(sum(lines.map((line) => line.totalIncTax))).toBe(totals.total);
      expect(sum(lines.map((line) => line.totalTax))).toBe(totals.totalTax);
      for (const line of lines) {
        expect(sum(line.taxAmounts)).toBe(line.totalTax);
        expect(line.taxAmounts).toHaveLength(line.taxes.length);
      }
      const handedOver = sum(payments.flatMap(({ amount, tip }) => [amount, tip]));
      expect(sum(payments.map(({ amount }) => amount))).toBe(totals.paid);
      if (status !== "COMPLETE") continue;
      expect(totals.remaining).toBe(0);
      expect(handedOver).toBe(totals.total + totals.tipService + totals.tips);
    }
  });

  test("show what can happen at a register", () => {
    const rare: string[] = [];
    const some = (what: string, is: (order: Order) => boolean, least: number): void => {
      const count = history.filter(is).length;
      if (count < least) rare.push(`${what}: ${count}, not ${least}`);
    };
    some("online", ({ addonId }) => addonId === 1, 300);
    some("with a customer", ({ customer }) => customer !== null, 300);
    some("on account", isOnAccount, 3);
    some("split", ({ payments }) => payments.length > 1, 100);
    some("tip", ({ totals }) => totals.tips > 0, 50);
    some("tip/service", ({ totals }) => totals.tipService > 0, 50);
    some("discount", ({ priceVariation }) => Number(priceVariation) < 1, 30);
    some("fixed discount", ({ priceFixedVariation }) => priceFixedVariation !== "0", 10);
    some("line discount", ({ lines }) => lines.some((line) => line.priceVariation !== "1"), 30);
    some("option sets", ({ options }) => options.length > 0, 500);
    some("modifiers", ({ lines }) => lines.some(({ modifiers }) => modifiers.length > 0), 300);
    some("two taxes", ({ lines }) => lines.some(({ taxes }) => taxes.length > 1), 300);
    some("courses", ({ lines }) => lines.some(({ courseName }) => courseName === "Mains"), 200);
    expect(rare).toEqual([]);
    expect(new Set(history.map(({ orderType }) => orderType)).size).toBe(4);
    expect(new Set(history.map(({ registerId }) => registerId)).size).toBe(4);
    expect(new Set(history.map(({ staffId }) => staffId)).size).toBeGreaterThan(5);
  });

  test("are refunded once, after they were completed, and not beyond what they were", () => {
    const refunds = history.filter(({ originalOrderId }) => originalOrderId !== null);
    expect(refunds.length).toBeGreaterThan(10);
    expect(new Set(refunds.map(({ originalOrderId }) => originalOrderId)).size).toBe(refunds.length);
    for (const { originalOrderId, siteId, createdAt, totals, lines } of refunds) {
      const original = history.find(({ id }) => id === originalOrderId)!;
      expect(original).toMatchObject({ status: "COMPLETE", siteId });
      expect(original.completedAt!).toBeLessThan(createdAt);
      expect(totals.total).toBeLessThan(0);
      for (const line of lines) {
        const sold = original.lines.find((each) => each.productId === line.productId && each.optionSet === null);
        expect(Number(line.quantity)).toBeLessThan(0);
        expect(original.lines.map(({ totalIncTax }) => -totalIncTax)).toContain(line.totalIncTax);
        expect(sold).toBeDefined();
        expect(original.lines.map(({ lineId }) => lineId)).toContain(line.refundOf);
      }
    }
  });

  test("leave a few orders of today in every other state", () => {
    const states = tally(current, ({ status, deleted }) => (deleted ? "deleted" : status));
    const expected = { SUBMITTED: 3, ON_HOLD: 2, ACCEPTED: 1, PENDING: 1, REJECTED: 1, deleted: 1 };
    expect(Object.fromEntries(states)).toEqual(expected);
    expect(current.filter(isOnAccount).map(({ status }) => status)).toEqual(["PENDING"]);
    expect(current.find(({ status }) => status === "REJECTED")?.rejectReason?.name).toBe("Sold out");
    for (const { createdAt, updatedAt } of current) expect(Math.max(createdAt, updatedAt)).toBeLessThanOrEqual(NOW);
  });
});

describe("the reconciliations", () => {
  const reconciliations = demoReconciliations(catalogue, sales);

  test("are one per register and closed day", () => {
    expect(reconciliations).toHaveLength(120);
    expect(new Set(reconciliations.map(({ id }) => id)).size).toBe(120);
    expect(reconciliations.map(({ number }) => number)).toEqual(reconciliations.map((_, i) => i + 1));
    expect(reconciliations.filter(({ processed }) => !processed)).toHaveLength(4);
    for (const { createdAt } of reconciliations) expect(dayIn(createdAt, ZONE) < today).toBe(true);
  });

  test("record what the sales' payments took, and as much income", () => {
    for (const { registerId, createdAt, tenders, incomeAccounts } of reconciliations) {
      const day = dayIn(createdAt, ZONE);
      const of = history.filter((o) => o.registerId === registerId && dayIn(o.completedAt!, ZONE) === day);
      const payments = of.flatMap((order) => order.payments);
      for (const { methodId, recorded } of tenders) {
        const taken = payments.filter((payment) => payment.methodId === methodId);
        expect(recorded).toBe(sum(taken.flatMap(({ amount, tip }) => [amount, tip])));
      }
      const income = incomeAccounts.flatMap(({ amounts }) => amounts.flatMap(({ net, tax }) => [net, tax]));
      expect(sum(income)).toBe(sum(tenders.map(({ recorded }) => recorded)));
    }
  });
});

describe("determinism", () => {
  test("the same moment brings the same company and the same sales", () => {
    expect(demoData(NOW)).toEqual(data);
    expect(salesAt(NOW)).toEqual(sales);
  });

  test("ids and records are the same whenever the demo is started", () => {
    const later = demoData(NOW + 40 * DAY);
    expect(later.records).toEqual(data.records);
    expect(later.ids).toEqual(data.ids);
    expect(later.shifts.map(({ id }) => id)).toEqual(data.shifts.map(({ id }) => id));
  });

  test.each(["2026-04-05T13:59:59.999Z", "2026-10-03T16:30:00Z", "2025-12-31T13:00:00.123Z", "2028-02-29T23:15:00Z"])(
    "holds at %s: clock changes, midnights, leap days",
    (text) => {
      const now = Date.parse(text);
      const made = salesAt(now);
      const days = new Set(made.map(({ createdAt }) => dayIn(createdAt, ZONE)));
      expect(days.size).toBe(31);
      expect(Math.max(...made.map(({ updatedAt }) => updatedAt))).toBeLessThanOrEqual(now);
      const times = made.map(({ createdAt }) => createdAt);
      expect(times).toEqual([...times].sort((a, b) => a - b));
    },
  );
});
