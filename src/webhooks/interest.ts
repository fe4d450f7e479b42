import { isOther, topicOf } from "../domain/events/topics.ts";
import type { CompanyId } from "../domain/ids.ts";
import type { Order } from "../domain/order/order.ts";
import { LruMap } from "../kit/lru.ts";
import type { Webhook } from "../storage/deliveries.ts";
import type { Storage } from "../storage/storage.ts";
import type { Planner } from "./plan.ts";

const COMPANIES_MAX = 5_000;

type Known = Readonly<{ webhooks: readonly Webhook[]; types: ReadonlySet<string>; prints: boolean }>;

/** Events that the kitchen's printers wait for, where there are any. */
const KITCHEN = new Set(["order.kitchen_print", "order.status_changed", "order.deleted"]);

/**
 * Remembers who waits for what, so that an event nobody waits for costs nothing. A company that is not known yet counts
 * as one that waits for everything, and becomes known meanwhile.
 */
export class Interests {
  private readonly known = new LruMap<CompanyId, Known>(COMPANIES_MAX);
  private readonly loading = new Map<CompanyId, Promise<Known>>();
  private readonly storage: Storage;
  private readonly planners: readonly Planner[];
  private readonly always: ReadonlySet<string>;
  private era = 0;

  /** `always` are events that work follows from, whoever listens. */
  constructor(storage: Storage, planners: readonly Planner[], always: readonly string[]) {
    this.storage = storage;
    this.planners = planners;
    this.always = new Set(always);
    storage.onForeignChange(() => this.forget());
    storage.heedInterest((company, type, order) => this.wants(company, type, order));
  }

  /** To be called when registrations, printers or print rules have changed. */
  forget(): void {
    this.era++;
    this.known.clear();
    this.loading.clear();
  }

  private wants(company: CompanyId, type: string, order: Order | null): boolean {
    if (order?.callbackUri && type === "order.status_changed") return true;
    if (order?.passThruPrinting && type === "order.kitchen_print") return true; // it goes on once that is done
    if (this.always.has(type)) return true;
    const known = this.known.get(company);
    if (!known) {
      this.of(company).catch(() => undefined); // not to be had now; until then everything is wanted
      return true;
    }
    return known.types.has(type) || (known.prints && KITCHEN.has(type)) || this.othersWant(known, type, order);
  }

  private othersWant({ webhooks }: Known, type: string, order: Order | null): boolean {
    return this.planners.some(({ topic, wants }) => {
      const own = webhooks.filter((webhook) => webhook.topic === topic);
      return own.length > 0 && wants(type, order, own);
    });
  }

  /** Registrations of a company, as they are in the store now or were a moment ago. */
  async of(company: CompanyId): Promise<Known> {
    const known = this.known.get(company);
    if (known) return known;
    const { era } = this;
    const loading = this.loading.get(company) ?? this.load(company);
    this.loading.set(company, loading);
    try {
      const loaded = await loading;
      if (era === this.era) this.known.set(company, loaded);
      return loaded;
    } finally {
      if (this.loading.get(company) === loading) this.loading.delete(company);
    }
  }

  private async load(company: CompanyId): Promise<Known> {
    const [webhooks, catalogue] = await Promise.all([
      this.storage.deliveries.webhooks.of(company),
      this.storage.reads(company).catalogue(),
    ]);
    const active = webhooks.filter((webhook) => webhook.active);
    return {
      webhooks: active,
      types: new Set(active.flatMap(({ topic }) => (isOther(topic) ? [] : topicOf(topic).events))),
      prints: catalogue.all("print_rule").length > 0,
    };
  }
}
