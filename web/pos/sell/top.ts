import { keptHere } from "../../common/kept.ts";
import type { Snapshot } from "../data/snapshot.ts";
import { type Menu, type Tab, colored } from "./menu.ts";

/** What this device sells most: it stands first in every menu. */

const SHOWN = 20;
const FEWEST = 4;
const kept = (siteId: number) => keptHere<Record<string, number>>(`servery-register-sold ${siteId}`);

export const countSold = (siteId: number, productId: number): void => {
  const counts = kept(siteId).get() ?? {};
  kept(siteId).set({ ...counts, [productId]: (counts[productId] ?? 0) + 1 });
};

/** A tab of what is sold most; undefined until enough was sold here to say so. */
const topTab = (snapshot: Snapshot): Tab | undefined => {
  const counts = kept(snapshot.site.id).get() ?? {};
  const products = snapshot.products
    .filter(({ id, is_modifier }) => !is_modifier && (counts[id] ?? 0) > 0)
    .sort((a, b) => counts[b.id]! - counts[a.id]!)
    .slice(0, SHOWN);
  const tiles = colored(products, snapshot);
  return tiles.length < FEWEST
    ? undefined
    : { key: "top", name: "Top", color: null, sections: [{ name: null, tiles }] };
};

export const withTop = (menu: Menu, snapshot: Snapshot): Menu => {
  const top = topTab(snapshot);
  return top ? { ...menu, tabs: [top, ...menu.tabs] } : menu;
};
