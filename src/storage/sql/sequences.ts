import type { Sequence } from "../storage.ts";
import type { Connection, Engine } from "./engine.ts";

/** Ids taken from the database at once. What is left over is given back when the server stops. */
const BLOCK = 5_000;
/** How many a batch of commands may use before the next refill. */
const RESERVE = 1_000;

type Block = { next: number; end: number };

/**
 * Ids from the database's sequences, in blocks, so that giving one out costs nothing. Numbers are unique over all
 * servers; after a crash some are skipped.
 */
export class Sequences {
  private readonly blocks = new Map<Sequence, Block>();
  private readonly fetching = new Map<Sequence, Promise<void>>();
  private readonly engine: Engine;

  constructor(engine: Engine) {
    this.engine = engine;
  }

  /** Takes the next id. `reserve` must have been awaited for the sequence in this turn. */
  next(sequence: Sequence): number {
    const block = this.blocks.get(sequence);
    if (!block || block.next >= block.end) throw new Error(`sequence ${sequence} ran dry`);
    return block.next++;
  }

  /** Makes sure that a batch will not run dry. */
  async reserve(sequences: readonly Sequence[]): Promise<void> {
    for (const sequence of sequences) {
      while (this.isShort(sequence)) {
        // Whoever comes while a block is being fetched waits for it instead of fetching another.
        const fetched = this.fetching.get(sequence) ?? this.fetch(sequence);
        this.fetching.set(sequence, fetched);
        await fetched;
      }
    }
  }

  /** The next id, however many ask at once. */
  async draw(sequence: Sequence): Promise<number> {
    for (;;) {
      await this.reserve([sequence]);
      const block = this.blocks.get(sequence);
      if (block && block.next < block.end) return block.next++;
    }
  }

  private isShort(sequence: Sequence): boolean {
    const block = this.blocks.get(sequence);
    return !block || block.end - block.next <= RESERVE;
  }

  private async fetch(sequence: Sequence): Promise<void> {
    try {
      const end = await this.engine.transaction((connection) => takeBlock(connection, sequence));
      const block = this.blocks.get(sequence);
      // A block that follows the old one directly lengthens it; otherwise the old one's rest is skipped.
      if (block && block.end === end - BLOCK) block.end = end;
      else this.blocks.set(sequence, { next: end - BLOCK, end });
    } finally {
      this.fetching.delete(sequence);
    }
  }

  /** Gives back what was not used, if nobody took a block since: ids then go on without a gap. */
  async giveBack(): Promise<void> {
    for (const [name, { next, end }] of this.blocks) {
      await this.engine.transaction(({ db }) =>
        db.updateTable("sequences").set({ next }).where("name", "=", name).where("next", "=", end).execute(),
      );
    }
    this.blocks.clear();
  }

  /** Raises sequences to at least the given next values; used when a company comes with ids of its own. */
  async raise({ db }: Connection, least: Readonly<Partial<Record<Sequence, number>>>): Promise<void> {
    for (const [name, next] of Object.entries(least)) {
      await db
        .insertInto("sequences")
        .values({ name, next })
        .onConflict((conflict) => conflict.column("name").doUpdateSet({ next }).where("sequences.next", "<", next))
        .execute();
      this.blocks.delete(name as Sequence);
    }
  }
}

/** Takes the next block for this server; answers where it ends. */
const takeBlock = async ({ db }: Connection, sequence: Sequence): Promise<number> => {
  await db
    .insertInto("sequences")
    .values({ name: sequence, next: 1 })
    .onConflict((conflict) => conflict.column("name").doNothing())
    .execute();
  const { next } = await db
    .updateTable("sequences")
    .set((eb) => ({ next: eb("next", "+", BLOCK) }))
    .where("name", "=", sequence)
    .returning("next")
    .executeTakeFirstOrThrow();
  return next;
};
