import type { Job, JobStore } from "../storage/jobs.ts";
import { LruMap } from "../kit/lru.ts";
import type { Clock } from "../kit/time.ts";

/**
 * What a queue's jobs are to the worker. `run` does one, and by its end it must have ended the job or put it off in the
 * store; if it throws, the job stays under its lease and is handed out again when that is over.
 */
export type Handler = Readonly<{
  queue: string;
  /** Jobs under way at the most, in all and in one lane. */
  atOnce: number;
  perLane: number;
  run(job: Job, signal: AbortSignal): Promise<void>;
}>;

/**
 * A lane with a job under way for so long, or whose last one took so long, is slow: it gets one place at a time. So
 * however many lanes hang, they do not fill all places.
 */
const SLOW_MS = 1_000;
const SLOW_LANES_MAX = 20_000;

/** How long a worker has a job before it must say that it is still at it. */
export const LEASE_MS = 30_000;
const EXTEND_MS = LEASE_MS / 3;
/** How often the store is asked when nobody says that there is something to do. */
const LOOK_MS = 1_000;
const LANES_AT_ONCE = 64;
/** Between two claims: what becomes due meanwhile shares the next one's transaction. */
const PAUSE_MS = 15;

export type WorkerParts = Readonly<{
  jobs: JobStore;
  clock: Clock;
  /** Names this process among the workers. */
  owner: string;
  failed: (error: unknown, job: Job | null) => void;
}>;

/**
 * Runs the jobs of one queue: claim what is due, as far as there is room → run each → look again when one has ended, when
 * somebody says that there is more, or when the next one is due. What is under way is bounded; everything else waits in
 * the store.
 */
export class Worker {
  private readonly parts: WorkerParts;
  private readonly handler: Handler;
  private readonly running = new Map<number, { job: Job; done: Promise<void> }>();
  /** Lanes with jobs under way: when each began, in milliseconds of the process, the oldest first. */
  private readonly inLane = new Map<string, number[]>();
  private readonly slow = new LruMap<string, true>(SLOW_LANES_MAX);
  private readonly stopping = new AbortController();
  /** What is told to jobs under way: only when the grace is over, so that what can still end well does. */
  private readonly cutting = new AbortController();
  private loop: Promise<void> | undefined;
  private wake: () => void = () => undefined;
  private more = false;
  private extending: NodeJS.Timeout | undefined;

  constructor(parts: WorkerParts, handler: Handler) {
    this.parts = parts;
    this.handler = handler;
  }

  start(): void {
    this.loop = this.work();
    this.extending = setInterval(() => void this.extend(), EXTEND_MS).unref();
  }

  /** Says that there may be something to do. */
  kick(): void {
    this.more = true;
    this.wake();
  }

  /** Takes nothing new, lets what is under way end for so long, and gives the rest back. */
  async stop(graceMs: number): Promise<void> {
    this.stopping.abort();
    this.kick();
    await this.loop;
    const timer = sleep(graceMs);
    await Promise.race([Promise.all([...this.running.values()].map(({ done }) => done)), timer.over]);
    timer.cancel();
    this.cutting.abort();
    await Promise.all([...this.running.values()].map(({ done }) => done));
    clearInterval(this.extending);
    await this.parts.jobs.release(this.parts.owner);
  }

  private async work(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      this.more = false;
      let claimed = 0;
      let wait = LOOK_MS;
      try {
        claimed = await this.claim();
        if (claimed === 0) wait = Math.min(LOOK_MS, await this.untilNext());
      } catch (error) {
        this.parts.failed(error, null); // the store is out of reach for now
      }
      if (signal.aborted) break;
      if (claimed > 0 || this.more) {
        await sleep(PAUSE_MS).over;
        continue;
      }
      const timer = sleep(wait);
      await Promise.race([timer.over, new Promise<void>((resolve) => (this.wake = resolve))]);
      timer.cancel();
    }
  }

  private async claim(): Promise<number> {
    const { jobs, clock, owner } = this.parts;
    const { queue, atOnce, perLane } = this.handler;
    let room = atOnce - this.running.size;
    if (room <= 0) return 0;
    const now = clock();
    const claimed = await jobs.claim({
      queue,
      owner,
      now,
      leaseUntil: now + LEASE_MS,
      lanesMax: LANES_AT_ONCE + this.inLane.size,
      room: (lane) => {
        const begun = this.inLane.get(lane) ?? [];
        const places = this.isSlow(lane, begun) ? 1 : perLane;
        const free = Math.max(0, Math.min(room, places - begun.length));
        room -= free;
        return free;
      },
    });
    // A lease that ran out while this very process is still at it, because the clock jumped, is no second job.
    for (const job of claimed) if (!this.running.has(job.id)) this.begin(job);
    return claimed.length;
  }

  private begin(job: Job): void {
    const at = performance.now();
    this.inLane.set(job.lane, [...(this.inLane.get(job.lane) ?? []), at]);
    const done = this.run(job, at);
    this.running.set(job.id, { job, done });
  }

  private isSlow(lane: string, begun: readonly number[]): boolean {
    const oldest = begun[0];
    return this.slow.get(lane) === true || (oldest !== undefined && performance.now() - oldest > SLOW_MS);
  }

  private async run(job: Job, at: number): Promise<void> {
    try {
      await this.handler.run(job, this.cutting.signal);
    } catch (error) {
      this.parts.failed(error, job);
    } finally {
      this.running.delete(job.id);
      const begun = this.inLane.get(job.lane) ?? [];
      const left = begun.toSpliced(begun.indexOf(at), 1);
      if (left.length > 0) this.inLane.set(job.lane, left);
      else this.inLane.delete(job.lane);
      if (performance.now() - at > SLOW_MS) this.slow.set(job.lane, true);
      else this.slow.delete(job.lane);
      this.kick();
    }
  }

  /** Milliseconds until the next job is due; a lane that has no room does not hurry anybody. */
  private async untilNext(): Promise<number> {
    const due = await this.parts.jobs.nextDue(this.handler.queue);
    if (due === undefined) return LOOK_MS;
    const ms = due - this.parts.clock();
    return ms > 0 ? ms : this.running.size > 0 ? LOOK_MS : 20;
  }

  private async extend(): Promise<void> {
    try {
      const { jobs, clock, owner } = this.parts;
      await jobs.extend(owner, [...this.running.keys()], clock() + LEASE_MS);
    } catch (error) {
      this.parts.failed(error, null);
    }
  }
}

const sleep = (ms: number): { over: Promise<void>; cancel: () => void } => {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  return { over, cancel: () => clearTimeout(timer) };
};
