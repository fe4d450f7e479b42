import type { Catalogue } from "../../../domain/catalogue/catalogue.ts";
import type { Site } from "../../../domain/catalogue/records.ts";
import type { PaymentMethodId, ProductId, RegisterId, StaffId } from "../../../domain/ids.ts";
import { accountingGroupOf, accountingGroupsOf } from "../accounting-groups.ts";
import { codesOf } from "../codes.ts";
import { decimalText } from "./amounts.ts";

/** How reports sort and name a product: by what the catalogue says of it today. */
export type ProductFacts = Readonly<{
  accountingGroup:
    Readonly<{ accountingGroupId: number; name: string; statisticGroup: string; code: string }> | undefined;
  categories: readonly Readonly<{ category: string; value: string }>[];
  tags: readonly string[];
  unitCostPrice: string | undefined;
  sku: string;
}>;

/** The group that a product's first statistic group puts it in. */
const FIRST = 0;

/** The names that a location's reports refer to, each made once for a report. */
export const namesOf = (catalogue: Catalogue, site: Site) => {
  const groups = new Map(accountingGroupsOf(catalogue).map((group) => [group.id, group]));
  const methodCodes = codesOf(catalogue.all("payment_method"));
  const products = new Map<ProductId, ProductFacts>();
  const staff = new Map<StaffId, string>();
  const centers = catalogue.all("revenue_center").filter(({ siteId }) => siteId === site.id);
  const tables = new Map(
    catalogue
      .all("floor_plan")
      .filter(({ siteId }) => siteId === site.id)
      .flatMap((plan) =>
        plan.tables.map((table) => [
          String(table.number),
          `${plan.name}, ${table.description ?? `Table ${table.number}`}`,
        ]),
      ),
  );

  const factsOf = (id: ProductId): ProductFacts => {
    const product = catalogue.product(id);
    const category = product && accountingGroupOf(catalogue, product);
    const group = category && groups.get(category.id);
    const categories = group?.statisticGroups ?? [];
    const costPrice = product?.costPrice ?? null;
    return {
      accountingGroup: group && {
        accountingGroupId: group.id,
        name: group.name,
        statisticGroup: categories[FIRST]?.value ?? group.name,
        code: group.code,
      },
      categories,
      tags: product?.tags ?? [],
      unitCostPrice: costPrice === null ? undefined : decimalText(costPrice),
      sku: product?.sku ?? String(id),
    };
  };

  return {
    product(id: ProductId): ProductFacts {
      let facts = products.get(id);
      if (!facts) products.set(id, (facts = factsOf(id)));
      return facts;
    },
    staff(id: StaffId): string | undefined {
      let name = staff.get(id);
      const person = name === undefined ? catalogue.staff(id) : undefined;
      if (person) staff.set(id, (name = `${person.firstName} ${person.lastName}`.trim()));
      return name;
    },
    register: (id: RegisterId): string | undefined => catalogue.register(id)?.name,
    methodCode: (id: PaymentMethodId): string => methodCodes.get(id) ?? String(id),
    /** Sales do not say which one they belong to, so it is known where a location has one only. */
    revenueCenter: centers.length === 1 ? centers[0] : undefined,
    table: (number: string): string | undefined => tables.get(number),
  };
};
export type Names = ReturnType<typeof namesOf>;
