import type {
  OptionSetId,
  PaymentMethodId,
  PriceListId,
  ProductId,
  RegisterId,
  SiteId,
  StaffId,
  TaxId,
} from "../ids.ts";
import type {
  CatalogueKind,
  CatalogueRecords,
  Company,
  OptionSet,
  PaymentMethod,
  Price,
  Product,
  Register,
  Site,
  Staff,
  Tax,
} from "./records.ts";

type Shelves = { readonly [K in CatalogueKind]: ReadonlyMap<number, CatalogueRecords[K]> };

const emptyShelves = (): Shelves => ({
  company: new Map(),
  site: new Map(),
  register: new Map(),
  staff: new Map(),
  category: new Map(),
  product: new Map(),
  option_set: new Map(),
  price_list: new Map(),
  tax: new Map(),
  tax_group: new Map(),
  payment_method: new Map(),
  reject_reason: new Map(),
  printer: new Map(),
  print_rule: new Map(),
  menu: new Map(),
  floor_plan: new Map(),
  account_profile: new Map(),
  discount: new Map(),
  production_instruction: new Map(),
  revenue_center: new Map(),
  pms_provider: new Map(),
});

export type CatalogueChange = {
  [K in CatalogueKind]: Readonly<{ kind: K; id: number; record: CatalogueRecords[K] | null }>;
}[CatalogueKind];

/**
 * Everything a company sells, where, at what price and to whom it is paid: one immutable value that a command decides
 * with. `version` is the company's catalogue version that it was read at.
 */
export class Catalogue {
  readonly version: number;
  private readonly shelves: Shelves;

  constructor(version = 0, shelves: Shelves = emptyShelves()) {
    this.version = version;
    this.shelves = shelves;
  }

  /** The same catalogue after some records changed (a null record is gone). Untouched shelves are shared. */
  after(changes: readonly CatalogueChange[], version: number): Catalogue {
    const touched: Partial<Record<CatalogueKind, Map<number, unknown>>> = {};
    for (const { kind, id, record } of changes) {
      const shelf = (touched[kind] ??= new Map<number, unknown>(this.shelves[kind]));
      if (record) shelf.set(id, record);
      else shelf.delete(id);
    }
    return new Catalogue(version, { ...this.shelves, ...(touched as Partial<Shelves>) });
  }

  /** All records of a kind, ascending by id. */
  all<K extends CatalogueKind>(kind: K): CatalogueRecords[K][] {
    const records = [...(this.shelves[kind] as ReadonlyMap<number, CatalogueRecords[K]>).values()];
    return records.sort((a, b) => a.id - b.id);
  }

  get<K extends CatalogueKind>(kind: K, id: number): CatalogueRecords[K] | undefined {
    return (this.shelves[kind] as ReadonlyMap<number, CatalogueRecords[K]>).get(id);
  }

  /** The company's own record. Throws when the catalogue is empty: callers hold a company that exists. */
  get company(): Company {
    for (const company of this.shelves.company.values()) return company;
    throw new Error("a catalogue without its company");
  }

  site = (id: SiteId): Site | undefined => this.shelves.site.get(id);
  register = (id: RegisterId): Register | undefined => this.shelves.register.get(id);
  staff = (id: StaffId): Staff | undefined => this.shelves.staff.get(id);
  product = (id: ProductId): Product | undefined => this.shelves.product.get(id);
  optionSet = (id: OptionSetId): OptionSet | undefined => this.shelves.option_set.get(id);
  paymentMethod = (id: PaymentMethodId): PaymentMethod | undefined => this.shelves.payment_method.get(id);

  registersOf(site: SiteId): Register[] {
    return this.all("register").filter((register) => register.siteId === site);
  }

  /** A product's price at a site: the site's price list, then its parents, then the product's base price. */
  priceAt(product: Product, site: Site): Price {
    const seen = new Set<PriceListId>();
    for (let id: PriceListId | null = site.priceListId; id !== null && !seen.has(id);) {
      seen.add(id);
      const list = this.shelves.price_list.get(id);
      const price = list?.prices[product.id];
      if (price) return price;
      id = list?.parentId ?? null;
    }
    return product.price;
  }

  /** The taxes that a product's sale carries at a site. */
  taxesAt(product: Product, site: SiteId): Tax[] {
    const ids: readonly TaxId[] = product.sites[site]?.taxIds ?? product.taxIds;
    return ids.flatMap((id) => this.shelves.tax.get(id) ?? []);
  }

  /** Whether a site has the product to sell right now. */
  isAvailable(product: Product, site: SiteId): boolean {
    return !product.deleted && (product.sites[site]?.available ?? true);
  }

  soldAt(product: Product, site: SiteId): boolean {
    return product.sites[site]?.sold ?? product.sold;
  }
}
