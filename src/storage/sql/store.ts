import type { Result } from "../../kit/brand.ts";
import type { CompanyId } from "../../domain/ids.ts";
import type { Order } from "../../domain/order/order.ts";
import type { ChangeTx, Interest, Once, Replay, Sequence, Storage } from "../storage.ts";
import { accessStore } from "./access/store.ts";
import type { Given } from "./batch.ts";
import { Catalogues } from "./catalogues.ts";
import { changeTx } from "./change.ts";
import { companyStore } from "./companies.ts";
import { Counts } from "./counts.ts";
import type { Connection, Engine } from "./engine.ts";
import { GroupCommit } from "./group-commit.ts";
import { deliveryStore } from "./events/deliveries.ts";
import { forgetEvents } from "./events/feed.ts";
import { jobStore } from "./events/jobs.ts";
import { printStore } from "./events/prints.ts";
import { readsOf } from "./reads.ts";
import { Sequences } from "./sequences.ts";
import { VersionConflict } from "./version-conflict.ts";

/** Sequences that commands outside of orders draw from. */
const SEQUENCES: readonly Sequence[] = [
  "customer",
  "address",
  "catalogue",
  "group",
  "order",
  "addon",
  "shift",
  "reconciliation",
  "print_job",
  "job",
];

/** How often a change that loses against other servers is run before the caller is told. */
const TRIES_MAX = 5;

/** Rolls a transaction back with the refusal that caused it. */
class Refused extends Error {
  readonly result: Result<never, unknown>;
  constructor(result: Result<never, unknown>) {
    super("refused");
    this.result = result;
  }
}

/** Rolls a transaction back whose key was used before, with what it was answered then. */
class GivenBefore extends Error {
  readonly given: Given;
  constructor(given: Given) {
    super("given before");
    this.given = given;
  }
}

/** The storage port over one engine. */
export const openStorage = (engine: Engine, clock: () => number): Storage => {
  const catalogues = new Catalogues(engine);
  const sequences = new Sequences(engine);
  const counts = new Counts();
  const orderListeners: ((changed: readonly Order[]) => void)[] = [];
  const foreignListeners: (() => void)[] = [];
  const tell = (changed: readonly Order[]): void => orderListeners.forEach((listen) => listen(changed));
  const pendingListeners: (() => void)[] = [];
  const tellPending = (): void => pendingListeners.forEach((listen) => listen());
  const eventListeners: ((companies: ReadonlySet<CompanyId> | null) => void)[] = [];
  const tellEvents = (companies: ReadonlySet<CompanyId> | null): void =>
    eventListeners.forEach((listen) => listen(companies));
  let wanted: Interest = () => true; // until somebody says otherwise, nothing is thrown away
  const interest: Interest = (company, type, order) => !engine.alone() || wanted(company, type, order);
  const lane = new GroupCommit({
    engine,
    catalogues,
    sequences,
    clock,
    tell,
    interest,
    tellPending,
    tellEvents,
  });
  engine.onPending((companies) => {
    tellPending();
    tellEvents(companies);
  });
  const tellForeign = (): void => foreignListeners.forEach((listen) => listen());
  engine.watch(() => {
    catalogues.doubt();
    tellForeign();
    tellEvents(null);
  });

  const change = async <T, E>(
    company: CompanyId,
    work: (tx: ChangeTx) => Promise<Result<T, E>>,
    once?: Once<T, E>,
  ): Promise<Result<T, E>> => {
    for (let tries = 1; ; tries++) {
      await sequences.reserve(SEQUENCES);
      try {
        return await changed(company, work, once);
      } catch (error) {
        if (error instanceof Refused) return error.result as Result<T, E>;
        if (!(error instanceof VersionConflict || engine.isConflict(error)) || tries >= TRIES_MAX) throw error;
      } finally {
        catalogues.doubt(company);
      }
    }
  };

  /** Changes of one company run one after another, on all servers: what they read is what they change. */
  const changed = async <T, E>(
    company: CompanyId,
    work: (tx: ChangeTx) => Promise<Result<T, E>>,
    once: Once<T, E> | undefined,
  ): Promise<Result<T, E>> => {
    const { result, orders, pending, told } = await engine.transaction(async (connection) => {
      if (engine.locksRows) await lockCompany(connection, company);
      const batch = lane.open(connection);
      if (once) {
        await batch.lookUpKeys([{ company, once }]);
        const given = batch.given(company, once);
        if (given) throw new GivenBefore(given);
      }
      const view = await batch.open(company, true);
      const result = await work(changeTx(view.tx, connection));
      if (!result.ok) throw new Refused(result);
      view.keep();
      if (once) batch.remember(company, once, once.answer(result));
      await batch.flush();
      await engine.announce(connection);
      if (batch.pending) await engine.announcePending(connection, batch.told);
      return { result, orders: batch.changed, pending: batch.pending, told: batch.told };
    });
    if (orders.length > 0) tell(orders);
    if (pending) tellPending();
    if (told.size > 0) tellEvents(told);
    return result;
  };

  /** What is refused leaves nothing: its answer is stored in a commit of its own. What goes wrong may be asked again. */
  const changeOnce = async <T, E>(
    company: CompanyId,
    once: Once<T, E>,
    work: (tx: ChangeTx) => Promise<Result<T, E>>,
  ): Promise<Replay> => {
    let result: Result<T, E>;
    try {
      result = await change(company, work, once);
    } catch (error) {
      if (!(error instanceof GivenBefore)) throw error;
      const { fingerprint, answer } = error.given;
      if (fingerprint !== once.fingerprint) return { kind: "other_payload" };
      return { kind: "answer", answer, replayed: true };
    }
    if (!result.ok) return lane.submitOnce(company, once, () => Promise.resolve(result));
    return { kind: "answer", answer: once.answer(result), replayed: false };
  };

  return {
    engine: engine.name,
    clock,
    transact: (company, work) => lane.submit(company, work),
    transactOnce: (company, once, work) => lane.submitOnce(company, once, work),
    change: (company, work) => change(company, work),
    changeOnce,
    reads: (company) => readsOf(engine.read, company, { catalogues, counts, engine }),
    access: accessStore(engine, tellForeign),
    companies: companyStore(engine, sequences),
    jobs: jobStore(engine, sequences, clock),
    deliveries: deliveryStore(engine, sequences, clock, tellForeign),
    prints: printStore(engine, sequences, clock),
    heedInterest: (interest) => void (wanted = interest),
    onPending: (listener) => void pendingListeners.push(listener),
    onEvents: (listener) => void eventListeners.push(listener),
    eventsInOrder: engine.eventsInOrder,
    forgetEvents: (before) => forgetEvents(engine, before),
    async forgetAnswers(before) {
      const { numDeletedRows } = await engine.transaction(({ db }) =>
        db.deleteFrom("idempotency_answers").where("created_at", "<", before).executeTakeFirst(),
      );
      return Number(numDeletedRows);
    },
    async ping() {
      await engine.read.selectFrom("migrations").select("number").limit(1).execute();
    },
    trustsCaches: () => engine.alone(),
    hears: () => engine.hears(),
    onOrders: (listener) => void orderListeners.push(listener),
    onForeignChange: (listener) => void foreignListeners.push(listener),
    stats: lane.stats,
    async close() {
      await lane.idle();
      await sequences.giveBack();
      await engine.close();
    },
  };
};

const lockCompany = async ({ db }: Connection, company: CompanyId): Promise<void> => {
  await db.selectFrom("companies").select("company_id").where("company_id", "=", company).forUpdate().execute();
};
