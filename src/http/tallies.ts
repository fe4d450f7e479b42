import type { Metric, Registry } from "prom-client";

/** Requests of one route, method and status, counted in plain numbers. */
type Tally = { readonly route: string; readonly method: string; readonly status: number; count: number };
/** Durations of one route: how many fell into each bucket, and their sum. */
type Durations = { readonly route: string; readonly buckets: number[]; sumMs: number };
type Known = { readonly durations: Durations; readonly byMethod: Map<string, Tally[]> };

const BUCKETS_MS = [1, 2, 5, 10, 25, 50, 100, 250, 1_000, 5_000];

type Value = { value: number; labels: Record<string, string | number>; metricName?: string };

/** A metric as the registry reads one, computed when somebody scrapes it. */
const metric = (name: string, help: string, type: string, values: () => Value[]): Metric =>
  ({
    name,
    help,
    type,
    aggregator: "sum",
    get: () => Promise.resolve({ name, help, type, aggregator: "sum", values: values() }),
  }) as unknown as Metric;

/**
 * Counts requests and how long they took. Counting is on the fast path of every request, so it is additions to plain
 * numbers found by constant names; the registry gets them in its own form when it is scraped.
 */
export class Tallies {
  private readonly routes = new Map<string, Known>();

  constructor(registry: Registry) {
    registry.registerMetric(
      metric("servery_http_requests_total", "Requests answered, by route and status", "counter", () => this.counts()),
    );
    const name = "servery_http_request_duration_ms";
    const help = "Time from the request's headers to its answer, in milliseconds";
    registry.registerMetric(metric(name, help, "histogram", () => this.histogram(name)));
  }

  count(route: string, method: string, status: number, ms: number): void {
    let known = this.routes.get(route);
    if (!known) {
      known = { durations: { route, buckets: BUCKETS_MS.map(() => 0).concat(0), sumMs: 0 }, byMethod: new Map() };
      this.routes.set(route, known);
    }
    let statuses = known.byMethod.get(method);
    if (!statuses) known.byMethod.set(method, (statuses = []));
    const tally = (statuses[status] ??= { route, method, status, count: 0 });
    tally.count++;
    const { buckets } = known.durations;
    let bucket = 0;
    while (bucket < BUCKETS_MS.length && ms > BUCKETS_MS[bucket]!) bucket++;
    buckets[bucket]!++;
    known.durations.sumMs += ms;
  }

  private counts(): Value[] {
    return [...this.routes.values()].flatMap(({ byMethod }) =>
      [...byMethod.values()].flatMap((statuses) =>
        Object.values(statuses).map(({ count, route, method, status }) => ({
          value: count,
          labels: { route, method, status },
        })),
      ),
    );
  }

  private histogram(name: string): Value[] {
    return [...this.routes.values()].flatMap(({ durations: { route, buckets, sumMs } }) => {
      let below = 0;
      const values: Value[] = buckets.map((n, i) => {
        below += n;
        return { value: below, labels: { le: BUCKETS_MS[i] ?? "+Inf", route }, metricName: `${name}_bucket` };
      });
      values.push({ value: sumMs, labels: { route }, metricName: `${name}_sum` });
      values.push({ value: below, labels: { route }, metricName: `${name}_count` });
      return values;
    });
  }
}
