import type { ProductId } from "../../../domain/ids.ts";
import { type LineVisitor, type SoldBy, readSaleFacts } from "../../../domain/sale-facts.ts";
import { amountText } from "./amounts.ts";
import type { GroupKey } from "./group-keys.ts";

/** Sums in minor units, and the groups inside, by value. */
type Sums = { total: number; tax: number; service: number; discount: number; lines: number };
export type Group = Sums & { readonly children: Map<string, Group> };

const newGroup = (): Group => ({ total: 0, tax: 0, service: 0, discount: 0, lines: 0, children: new Map() });

const child = (group: Group, value: string): Group => {
  let found = group.children.get(value);
  if (!found) group.children.set(value, (found = newGroup()));
  return found;
};

type Amounts = Parameters<LineVisitor>[1];
const add = (group: Group, { total, tax, service, discount }: Amounts): void => {
  group.total += total;
  group.tax += tax;
  group.service += service;
  group.discount += discount;
  group.lines += 1;
};

/** Sums up sales by keys that stand inside each other. Years of sales pass through here, so nothing is made per line. */
export const aggregate = (keys: readonly GroupKey[]): { root: Group; take: (facts: string) => void } => {
  const root = newGroup();
  const ofSale = keys.map(() => "");
  const products = new Map<ProductId, readonly (readonly string[])[]>();

  const valuesOf = (product: ProductId): readonly (readonly string[])[] => {
    let values = products.get(product);
    if (!values) {
      values = keys.map((key) => (key.kind === "product" ? key.of(product) : []));
      products.set(product, values);
    }
    return values;
  };

  const descend = (group: Group, level: number, values: readonly (readonly string[])[], amounts: Amounts): void => {
    const key = keys[level];
    if (!key) return;
    const enter = (value: string): void => {
      const next = child(group, value);
      add(next, amounts);
      descend(next, level + 1, values, amounts);
    };
    if (key.kind === "sale") return enter(ofSale[level]!);
    for (const value of values[level]!) enter(value);
  };

  const line: LineVisitor = (product, amounts) => {
    add(root, amounts);
    descend(root, 0, valuesOf(product), amounts);
  };
  const visit = (sale: SoldBy): LineVisitor => {
    keys.forEach((key, level) => {
      if (key.kind === "sale") ofSale[level] = key.of(sale);
    });
    return line;
  };
  return { root, take: (facts) => readSaleFacts(facts, visit) };
};

/** Sums as the API writes them. `numberOfSales` counts sold lines: the vendor says so. */
export const sumsShape = ({ total, service, discount, tax, lines }: Sums, digits: number) => ({
  totalAmount: amountText(total, digits),
  serviceCharge: amountText(service, digits),
  totalDiscountedAmount: amountText(discount, digits),
  totalTaxAmount: amountText(tax, digits),
  numberOfSales: lines,
});

export type GroupWire = ReturnType<typeof sumsShape> & { groupByValue: string; children?: LevelWire[] | undefined };
export type LevelWire = { groupByKey: string; children: GroupWire[] };

const byValue = ([a]: readonly [string, Group], [b]: readonly [string, Group]): number => (a < b ? -1 : a > b ? 1 : 0);

/** The groups inside a group, level by level in the order of the keys. */
export const nested = ({ children }: Group, [key, ...inner]: readonly GroupKey[], digits: number): LevelWire[] =>
  key === undefined
    ? []
    : [
        {
          groupByKey: key.name,
          children: [...children].toSorted(byValue).map(([groupByValue, group]) => ({
            groupByValue,
            ...sumsShape(group, digits),
            ...(inner.length > 0 && { children: nested(group, inner, digits) }),
          })),
        },
      ];

/** The innermost groups alone, keys and values of all levels joined by commas. */
export const flattened = (root: Group, keys: readonly GroupKey[], digits: number): LevelWire[] => {
  const rows: GroupWire[] = [];
  const walk = (group: Group, values: readonly string[]): void => {
    if (values.length === keys.length) {
      rows.push({ groupByValue: values.join(","), ...sumsShape(group, digits) });
      return;
    }
    for (const [value, inner] of [...group.children].toSorted(byValue)) walk(inner, [...values, value]);
  };
  walk(root, []);
  return [{ groupByKey: keys.map(({ name }) => name).join(","), children: rows }];
};
