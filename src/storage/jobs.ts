import type { CompanyId } from "../domain/ids.ts";

/**
 * The part of the storage port that keeps work to be done: jobs in lanes, handed out under leases. A job is added in the
 * transaction of what caused it, and leaves in the transaction that records what became of it; in between a worker has
 * it under a lease. When the worker dies, the lease runs out and the job is handed out again.
 *
 * A lane is what must not hold others up: an address, a printer. Jobs with the same key run one after another, in the
 * order in which they were added.
 */
export interface JobStore {
  /** Adds jobs in a transaction of their own. */
  add(jobs: readonly NewJob[]): Promise<void>;
  /**
   * Hands out due jobs under a lease until `leaseUntil`: at most `lanesMax` lanes, and from each as many as `room` says.
   * A lane that gets 0 is passed over.
   */
  claim(ask: ClaimAsk): Promise<readonly Job[]>;
  /** Keeps jobs of an owner from being handed out to others. */
  extend(owner: string, ids: readonly number[], leaseUntil: number): Promise<void>;
  /** Ends jobs that leave nothing else to write down. */
  end(ends: readonly JobEnd[]): Promise<void>;
  /** Jobs of an owner that is gone are free at once; without a name those of all, for a store that nobody shares. */
  release(owner?: string): Promise<void>;
  /** When the next job of a queue is due, in epoch milliseconds; undefined when there is none. */
  nextDue(queue: string): Promise<number | undefined>;
  /** How many jobs wait, by queue. */
  waiting(): Promise<ReadonlyMap<string, number>>;
}

export type NewJob = Readonly<{
  companyId: CompanyId;
  queue: string;
  lane: string;
  /** Jobs of one key run one after another, by their position. */
  key?: string;
  position: number;
  data: unknown;
  runAt: number;
}>;

export type Job = Readonly<{
  id: number;
  companyId: CompanyId;
  queue: string;
  lane: string;
  key: string | null;
  data: unknown;
  /** Attempts that ended before this one. */
  attempts: number;
  /** Whether an earlier attempt was begun and nobody knows how it ended. */
  abandoned: boolean;
  createdAt: number;
}>;

export type ClaimAsk = Readonly<{
  queue: string;
  owner: string;
  now: number;
  leaseUntil: number;
  lanesMax: number;
  room: (lane: string) => number;
}>;

/** What a job's end is to the queue: it is over, or due again. */
export type JobEnd = Readonly<{ id: number; queue: string; lane: string }> &
  (Readonly<{ kind: "over" }> | Readonly<{ kind: "again"; at: number }>);
