import type { Product, Snapshot } from "../data/snapshot.ts";

/** What a site sells, in the order and under the headings in which the register shows it. */

type Entry =
  Readonly<{ kind: "product"; product_id: number; color: string | null }> | Readonly<{ kind: "group"; group: Group }>;
type Group = Readonly<{ id: number; name: string; color: string | null; entries: readonly Entry[] }>;
export type InstructionList = Readonly<{
  id: number;
  name: string;
  multi_selection: boolean;
  instructions: readonly Readonly<{ id: number; text: string }>[];
}>;

/** Parts of the snapshot that only this page reads. */
type Goods = Snapshot &
  Readonly<{
    menus?: readonly Readonly<{ id: number; name: string; groups: readonly Group[] }>[];
    production_instructions?: readonly InstructionList[];
  }>;

/** A tile of the grid: a product in the color of where it stands. */
export type Tile = Readonly<{ product: Product; color: string | null }>;
/** Products under a heading; null where they stand in the tab itself. */
export type Section = Readonly<{ name: string | null; tiles: readonly Tile[] }>;
export type Tab = Readonly<{ key: string; name: string; color: string | null; sections: readonly Section[] }>;
export type Menu = Readonly<{ key: string; name: string; tabs: readonly Tab[] }>;

const isSold = (product: Product): boolean => !product.is_modifier;

const sectionsOf = (group: Group, products: ReadonlyMap<number, Product>, heading: string | null): Section[] => {
  const tiles = group.entries.flatMap((entry): Tile[] => {
    const product = entry.kind === "product" ? products.get(entry.product_id) : undefined;
    return product && entry.kind === "product" ? [{ product, color: entry.color ?? group.color }] : [];
  });
  const inner = group.entries.flatMap((entry) =>
    entry.kind === "group" ? sectionsOf(entry.group, products, entry.group.name) : [],
  );
  return [...(tiles.length > 0 ? [{ name: heading, tiles }] : []), ...inner];
};

/** Everything that is sold, by category. What has no category stands last. */
const everything = ({ categories, products }: Snapshot): Menu => {
  const sold = products.filter(isSold);
  const inCategory = categories.map(({ id, name, color = null }): Tab => {
    const tiles = sold.filter((product) => product.category_ids[0] === id).map((product) => ({ product, color }));
    return { key: `category ${id}`, name, color, sections: [{ name: null, tiles }] };
  });
  const known = new Set(categories.map(({ id }) => id));
  const loose = sold.filter(({ category_ids: [first] }) => first === undefined || !known.has(first));
  const others: Tab = {
    key: "others",
    name: "Others",
    color: null,
    sections: [{ name: null, tiles: loose.map((product) => ({ product, color: null })) }],
  };
  return {
    key: "everything",
    name: "Everything",
    tabs: [...inCategory, others].filter(({ sections }) => sections.some(({ tiles }) => tiles.length > 0)),
  };
};

/** The site's menus in their order, and everything by category behind them. */
export const menusOf = (snapshot: Snapshot): readonly Menu[] => {
  const products = new Map(snapshot.products.map((product) => [product.id, product]));
  const own = ((snapshot as Goods).menus ?? []).map(({ id, name, groups }): Menu => ({
    key: String(id),
    name,
    tabs: groups
      .map((group) => ({
        key: String(group.id),
        name: group.name,
        color: group.color,
        sections: sectionsOf(group, products, null),
      }))
      .filter(({ sections }) => sections.length > 0),
  }));
  return [...own.filter(({ tabs }) => tabs.length > 0), everything(snapshot)];
};

/** Products as tiles in the colors of their categories. */
export const colored = (products: readonly Product[], { categories }: Snapshot): readonly Tile[] => {
  const colors = new Map(categories.map(({ id, color = null }) => [id, color]));
  return products.map((product) => ({ product, color: colors.get(product.category_ids[0] ?? 0) ?? null }));
};

/** The lists of words to the kitchen that go with a product. */
export const instructionsFor = (snapshot: Snapshot, product: Product): readonly InstructionList[] => {
  const ids = product.production_instruction_ids ?? [];
  return ((snapshot as Goods).production_instructions ?? []).filter(({ id }) => ids.includes(id));
};

const folded = (text: string): string => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const codesOf = ({ code, sku, barcode, number }: Product): readonly string[] =>
  [code, sku, barcode, number].flatMap((one) => (one ? [one.toLowerCase()] : []));

/** "3x latte", "3 * latte": how many, and of what. */
export const readQuery = (text: string): Readonly<{ times: number | null; words: string }> => {
  const [, times, words] = /^\s*(\d{1,3})\s*[x*×]\s*(.*)$/i.exec(text) ?? [];
  return times === undefined || Number(times) === 0
    ? { times: null, words: text.trim() }
    : { times: Number(times), words: (words ?? "").trim() };
};

/** Products by what was typed: an exact code first, then names that begin so, then names that have all words. */
export const findProducts = (products: readonly Product[], typed: string): readonly Product[] => {
  const q = folded(typed.trim());
  if (q === "") return [];
  const words = q.split(/\s+/);
  const rank = (product: Product): number | undefined => {
    const name = folded(product.name);
    const codes = codesOf(product);
    if (codes.includes(q)) return 0;
    if (name.startsWith(q)) return 1;
    if (words.every((word) => name.includes(word))) return 2;
    return codes.some((code) => code.startsWith(q)) ? 3 : undefined;
  };
  return products
    .filter(isSold)
    .flatMap((product) => {
      const at = rank(product);
      return at === undefined ? [] : [{ product, at }];
    })
    .sort((a, b) => a.at - b.at)
    .map(({ product }) => product);
};

/** The product that a scanned code names. */
export const productByCode = (products: readonly Product[], code: string): Product | undefined => {
  const wanted = code.trim().toLowerCase();
  return (
    products.find(({ barcode }) => barcode?.toLowerCase() === wanted) ??
    products.find((one) => isSold(one) && codesOf(one).includes(wanted))
  );
};
