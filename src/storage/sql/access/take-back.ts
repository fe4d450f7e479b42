import type { Connection, Engine } from "../engine.ts";

/** Runs what takes something back, in a transaction that tells the other servers, and then this one. */
export type TakeBack = <T>(work: (connection: Connection) => Promise<T>) => Promise<T>;

/**
 * What takes access back is announced, so that nobody goes on trusting. What only adds need not be: nobody remembers
 * that something was missing.
 */
export const takingBack =
  (engine: Engine, tell: () => void): TakeBack =>
  async (work) => {
    const result = await engine.transaction(async (connection) => {
      const result = await work(connection);
      await engine.announce(connection);
      return result;
    });
    tell();
    return result;
  };
