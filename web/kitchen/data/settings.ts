import { useSyncExternalStore } from "react";
import { keptHere } from "../../common/kept.ts";

/** How this screen is set up; kept on the device. */
export type Settings = Readonly<{
  /** Empty: every station. */
  stations: readonly string[];
  /** Minutes after which a ticket is pressing, and late. */
  warnAfter: number;
  lateAfter: number;
  sound: boolean;
  allDay: boolean;
}>;

const PRESET: Settings = { stations: [], warnAfter: 8, lateAfter: 15, sound: true, allDay: false };

const kept = keptHere<Partial<Settings>>("servery-kitchen-settings");
let settings: Settings = { ...PRESET, ...kept.get() };
const listeners = new Set<() => void>();

export const changeSettings = (change: Partial<Settings>): void => {
  settings = { ...settings, ...change };
  kept.set(settings);
  listeners.forEach((listener) => listener());
};

export const useSettings = (): Settings =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => settings,
  );
