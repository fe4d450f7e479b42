import pino, { type Logger } from "pino";
import { Counter, Gauge, Histogram, Registry } from "prom-client";
import type { Storage } from "../storage/storage.ts";

/** One finished request, as the log and the metrics see it. */
export type Finished = Readonly<{
  id: string;
  route: string;
  method: string;
  tenant: number | null;
  status: number;
  ms: number;
}>;

/** The counts of one route, method and status: as many as the product has, whatever clients ask for. */
type Series = Readonly<{ requests: Counter.Internal; durations: Histogram.Internal<"route"> }>;

const BUCKETS_MS = [1, 2, 5, 10, 25, 50, 100, 250, 1_000, 5_000];

/**
 * One line a request, and counts for Prometheus. Neither carries a secret, a body or a query string.
 */
export class RequestLog {
  readonly registry = new Registry();
  private readonly requests: Counter<"route" | "method" | "status">;
  private readonly durations: Histogram<"route">;
  private readonly series = new Map<string, Series>();
  private readonly logger: Logger;
  /** Where the logger writes; a request's line is put together here, at a third of the cost. */
  private readonly lines: { write(line: string): void };
  private time = { ms: 0, text: "" };

  constructor(logger: Logger, storage: Storage) {
    this.logger = logger;
    this.lines = (logger as unknown as Record<symbol, RequestLog["lines"]>)[pino.symbols.streamSym]!;
    this.requests = new Counter({
      name: "servery_http_requests_total",
      help: "Requests answered, by route and status",
      labelNames: ["route", "method", "status"],
      registers: [this.registry],
    });
    this.durations = new Histogram({
      name: "servery_http_request_duration_ms",
      help: "Time from the request's headers to its answer, in milliseconds",
      labelNames: ["route"],
      buckets: BUCKETS_MS,
      registers: [this.registry],
    });
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
    const series = this.seriesOf(route, method, status);
    series.requests.inc(1);
    series.durations.observe(ms);
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

  /** Looking a series up by its labels costs more than counting in it. */
  private seriesOf(route: string, method: string, status: number): Series {
    const key = `${route} ${method} ${status}`;
    let series = this.series.get(key);
    if (!series) {
      const requests = this.requests.labels({ route, method, status: String(status) });
      this.series.set(key, (series = { requests, durations: this.durations.labels({ route }) }));
    }
    return series;
  }

  failed(id: string, route: string, error: unknown): void {
    this.logger.error({ id, route, err: error }, "unexpected failure");
  }

  /** The metrics in Prometheus' text format. */
  scrape(): Promise<string> {
    return this.registry.metrics();
  }
}
