import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import pino, { type Logger } from "pino";
import { orderCommands } from "./commands/change-order.ts";
import { createOrder } from "./commands/create-order.ts";
import type { Config } from "./config.ts";
import type { CompanyId } from "./domain/ids.ts";
import { checkOrderMoves } from "./domain/order/status.ts";
import { kounta } from "./dialects/kounta/dialect.ts";
import { kountaRoutes, operatorRoutes } from "./dialects/kounta/routes.ts";
import { referencePages } from "./http/reference.ts";
import { RenderedOrders } from "./http/rendered.ts";
import { type RunningServer, startServer } from "./http/server.ts";
import type { Clock } from "./kit/time.ts";
import { openPostgres } from "./storage/engines/postgres/engine.ts";
import { openSqlite } from "./storage/engines/sqlite/engine.ts";
import { openStorage } from "./storage/sql/store.ts";
import type { Storage } from "./storage/storage.ts";

/** The composition root: the one file that knows every room. */

/** Opens the store that the settings name and brings its schema up to date. */
export const openStore = async (config: Config, clock: Clock, beside = false): Promise<Storage> => {
  const { databaseUrl, dataFolder, cacheMiB, pgPool } = config;
  const engine = databaseUrl
    ? await openPostgres({ url: databaseUrl, poolSize: pgPool, now: clock(), beside })
    : await openSqlite({ folder: dataFolder, cacheMiB: Math.max(1, Math.floor(cacheMiB / 2)), now: clock(), beside });
  return openStorage(engine, clock);
};

export type Servery = Readonly<{ url: string; storage: Storage; close(): Promise<void> }>;

const HOUR_MS = 3_600_000;

/** Puts the server together over an open store. Throws CannotListen. */
export const openServery = async (config: Config, storage: Storage, logger: Logger): Promise<Servery> => {
  checkOrderMoves();
  const rendered = new RenderedOrders((config.cacheMiB / 2) * 1024 * 1024);
  const parts = {
    storage,
    rendered,
    pageSizeOrders: config.pageSizeOrders,
    pageSize: config.pageSize,
    createOrder: createOrder(storage),
    commands: orderCommands(storage),
    logoOf: (company: CompanyId) => readLogo(join(config.dataFolder, "logos"), company),
  };
  const dialects = [
    { dialect: kounta, routes: kountaRoutes(parts) },
    { dialect: { ...kounta, name: "operator", prefix: "/admin/api/" }, routes: operatorRoutes(parts) },
  ];
  const server: RunningServer = await startServer({
    config,
    storage,
    rendered,
    logger,
    dialects,
    pages: (app) => referencePages(app, dialects),
  });
  const forget = (): void => {
    const before = storage.clock() - config.idempotencyHours * HOUR_MS;
    storage
      .forgetAnswers(before)
      .catch((error: unknown) => logger.error({ err: error }, "forgetting old answers failed"));
  };
  forget();
  const timer = setInterval(forget, HOUR_MS / 4).unref();
  return {
    url: server.url,
    storage,
    async close() {
      clearInterval(timer);
      await server.close();
      await storage.close();
      logger.flush();
    },
  };
};

/** The log: lines of JSON on standard output, written in the background. */
export const openLog = (config: Config, destination?: string): Logger =>
  pino(
    {
      level: config.log,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: ["authorization", "err.config"],
    },
    pino.destination({
      sync: false,
      minLength: 8_192,
      periodicFlush: 200,
      ...(destination ? { dest: destination, mkdir: true } : { dest: 1 }),
    }),
  );

/** A company's logo: a file in the data folder that is named by the company's id. */
const readLogo = async (folder: string, company: CompanyId): Promise<Buffer | null> => {
  for (const ending of ["png", "jpg"]) {
    const path = join(folder, `${company}.${ending}`);
    if (existsSync(path)) return readFile(path);
  }
  return null;
};

export const demoFilePath = (config: Config): string => join(config.dataFolder, "demo.json");
