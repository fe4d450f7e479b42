import { useState } from "react";

/** How many steps back one can go. */
const STEPS_MAX = 100;

type Past<T> = Readonly<{ epoch: unknown; back: readonly T[]; forth: readonly T[]; tag: string | undefined }>;

export type History<T> = Readonly<{
  /** Changes the value; changes with the same tag one after another are one step, such as letters that are typed. */
  change(next: T, tag?: string): void;
  undo: (() => void) | undefined;
  redo: (() => void) | undefined;
}>;

/** Undo and redo for one value. Steps end with their epoch: what was before a save has other ids than what is after. */
export const useHistory = <T>(value: T, set: (value: T) => void, epoch: unknown): History<T> => {
  const nothing: Past<T> = { epoch, back: [], forth: [], tag: undefined };
  const [stored, setPast] = useState(nothing);
  const past = stored.epoch === epoch ? stored : nothing;
  const [before] = past.back.slice(-1);
  const [after] = past.forth.slice(-1);
  return {
    change(next, tag) {
      const same = tag !== undefined && tag === past.tag;
      setPast({ epoch, back: same ? past.back : [...past.back, value].slice(-STEPS_MAX), forth: [], tag });
      set(next);
    },
    undo:
      before === undefined
        ? undefined
        : () => {
            setPast({ epoch, back: past.back.slice(0, -1), forth: [...past.forth, value], tag: undefined });
            set(before);
          },
    redo:
      after === undefined
        ? undefined
        : () => {
            setPast({ epoch, back: [...past.back, value], forth: past.forth.slice(0, -1), tag: undefined });
            set(after);
          },
  };
};
