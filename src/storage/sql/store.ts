import type { Result } from "../../kit/brand.ts";
import type { CompanyId } from "../../domain/ids.ts";
import type { Order } from "../../domain/order/order.ts";
import type { ChangeTx, Sequence, Storage } from "../storage.ts";
import { accessStore } from "./access.ts";
import { Catalogues } from "./catalogues.ts";
import { changeTx } from "./change.ts";
import { companyStore } from "./companies.ts";
import { Counts } from "./counts.ts";
import type { Engine } from "./engine.ts";
import { GroupCommit } from "./group-commit.ts";
import { readsOf } from "./reads.ts";
import { Sequences } from "./sequences.ts";

/** Sequences that commands outside of orders draw from. */
const SEQUENCES: readonly Sequence[] = ["customer", "address", "catalogue", "group", "order", "addon"];

/** Rolls a transaction back with the refusal that caused it. */
class Refused extends Error {
  readonly result: Result<never, unknown>;
  constructor(result: Result<never, unknown>) {
    super("refused");
    this.result = result;
  }
}

/** The storage port over one engine. */
export const openStorage = (engine: Engine, clock: () => number): Storage => {
  const catalogues = new Catalogues(engine);
  const sequences = new Sequences(engine);
  const counts = new Counts();
  const orderListeners: ((changed: readonly Order[]) => void)[] = [];
  const foreignListeners: (() => void)[] = [];
  const lane = new GroupCommit({
    engine,
    catalogues,
    sequences,
    clock,
    tell: (changed) => orderListeners.forEach((listen) => listen(changed)),
  });
  engine.watch(() => {
    catalogues.forget();
    foreignListeners.forEach((listen) => listen());
  });

  const change = async <T, E>(
    company: CompanyId,
    work: (tx: ChangeTx) => Promise<Result<T, E>>,
  ): Promise<Result<T, E>> => {
    await sequences.fill(SEQUENCES);
    try {
      return await engine.transaction(async (connection) => {
        const batch = lane.open(connection);
        const view = await batch.open(company);
        const result = await work(changeTx(view.tx, batch, connection));
        if (!result.ok) throw new Refused(result);
        view.keep();
        await batch.flush();
        await engine.announce(connection);
        return result;
      });
    } catch (error) {
      if (error instanceof Refused) return error.result as Result<T, E>;
      throw error;
    } finally {
      catalogues.forget(company);
    }
  };

  return {
    engine: engine.name,
    clock,
    transact: (company, work) => lane.submit(company, work),
    transactOnce: (company, once, work) => lane.submitOnce(company, once, work),
    change,
    reads: (company) => readsOf(engine.read, company, { catalogues, counts, engine }),
    access: accessStore(engine),
    companies: companyStore(engine, sequences),
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
