import type { Result } from "../../kit/brand.ts";
import type { CompanyId } from "../../domain/ids.ts";
import type { Order } from "../../domain/order/order.ts";
import type { Interest, Once, Replay, StorageStats, Tx } from "../storage.ts";
import { Batch } from "./batch.ts";
import type { Catalogues } from "./catalogues.ts";
import { CommitUnknown, type Connection, type Engine } from "./engine.ts";
import type { Sequences } from "./sequences.ts";
import { VersionConflict } from "./version-conflict.ts";

/** Commands that share a commit at the most: enough to hide the disk, few enough to keep the last one's wait short. */
const BATCH_MAX = 128;
/** How often a command that keeps losing against other servers is run before the caller is told. */
const TRIES_MAX = 5;

type Job = {
  company: CompanyId;
  once?: Once<unknown, unknown>;
  work: (tx: Tx) => Promise<Result<unknown, unknown>>;
  resolve: (outcome: unknown) => void;
  reject: (error: unknown) => void;
};

/** What a job came to inside the batch; told to its caller after the commit. */
type Outcome = { value: unknown } | { error: unknown };

/**
 * Group commit. Commands that arrive while the disk is busy wait together and share the next commit:
 *
 *   wait → begin → run each, one after another → flush all writes → commit (fsync) → answer each → next batch
 *
 * A command that throws does not harm the others. When the flush itself fails (another server was first), or a
 * statement spoils the transaction, everything is rolled back and each command runs again in a commit of its own, so
 * each gets exactly its own answer.
 */
export class GroupCommit {
  readonly stats: StorageStats = { commits: 0, commands: 0, largestBatch: 0, retriedAlone: 0 };
  private readonly waiting: Job[] = [];
  private running: Promise<void> | undefined;
  private readonly engine: Engine;
  private readonly catalogues: Catalogues;
  private readonly sequences: Sequences;
  private readonly clock: () => number;
  private readonly tell: (orders: readonly Order[]) => void;
  private readonly interest: Interest;
  private readonly tellPending: () => void;
  private readonly tellEvents: (companies: ReadonlySet<CompanyId>) => void;

  constructor(parts: {
    engine: Engine;
    catalogues: Catalogues;
    sequences: Sequences;
    clock: () => number;
    tell: (orders: readonly Order[]) => void;
    interest: Interest;
    tellPending: () => void;
    tellEvents: (companies: ReadonlySet<CompanyId>) => void;
  }) {
    this.engine = parts.engine;
    this.catalogues = parts.catalogues;
    this.sequences = parts.sequences;
    this.clock = parts.clock;
    this.tell = parts.tell;
    this.interest = parts.interest;
    this.tellPending = parts.tellPending;
    this.tellEvents = parts.tellEvents;
  }

  submit<T, E>(company: CompanyId, work: (tx: Tx) => Promise<Result<T, E>>): Promise<Result<T, E>> {
    return new Promise((resolve, reject) =>
      this.enqueue({ company, work, resolve: resolve as Job["resolve"], reject }),
    );
  }

  submitOnce<T, E>(company: CompanyId, once: Once<T, E>, work: (tx: Tx) => Promise<Result<T, E>>): Promise<Replay> {
    return new Promise((resolve, reject) =>
      this.enqueue({ company, once: once as Job["once"] & object, work, resolve: resolve as Job["resolve"], reject }),
    );
  }

  private enqueue(job: Job): void {
    this.waiting.push(job);
    this.running ??= this.run();
  }

  /** Resolves when nothing waits any more. */
  async idle(): Promise<void> {
    while (this.running) await this.running;
  }

  private async run(): Promise<void> {
    // One turn of the event loop: requests that have arrived by now come along.
    await new Promise(setImmediate);
    while (this.waiting.length > 0) {
      const jobs = this.waiting.splice(0, BATCH_MAX);
      await this.runBatch(jobs);
      if (this.waiting.length === 0) await new Promise(setImmediate);
    }
    this.running = undefined;
  }

  private async runBatch(jobs: Job[]): Promise<void> {
    try {
      await this.commit(jobs);
    } catch (error) {
      if (error instanceof CommitUnknown) return jobs.forEach((job) => job.reject(error)); // again could be twice
      if (jobs.length === 1) return this.runAlone(jobs[0]!, error, 1);
      this.stats.retriedAlone += jobs.length;
      for (const job of jobs) await this.commit([job]).catch((failure) => this.runAlone(job, failure, 1));
    }
  }

  private async runAlone(job: Job, error: unknown, tries: number): Promise<void> {
    const conflict = error instanceof VersionConflict || this.engine.isConflict(error);
    if (!conflict || tries >= TRIES_MAX) return job.reject(error);
    await this.commit([job]).catch((failure) => this.runAlone(job, failure, tries + 1));
  }

  private async commit(jobs: readonly Job[]): Promise<void> {
    await this.sequences.reserve(["order", "group"]);
    const { outcomes, batch } = await this.engine.transaction(async (connection) => {
      const batch = this.open(connection);
      await batch.lookUpKeys(jobs.flatMap(({ company, once }) => (once ? [{ company, once }] : [])));
      const outcomes: Outcome[] = [];
      for (const job of jobs) outcomes.push(await this.attempt(job, batch));
      await batch.flush();
      if (this.engine.unseen) await this.engine.announce(connection);
      else if (batch.pending) await this.engine.announcePending(connection, batch.told);
      return { outcomes, batch };
    });
    this.stats.commits++;
    this.stats.commands += jobs.length;
    this.stats.largestBatch = Math.max(this.stats.largestBatch, jobs.length);
    const { changed } = batch;
    try {
      if (changed.length > 0) this.tell(changed);
      if (batch.pending) this.tellPending();
      if (batch.told.size > 0) this.tellEvents(batch.told);
    } catch (error) {
      return jobs.forEach((job) => job.reject(error)); // it is committed: running it again would be twice
    }
    jobs.forEach((job, i) => {
      const outcome = outcomes[i]!;
      if ("value" in outcome) job.resolve(outcome.value);
      else job.reject(outcome.error);
    });
  }

  open(connection: Connection): Batch {
    const { catalogues, sequences, engine, interest } = this;
    return new Batch({ connection, now: this.clock(), locksRows: engine.locksRows, catalogues, sequences, interest });
  }

  private async attempt({ company, once, work }: Job, batch: Batch): Promise<Outcome> {
    if (once) {
      const given = batch.given(company, once);
      if (given && given.fingerprint !== once.fingerprint) return replay({ kind: "other_payload" });
      if (given) return replay({ kind: "answer", answer: given.answer, replayed: true });
    }
    const view = await batch.open(company);
    let result: Result<unknown, unknown>;
    try {
      result = await work(view.tx);
    } catch (error) {
      if (this.engine.spoils(error)) throw error; // all of it is rolled back, and each command runs alone
      if (!once) return { error };
      const answer = once.failure();
      batch.remember(company, once, answer);
      return replay({ kind: "answer", answer, replayed: false, cause: error });
    }
    if (result.ok) view.keep();
    if (!once) return { value: result };
    const answer = once.answer(result);
    batch.remember(company, once, answer);
    return replay({ kind: "answer", answer, replayed: false });
  }
}

const replay = (value: Replay): Outcome => ({ value });
