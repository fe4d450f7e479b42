import { z } from "zod";
import { type EntrySaid, type GroupSaid, menuLimits, menuRule } from "../../../../domain/catalogue/menu-rules.ts";
import type { ProductId } from "../../../../domain/ids.ts";
import { camelled } from "../../../../kit/case.ts";
import { outId, outText } from "../../resources/venue-wire.ts";
import { id } from "../../wire.ts";
import { siteIds, words } from "./fields.ts";
import { color } from "./goods-fields.ts";
import { recordKind } from "./kind.ts";

const aList = { error: "must be a list" };
const anObject = { error: "must be an object" };
const { depthMax, groupsMax, entriesMax } = menuLimits;

const productEntry = z
  .object({ kind: z.literal("product"), product_id: id<ProductId>(), color: color.optional() }, anObject)
  .transform(({ product_id: productId, ...entry }): EntrySaid => ({ ...entry, productId }));

/** A group that has `depth` levels of groups below it. The innermost takes groups as well, to be told of the limit. */
const groupIn = (depth: number): z.ZodType<GroupSaid> => {
  const inner: z.ZodType<GroupSaid> =
    depth > 0 ? groupIn(depth - 1) : z.never({ error: `groups can stand ${depthMax} deep at the most` });
  const groupEntry = z.object({ kind: z.literal("group"), group: inner }, anObject);
  return z.object(
    {
      id: id<number>().optional(),
      name: words(),
      color: color.optional(),
      entries: z
        .array(
          z.discriminatedUnion("kind", [productEntry, groupEntry], {
            error: 'must be an object with "kind": "product" or "group"',
          }),
          aList,
        )
        .max(entriesMax, { error: `must not be more than ${entriesMax}` }),
    },
    anObject,
  );
};

const groupOut = (depth: number): z.ZodType =>
  z.object({
    id: outId,
    name: z.string(),
    color: outText,
    entries: z.array(
      z.union([
        z.object({ kind: z.literal("product"), product_id: outId, color: outText }),
        z.object({ kind: z.literal("group"), group: depth > 0 ? groupOut(depth - 1) : z.looseObject({}) }),
      ]),
    ),
  });

/** The tree of a menu on the operator's wire: groups within groups, as they are stored. */
export const MenuGroupOut = groupOut(depthMax - 1);

export const menus = recordKind({
  rule: menuRule,
  path: "menus",
  param: "menu",
  many: "menus",
  tag: "Products",
  read: "products:read",
  write: "products:write",
  fields: {
    name: words(),
    site_ids: siteIds,
    groups: z
      .array(groupIn(depthMax - 1), aList)
      .max(groupsMax, { error: `must not be more than ${groupsMax}` })
      .meta({ description: "The whole tree. With its id a group is the one that was there; without, a new one." }),
  },
  required: ["name"],
  toFacts: (body) => camelled(body),
  out: z.object({
    name: z.string(),
    site_ids: z.array(outId).nullable(),
    groups: z.array(MenuGroupOut),
  }),
  texts: ({ name }) => [name],
  query: { site_id: id<number>().optional() },
  keeps: (menu, { site_id: site }) =>
    site === undefined || menu.siteIds === null || menu.siteIds.some((one) => one === site),
  says: {
    list: "Menus that ordering apps and registers show. A site that has none shows one made of its categories.",
    create: `Groups can stand ${depthMax} deep; a menu has ${groupsMax} groups and ${entriesMax} entries at the most.`,
    update: "`groups` replaces the whole tree.",
  },
});
