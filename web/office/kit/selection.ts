import { useState } from "react";

type Id = number | string;

/** What is ticked in a list, across its pages. */
export type Selection = Readonly<{
  ids: ReadonlySet<Id>;
  set(ids: ReadonlySet<Id>): void;
  clear(): void;
}>;

export const useSelection = (): Selection => {
  const [ids, set] = useState<ReadonlySet<Id>>(new Set());
  return { ids, set, clear: () => set(new Set()) };
};

/** What is ticked on the page that is shown, and how to change it; undefined for a list without ticks. */
export const useSelectedPage = (shown: readonly Id[], selection: Selection | undefined) => {
  if (!selection) return undefined;
  const { ids, set } = selection;
  const here = shown.filter((id) => ids.has(id));
  return {
    has: (id: Id): boolean => ids.has(id),
    all: here.length > 0 && here.length === shown.length,
    some: here.length > 0 && here.length < shown.length,
    toggle(id: Id): void {
      const next = new Set(ids);
      if (!next.delete(id)) next.add(id);
      set(next);
    },
    toggleAll(): void {
      const next = new Set(ids);
      for (const id of shown) {
        if (here.length === shown.length) next.delete(id);
        else next.add(id);
      }
      set(next);
    },
  };
};
