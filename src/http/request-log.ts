import pino, { type Logger } from "pino";
import { Gauge, Registry } from "prom-client";
import type { Storage } from "../storage/storage.ts";
import { Tallies } from "./tallies.ts";

/** One finished request, as the log and the metrics see it. */
export type Finished = Readonly<{
  id: string;
  route: string;
  method: string;
  tenant: number | null;
  status: number;
  ms: number;
}>;

/**
 * One line a request, and counts for Prometheus. Neither carries a secret, a body or a query string.
 */
export class RequestLog {
  readonly registry = new Registry();
  private readonly tallies = new Tallies(this.registry);
  private readonly logger: Logger;
  /** Where the logger writes; a request's line is put together here, at a third of the cost. */
  private readonly lines: { write(line: string): void };
  private time = { ms: 0, text: "" };

  constructor(logger: Logger, storage: Storage) {
    this.logger = logger;
    this.lines = (logger as unknown as Record<symbol, RequestLog["lines"]>)[pino.symbols.streamSym]!;
    const gauge = (name: string, help: string, read: () => number): void => {
      const metric = new Gauge({
        name,
        help,
        registers: [],
        collect() {
          this.set(read());
        },
      });
      this.registry.registerMetric(metric);
    };
    gauge("servery_commits_total", "Durable commits of commands on orders", () => storage.stats.commits);
    gauge("servery_commands_total", "Commands on orders", () => storage.stats.commands);
    gauge("servery_commit_batch_largest", "Most commands that shared a commit", () => storage.stats.largestBatch);
    gauge("servery_resident_bytes", "Memory of the server process", () => process.memoryUsage.rss());
  }

  finished({ id, route, method, tenant, status, ms }: Finished): void {
    this.tallies.count(route, method, status, ms);
    if (!this.logger.isLevelEnabled("info")) return;
    const took = Math.round(ms * 100) / 100;
    // Nothing in here is a client's own text: the method is one that node's parser knows, the rest is ours.
    this.lines.write(
      `{"level":30,"time":"${this.now()}","id":"${id}","route":"${route}","method":"${method}","tenant":${tenant},"status":${status},"ms":${took}}\n`,
    );
  }

  private now(): string {
    const ms = Date.now();
    if (ms !== this.time.ms) this.time = { ms, text: new Date(ms).toISOString() };
    return this.time.text;
  }

  failed(id: string, route: string, error: unknown): void {
    this.logger.error({ id, route, err: error }, "unexpected failure");
  }

  /** The metrics in Prometheus' text format. */
  scrape(): Promise<string> {
    return this.registry.metrics();
  }
}
