import { Command } from "commander";
import type { Logger } from "pino";
import { type Config, readConfig } from "../config.ts";
import { openLog, openStore, openWork } from "../main.ts";
import type { Storage } from "../storage/storage.ts";
import { withProgress } from "./progress.ts";
import { CommandRefused } from "./with-store.ts";

export const workCommand = (): Command =>
  new Command("work")
    .description("Deliver webhooks and print, without serving; for servers with SERVERY_WORKERS=0 on PostgreSQL")
    .action(async () => work(readConfig(process.env)));

/** How often it is written to the log how much waits. */
const REPORT_MS = 60_000;

const work = async (config: Config): Promise<void> => {
  if (config.databaseUrl === undefined) {
    throw new CommandRefused(
      "`servery work` needs PostgreSQL (SERVERY_DATABASE_URL): with the embedded database, the server does this work.",
    );
  }
  const storage = await withProgress((show) => openStore(config, Date.now, false, show));
  const logger = openLog(config);
  let working;
  try {
    working = await openWork(config, storage, logger);
  } catch (error) {
    await storage.close();
    throw error;
  }
  process.stderr.write("Working on events. Ctrl+C stops.\n");
  await report(storage, logger);
  const timer = setInterval(() => void report(storage, logger), REPORT_MS);

  const finish = async (): Promise<void> => {
    clearInterval(timer);
    await working.stop();
    await storage.close();
    logger.flush();
  };
  let stopping = false;
  const stop = (): void => {
    if (stopping) process.exit(1);
    stopping = true;
    process.stderr.write("Finishing what was begun …\n");
    finish().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`${String(error)}\n`);
        process.exit(1);
      },
    );
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
};

/** One line of the log: how much waits, on the whole database. */
const report = async ({ jobs, deliveries, clock }: Storage, logger: Logger): Promise<void> => {
  try {
    const [waiting, { dead, oldestPendingAt }] = await Promise.all([jobs.waiting(), deliveries.backlog()]);
    const pending_ms = oldestPendingAt === undefined ? 0 : clock() - oldestPendingAt;
    logger.info({ waiting: Object.fromEntries(waiting), failed: dead, pending_ms }, "work");
  } catch (error) {
    logger.error({ err: error }, "the database is out of reach");
  }
};
