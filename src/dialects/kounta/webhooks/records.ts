import type { Resource } from "../../../domain/events/topics.ts";
import type { AddonId } from "../../../domain/ids.ts";
import type { PendingEvent } from "../../../storage/deliveries.ts";
import type { Reads, Storage } from "../../../storage/storage.ts";
import { categoryShape } from "../resources/categories.ts";
import { customerShape } from "../resources/customers-shape.ts";
import { stockShape } from "../resources/inventory.ts";
import { productShape } from "../resources/product-shape.ts";
import { reconciliationShape } from "../resources/reconciliations-shape.ts";
import { registerShape } from "../resources/registers.ts";
import { shiftShape } from "../resources/shifts.ts";
import { siteShape } from "../resources/sites-shape.ts";
import { taxShape } from "../resources/taxes.ts";

type Asked<Id> = Readonly<{ id: Id; data: PendingEvent["data"]; reads: Reads; addonId: AddonId }>;
type Shaping = (asked: Asked<never>) => Promise<object | undefined>;

/** Each kind of record as its own GET shows it; undefined when it is no longer there. */
const shapings: Readonly<Record<Resource, Shaping>> = {
  async customer({ id, reads, addonId }) {
    const [customer, names, { company }] = await Promise.all([
      reads.customer(id),
      reads.references(addonId, [id]),
      reads.catalogue(),
    ]);
    return customer && customerShape(customer, names.get(id) ?? "", company);
  },
  async site({ id, reads }) {
    const catalogue = await reads.catalogue();
    const site = catalogue.site(id);
    return site && siteShape(site, catalogue);
  },
  async register({ id, reads }) {
    const catalogue = await reads.catalogue();
    const register = catalogue.register(id);
    return register && registerShape(register, catalogue);
  },
  async tax({ id, reads }) {
    const tax = (await reads.catalogue()).get("tax", id);
    return tax && taxShape(tax);
  },
  async product({ id, reads }) {
    const [catalogue, stock] = await Promise.all([reads.catalogue(), reads.stockOf(id)]);
    const product = catalogue.product(id);
    return product && productShape(product, catalogue, stock);
  },
  async category({ id, reads }) {
    const catalogue = await reads.catalogue();
    const category = catalogue.get("category", id);
    return category && categoryShape(category, catalogue);
  },
  /** Its GET is below a site, so here it says which. The level is the one that the event set. */
  inventory({ id, data }) {
    const { stock, siteId } = data;
    return Promise.resolve(
      typeof stock === "string" ? { ...stockShape({ productId: id, stock }), site_id: siteId } : undefined,
    );
  },
  async reconciliation({ id, reads }) {
    const [reconciliation, catalogue] = await Promise.all([reads.reconciliation(id), reads.catalogue()]);
    return reconciliation && reconciliationShape(reconciliation, catalogue);
  },
  /** No GET shows a single one: it is what lists of all shifts show. */
  async shift({ id, reads }) {
    const [shift, catalogue] = await Promise.all([reads.till.shift(id), reads.catalogue()]);
    return shift && shiftShape(shift, catalogue);
  },
};

/**
 * What receivers are sent about everything but orders: the complete record as it is when the event leaves, which is
 * within milliseconds of the change. Of a record that is gone by then, its id.
 */
export const recordShapes =
  (storage: Storage) =>
  async ({ companyId, type, data }: PendingEvent, addonId: AddonId): Promise<string | undefined> => {
    const kind = type.slice(0, type.indexOf("."));
    const { id } = data;
    if (!Object.hasOwn(shapings, kind) || typeof id !== "number") return undefined;
    const asked = { id: id as never, data, reads: storage.reads(companyId), addonId };
    return JSON.stringify((await shapings[kind as Resource](asked)) ?? { id });
  };
