import { isOver, onlineTasks } from "../commands/online/apply-task.ts";
import { personFor } from "../commands/online/person.ts";
import type { CompanyId } from "../domain/ids.ts";
import type { MethodNamed } from "../domain/online/paying.ts";
import type { Failure } from "../domain/online/reasons.ts";
import type { OnlineTask } from "../domain/online/task.ts";
import { verdictOn } from "../domain/online/verdict.ts";
import { ONLINE_QUEUE, type OnlineWork } from "../domain/online/work.ts";
import type { Handler } from "../jobs/worker.ts";
import { type Result, done } from "../kit/brand.ts";
import type { Job, JobEnd } from "../storage/jobs.ts";
import type { OrderCustomer } from "../domain/order/order.ts";
import type { Storage } from "../storage/storage.ts";

/** Between two looks at a venue that cannot be reached. */
const LOOK_AGAIN_MS = 3_000;
const AT_ONCE = 64;
const PER_SITE = 8;

/**
 * Works off what apps asked venues for:
 *
 * waiting   the venue cannot be reached: looked at again until the task's time is over
 * applied   order and task in one transaction, and with it what is told; then the job ends. Killed before, it is done
 *           when the job is handed out again; killed between the two, the job finds nothing left to do.
 * failed    the task says why, and its app is told
 */
export const onlineHandler = (storage: Storage, methodNamed: MethodNamed): Handler => {
  const tasks = onlineTasks(storage, methodNamed);
  const person = personFor(storage);

  const customerOf = (company: CompanyId, task: OnlineTask): Promise<Result<OrderCustomer | null, Failure>> =>
    task.kind === "ORDER" && task.asked !== null
      ? person({ company, addonId: task.addonId }, task.asked.consumer)
      : Promise.resolve(done(null));

  /** When to look again, undefined when the task is over. */
  const work = async (company: CompanyId, key: string): Promise<number | undefined> => {
    const reads = storage.reads(company);
    const task = await reads.documents.get("online_task", key);
    if (task?.state !== "waiting") return undefined;
    const catalogue = await reads.catalogue();
    const site = catalogue.site(task.siteId);
    if (!site) throw new Error(`a task for a site that is not in the catalogue: ${task.siteId}`);
    const now = storage.clock();
    const verdict = verdictOn(task, catalogue, site, now);
    if (verdict.kind === "later") return Math.min(now + LOOK_AGAIN_MS, task.endsAt + 1);
    if (verdict.kind === "fail") return failed(company, key, verdict.why);
    const customer = await customerOf(company, task);
    if (!customer.ok) return failed(company, key, customer.error);
    const applied = await tasks.apply(company, key, customer.value);
    return applied.ok || isOver(applied.error) ? undefined : failed(company, key, applied.error);
  };

  const failed = async (company: CompanyId, key: string, failure: Failure): Promise<undefined> => {
    await tasks.fail(company, key, failure); // refused only when somebody else has worked it off meanwhile
  };

  const forgetPrints = async (company: CompanyId, prints: readonly number[]): Promise<undefined> => {
    for (const id of prints) await storage.prints.cancel(company, id, storage.clock());
  };

  return {
    queue: ONLINE_QUEUE,
    atOnce: AT_ONCE,
    perLane: PER_SITE,
    async run(job) {
      const asked = job.data as OnlineWork;
      const again =
        asked.kind === "task" ? await work(job.companyId, asked.key) : await forgetPrints(job.companyId, asked.prints);
      await storage.jobs.end([again === undefined ? over(job) : { ...of(job), kind: "again", at: again }]);
    },
  };
};

const of = ({ id, queue, lane }: Job) => ({ id, queue, lane });
const over = (job: Job): JobEnd => ({ ...of(job), kind: "over" });
