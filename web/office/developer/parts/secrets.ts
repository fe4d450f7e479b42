import { useSyncExternalStore } from "react";

/**
 * Secrets of clients that were made or typed in here. They stand in the memory of this page alone, so that its examples
 * can use them, and are gone with a reload.
 */
const known = new Map<string, string>();
const hearers = new Set<() => void>();

export const rememberSecret = (clientId: string, secret: string): void => {
  if (secret === "") known.delete(clientId);
  else known.set(clientId, secret);
  for (const hear of hearers) hear();
};

const subscribe = (hear: () => void): (() => void) => {
  hearers.add(hear);
  return () => hearers.delete(hear);
};

/** The secret of a client, if this page knows it. */
export const useSecret = (clientId: string | undefined): string | undefined =>
  useSyncExternalStore(subscribe, () => (clientId === undefined ? undefined : known.get(clientId)));
