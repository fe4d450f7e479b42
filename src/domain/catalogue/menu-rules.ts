import { done, refuse } from "../../kit/brand.ts";
import type { ProductId, SiteId } from "../ids.ts";
import type { Catalogue } from "./catalogue.ts";
import type { MenuEntry, MenuGroup } from "./ordering-records.ts";
import { type RecordContext, type RecordRefusal, type RecordRule, unknownOf } from "./record-rules.ts";
import type { Draft } from "./records.ts";

/** Bounds of one menu: far beyond what a guest would read, and quickly walked through. */
export const menuLimits = {
  /** Groups within groups, the outermost included. */
  depthMax: 5,
  /** Groups in all: a transaction has ids for so many. */
  groupsMax: 200,
  /** Products and groups in all. */
  entriesMax: 5_000,
} as const;

/** A menu as somebody says it: a group that has no id is a new one. */
export type GroupSaid = Readonly<{
  id?: number | undefined;
  name: string;
  color?: string | null | undefined;
  entries: readonly EntrySaid[];
}>;
export type EntrySaid =
  | Readonly<{ kind: "product"; productId: ProductId; color?: string | null | undefined }>
  | Readonly<{ kind: "group"; group: GroupSaid }>;
export type MenuFacts = Readonly<{ name?: string; siteIds?: readonly SiteId[] | null; groups?: readonly GroupSaid[] }>;

/** Thrown out of the walk through a tree, and caught where the walk began. */
class Refused extends Error {
  readonly refusal: RecordRefusal;
  constructor(refusal: RecordRefusal) {
    super(refusal.kind);
    this.refusal = refusal;
  }
}

const nodesOf = (groups: readonly MenuGroup[]): { groups: number[]; products: ProductId[] } => {
  const found = { groups: [] as number[], products: [] as ProductId[] };
  const walk = (group: MenuGroup): void => {
    found.groups.push(group.id);
    for (const entry of group.entries) {
      if (entry.kind === "group") walk(entry.group);
      else found.products.push(entry.productId);
    }
  };
  groups.forEach(walk);
  return found;
};

/**
 * The whole tree anew. Groups that are sent with their id keep it; a product that is gone by now may stay where the
 * menu had it before. Refusals name the place: `groups.0.entries.3.product_id`.
 */
const treeOf = (
  said: readonly GroupSaid[],
  before: readonly MenuGroup[],
  { catalogue, newId }: Pick<RecordContext, "catalogue" | "newId">,
): readonly MenuGroup[] | RecordRefusal => {
  const stood = nodesOf(before);
  const products = new Set(stood.products);
  const left = new Set(stood.groups);
  let [groups, entries] = [0, 0];
  const refuseAt = (field: string, says: string): never => {
    throw new Refused({ kind: "field", field, says });
  };

  const groupOf = ({ id, name, color = null, entries: inside }: GroupSaid, at: string, depth: number): MenuGroup => {
    if (depth > menuLimits.depthMax) refuseAt(at, `groups can stand ${menuLimits.depthMax} deep at the most`);
    if (++groups > menuLimits.groupsMax) refuseAt(at, `a menu has ${menuLimits.groupsMax} groups at the most`);
    if (id !== undefined && !left.delete(id))
      refuseAt(`${at}.id`, `there is no group ${id} in this menu, or it stands twice`);
    const made = inside.map((entry, n) => entryOf(entry, `${at}.entries.${n}`, depth));
    return { id: id ?? newId("catalogue"), name, color, entries: made };
  };
  const entryOf = (entry: EntrySaid, at: string, depth: number): MenuEntry => {
    if (++entries > menuLimits.entriesMax) refuseAt(at, `a menu has ${menuLimits.entriesMax} entries at the most`);
    if (entry.kind === "group") return { kind: "group", group: groupOf(entry.group, `${at}.group`, depth + 1) };
    const { productId, color = null } = entry;
    if (!isThere(catalogue, productId) && !products.has(productId)) {
      throw new Refused({ kind: "unknown", field: `${at}.product_id`, what: "product", value: String(productId) });
    }
    return { kind: "product", productId, color };
  };

  try {
    return said.map((group, n) => groupOf(group, `groups.${n}`, 1));
  } catch (error) {
    if (error instanceof Refused) return error.refusal;
    throw error;
  }
};

const isThere = (catalogue: Catalogue, id: ProductId): boolean => catalogue.product(id)?.deleted === false;

/** Menus as the venue's own people make them. What is absent stays; groups are always the whole tree. */
export const menuRule: RecordRule<"menu", MenuFacts> = {
  kind: "menu",
  what: "menu",
  make({ groups = [], ...facts }, id, context) {
    const tree = treeOf(groups, [], context);
    if ("kind" in tree) return refuse(tree);
    const unknown = unknownOf(context.catalogue, "site", "site_ids", facts.siteIds);
    return unknown ? refuse(unknown) : done({ siteIds: null, ...facts, groups: tree, id } as Draft<"menu">); // the wire asks for a name
  },
  change(before, { groups, ...facts }, context) {
    const tree = groups ? treeOf(groups, before.groups, context) : before.groups;
    if ("kind" in tree) return refuse(tree);
    const unknown = unknownOf(context.catalogue, "site", "site_ids", facts.siteIds);
    return unknown ? refuse(unknown) : done({ ...before, ...facts, groups: tree });
  },
  tells(before, after) {
    const id = (after ?? before)!.id;
    return [{ type: `menu.${!before ? "created" : after ? "updated" : "deleted"}`, id }];
  },
};
