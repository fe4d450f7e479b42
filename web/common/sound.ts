import { useEffect, useState, useSyncExternalStore } from "react";

/** Sounds are made here and loaded from nowhere. Browsers let a page sound only after somebody touched it. */

let context: AudioContext | undefined;
const listeners = new Set<() => void>();
const tell = (): void => listeners.forEach((listener) => listener());

const wake = (): void => {
  if (!context) {
    context = new AudioContext();
    context.addEventListener("statechange", tell);
  }
  if (context.state === "suspended") void context.resume().then(tell, tell);
  tell();
};

const GESTURES = ["pointerdown", "keydown"] as const;
/** From now on the first touch of the page lets it sound. */
export const allowSoundOnTouch = (): void => {
  for (const gesture of GESTURES) window.addEventListener(gesture, wake, { capture: true });
};

export const allowSound = wake;

/** Whether the browser lets this page sound. */
export const useSoundAllowed = (): boolean =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => context?.state === "running",
  );

export type Tune = "order" | "ticket" | "done";
/** Frequency in hertz, begin and length in seconds. */
const TUNES: Readonly<Record<Tune, readonly (readonly [hertz: number, from: number, length: number])[]>> = {
  order: [
    [784, 0, 0.16],
    [1047, 0.18, 0.16],
    [1319, 0.36, 0.3],
  ],
  ticket: [
    [660, 0, 0.12],
    [880, 0.16, 0.22],
  ],
  done: [[523, 0, 0.12]],
};

/** How often this page has sounded: the proof for tests, which cannot hear. */
let played = 0;
declare global {
  interface Window {
    serverySounds?: number;
  }
}

export const play = (tune: Tune): void => {
  if (context?.state !== "running") return;
  const now = context.currentTime;
  for (const [hertz, from, length] of TUNES[tune]) {
    const tone = context.createOscillator();
    const volume = context.createGain();
    tone.frequency.value = hertz;
    volume.gain.setValueAtTime(0, now + from);
    volume.gain.linearRampToValueAtTime(0.35, now + from + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.001, now + from + length);
    tone.connect(volume).connect(context.destination);
    tone.start(now + from);
    tone.stop(now + from + length);
  }
  played += 1;
  window.serverySounds = played;
};

const REPEAT_MS = 4_000;
/** Sounds at once and again and again for as long as `on` holds. */
export const useAlarm = (on: boolean, tune: Tune): void => {
  const allowed = useSoundAllowed();
  useEffect(() => {
    if (!on || !allowed) return;
    play(tune);
    const timer = window.setInterval(() => play(tune), REPEAT_MS);
    return () => window.clearInterval(timer);
  }, [on, allowed, tune]);
};

/** The time, again every so many milliseconds, for ages that grow on the screen. */
export const useNow = (everyMs: number): number => {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = window.setInterval(() => setNow(Date.now()), everyMs);
    return () => window.clearInterval(timer);
  }, [everyMs]);
  return now;
};
