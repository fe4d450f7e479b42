import { menuLimits } from "../../../../src/domain/catalogue/menu-rules.ts";

/** The tree of a menu. A group whose id is below zero is new: it has one so that it can be told from others. */
export type Group = Readonly<{ id: number; name: string; color: string | null; entries: readonly Entry[] }>;
export type Entry =
  Readonly<{ kind: "product"; product_id: number; color: string | null }> | Readonly<{ kind: "group"; group: Group }>;
/** The outermost level holds groups only. */
export type Tree = readonly Entry[];
/** Where an entry stands: its place at each level, from the outermost. */
export type Path = readonly number[];
export type Target = Readonly<{ parent: Path; index: number }>;

export const treeOf = (groups: unknown): Tree =>
  (Array.isArray(groups) ? (groups as Group[]) : []).map((group) => ({ kind: "group", group }));
export const groupsOf = (tree: Tree): readonly Group[] =>
  tree.flatMap((entry) => (entry.kind === "group" ? [entry.group] : []));

const inside = (entry: Entry | undefined): readonly Entry[] => (entry?.kind === "group" ? entry.group.entries : []);

/** What stands below a path; the outermost level for none. */
export const entriesAt = (tree: Tree, path: Path): readonly Entry[] =>
  path.reduce<readonly Entry[]>((entries, at) => inside(entries[at]), tree);
export const entryAt = (tree: Tree, path: Path): Entry | undefined =>
  entriesAt(tree, path.slice(0, -1))[path.at(-1) ?? -1];

/** The tree with other entries below a path. */
const withEntries = (tree: Tree, path: Path, change: (entries: readonly Entry[]) => readonly Entry[]): Tree => {
  const [at, ...rest] = path;
  if (at === undefined) return change(tree);
  return tree.map((entry, i) =>
    i === at && entry.kind === "group"
      ? { ...entry, group: { ...entry.group, entries: withEntries(entry.group.entries, rest, change) } }
      : entry,
  );
};

export const replaced = (tree: Tree, path: Path, change: (entry: Entry) => Entry): Tree =>
  withEntries(tree, path.slice(0, -1), (entries) =>
    entries.map((entry, i) => (i === path.at(-1) ? change(entry) : entry)),
  );
export const without = (tree: Tree, path: Path): Tree =>
  withEntries(tree, path.slice(0, -1), (entries) => entries.filter((_, i) => i !== path.at(-1)));
export const inserted = (tree: Tree, { parent, index }: Target, added: readonly Entry[]): Tree =>
  withEntries(tree, parent, (entries) => entries.toSpliced(index, 0, ...added));

const levelsOf = (entry: Entry): number =>
  entry.kind === "product" ? 0 : 1 + Math.max(0, ...entry.group.entries.map(levelsOf));
const isWithin = (path: Path, above: Path): boolean => above.every((at, i) => path[i] === at);

/** Whether an entry may stand there: products stand in groups, groups not in themselves and not too deep. */
export const mayStand = (tree: Tree, from: Path, { parent }: Target): boolean => {
  const entry = entryAt(tree, from);
  if (!entry || isWithin(parent, from)) return false;
  if (parent.length > 0 && entryAt(tree, parent)?.kind !== "group") return false;
  return entry.kind === "product" ? parent.length > 0 : parent.length + levelsOf(entry) <= menuLimits.depthMax;
};

/** Moves an entry, and says where it is now. `target` is meant as the tree is before. */
export const moved = (tree: Tree, from: Path, target: Target): Readonly<{ tree: Tree; path: Path }> => {
  const entry = entryAt(tree, from);
  if (!entry || !mayStand(tree, from, target)) return { tree, path: from };
  const level = from.length - 1;
  const at = from[level]!;
  // Taking it out moves up what stands after it on its level, the way to the target included.
  const parent = target.parent.map((step, i) =>
    i === level && isWithin(target.parent, from.slice(0, level)) && step > at ? step - 1 : step,
  );
  const same = target.parent.length === level && isWithin(target.parent, from.slice(0, level));
  const index = same && target.index > at ? target.index - 1 : target.index;
  return { tree: inserted(without(tree, from), { parent, index }, [entry]), path: [...parent, index] };
};

export type Step = "up" | "down" | "out" | "in";

/** Where one step leads to; undefined where there is no such place. */
export const stepTo = (tree: Tree, from: Path, step: Step): Target | undefined => {
  const parent = from.slice(0, -1);
  const at = from.at(-1) ?? 0;
  const siblings = entriesAt(tree, parent);
  const targetOf = (): Target | undefined => {
    if (step === "up") return at > 0 ? { parent, index: at - 1 } : undefined;
    if (step === "down") return at < siblings.length - 1 ? { parent, index: at + 2 } : undefined;
    if (step === "out") {
      return parent.length > 0 ? { parent: parent.slice(0, -1), index: parent.at(-1)! + 1 } : undefined;
    }
    // Into the group before it, or where there is none into the one after it.
    const into = siblings[at - 1]?.kind === "group" ? at - 1 : siblings[at + 1]?.kind === "group" ? at + 1 : undefined;
    if (into === undefined) return undefined;
    return { parent: [...parent, into], index: into < at ? inside(siblings[into]).length : 0 };
  };
  const target = targetOf();
  return target && mayStand(tree, from, target) ? target : undefined;
};

/** An id that no group of the tree has. */
export const newId = (tree: Tree): number => {
  const lowest = (entries: readonly Entry[]): number =>
    Math.min(
      0,
      ...entries.map((entry) => (entry.kind === "group" ? Math.min(entry.group.id, lowest(entry.group.entries)) : 0)),
    );
  return lowest(tree) - 1;
};

export type Row = Readonly<{
  key: string;
  path: Path;
  entry: Entry;
  /** Its place among those beside it, from 1, and how many they are. */
  place: number;
  of: number;
}>;

/** The entries one below the other, those of closed groups left out. */
export const rowsOf = (tree: Tree, closed: ReadonlySet<number>): readonly Row[] => {
  const walk = (entries: readonly Entry[], above: Path, name: string): readonly Row[] => {
    const seen = new Map<number, number>();
    return entries.flatMap((entry, at) => {
      const path = [...above, at];
      const nth = entry.kind === "product" ? (seen.get(entry.product_id) ?? 0) : 0;
      if (entry.kind === "product") seen.set(entry.product_id, nth + 1);
      const key = entry.kind === "group" ? `g${entry.group.id}` : `${name} p${entry.product_id} ${nth}`;
      const row = { key, path, entry, place: at + 1, of: entries.length };
      return entry.kind === "group" && !closed.has(entry.group.id)
        ? [row, ...walk(entry.group.entries, path, key)]
        : [row];
    });
  };
  return walk(tree, [], "");
};

/** How many products and groups a menu has. */
export const countOf = (entries: readonly Entry[]): Readonly<{ groups: number; products: number }> =>
  entries.reduce(
    (sum, entry) => {
      if (entry.kind === "product") return { ...sum, products: sum.products + 1 };
      const below = countOf(entry.group.entries);
      return { groups: sum.groups + 1 + below.groups, products: sum.products + below.products };
    },
    { groups: 0, products: 0 },
  );

/** What is sent: new groups have no id there. */
export const toBody = (groups: readonly Group[]): readonly object[] =>
  groups.map(({ id, entries, ...group }) => ({
    ...(id > 0 && { id }),
    ...group,
    entries: entries.map((entry) =>
      entry.kind === "group" ? { kind: "group", group: toBody([entry.group])[0] } : entry,
    ),
  }));
