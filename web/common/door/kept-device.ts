import { useSyncExternalStore } from "react";
import { type Kept, keptHere, keptInWindow } from "../kept.ts";
import type { Device, Session } from "./device.ts";

/** A kept value that components can watch. */
export type Watched<T> = Readonly<{
  get: () => T | undefined;
  set: (value: T | undefined) => void;
  use: () => T | undefined;
}>;

const watched = <T>(kept: Kept<T>, hear?: (read: () => void) => void): Watched<T> => {
  let value = kept.get();
  const listeners = new Set<() => void>();
  const told = (next: T | undefined): void => {
    value = next;
    listeners.forEach((listener) => listener());
  };
  hear?.(() => told(kept.get()));
  const subscribe = (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  return {
    get: () => value,
    set(next) {
      if (next === undefined) kept.clear();
      else kept.set(next);
      told(next);
    },
    use: () => useSyncExternalStore(subscribe, () => value),
  };
};

/** What one screen of this browser keeps of the device and of who works at it. */
export type Door = Readonly<{ device: Watched<Device>; session: Watched<Session>; locked: Watched<true> }>;

/** `name` keeps the screens of one browser apart: a register and a kitchen are paired each for itself. */
export const doorOf = (name: string): Door => {
  const deviceName = `servery-${name}-device`;
  return {
    // Other windows of the browser hear when the pairing changes.
    device: watched<Device>(keptHere<Device>(deviceName), (read) =>
      window.addEventListener("storage", ({ key }) => key === deviceName && read()),
    ),
    // A reload keeps it, also without a network.
    session: watched<Session>(keptInWindow<Session>(`servery-${name}-session`)),
    // Whether the screen is covered while the session goes on.
    locked: watched<true>(keptInWindow<true>(`servery-${name}-locked`)),
  };
};
