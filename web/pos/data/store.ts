import Dexie, { type EntityTable } from "dexie";
import type { Draft } from "./draft.ts";
import type { Snapshot } from "./snapshot.ts";

/** What the register keeps in the browser's database: it survives a reload, a closed tab and a flat battery. */

/** Something that the server must be told once. It stays until the server has said yes, or somebody gave it up. */
export type Outgoing = Readonly<{
  /** The idempotency key. */
  key: string;
  /** The order in which they were made, which is the order in which they are sent. */
  seq?: number;
  /** Registers of different companies or sites never send each other's. */
  scope: string;
  /** Below `/admin/api/companies/<company>/`. */
  path: string;
  body: unknown;
  /** What it is, for people: "Order, 3 items", "Payment". */
  label: string;
  /** Minor units; null where no money is meant. */
  amount: number | null;
  /** Whose it is: what belongs together waits for what comes before it. The draft's key, or "order <id>". */
  group: string;
  madeAt: number;
  /** When it was first put on the wire; from then on it may have arrived. */
  triedAt: number | null;
  /** What the server said when it refused it: somebody has to look. */
  refused: string | null;
  /** The draft it was made of, to be opened again when it was refused. */
  draft?: Draft;
  /** What follows when the order is there (payments, say): paths with `{order}` in the place of its id. */
  then?: readonly Readonly<{ key: string; path: string; body: unknown; label: string; amount: number | null }>[];
}>;

export type KeptDraft = Readonly<{ key: string; scope: string; draft: Draft; changedAt: number }>;
export type KeptSnapshot = Readonly<{ scope: string; etag: string | null; snapshot: Snapshot; at: number }>;

export class RegisterStore extends Dexie {
  declare outgoing: EntityTable<Outgoing, "seq">;
  declare drafts: EntityTable<KeptDraft, "key">;
  declare snapshots: EntityTable<KeptSnapshot, "scope">;

  constructor(name = "servery-register") {
    super(name);
    this.version(1).stores({
      outgoing: "++seq, &key, scope, group",
      drafts: "key, scope, changedAt",
      snapshots: "scope",
    });
  }
}

export const store = new RegisterStore();
