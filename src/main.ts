import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import pino, { type Logger } from "pino";
import { type AddonCommands, addonCommands } from "./commands/addons.ts";
import { orderCommands } from "./commands/change-order.ts";
import { createOrder } from "./commands/create-order.ts";
import { foundCompany } from "./commands/found-company.ts";
import type { Config } from "./config.ts";
import type { CompanyId } from "./domain/ids.ts";
import { checkOrderMoves } from "./domain/order/status.ts";
import { kounta } from "./dialects/kounta/dialect.ts";
import { kountaFlow } from "./dialects/kounta/oauth.ts";
import { kountaRoutes, operatorRoutes } from "./dialects/kounta/routes.ts";
import { recordShapes } from "./dialects/kounta/webhooks/records.ts";
import { kountaShaper } from "./dialects/kounta/webhooks/shaper.ts";
import { kseries } from "./dialects/kseries/dialect.ts";
import { kseriesFlow } from "./dialects/kseries/oauth.ts";
import { methodNamed } from "./dialects/kseries/payment-methods.ts";
import { chargeFollows, chargeHandler } from "./dialects/kseries/pms/charging.ts";
import { kseriesPlanners } from "./dialects/kseries/planners.ts";
import { reservationCredentials } from "./dialects/kseries/reservations/credentials.ts";
import { kseriesRoutes } from "./dialects/kseries/routes.ts";
import { type Progress, quietly } from "./kit/progress.ts";
import { openKitchen } from "./kitchen/kitchen.ts";
import { watchPresence } from "./kitchen/presence.ts";
import { type VirtualPrinters, openVirtual, sender } from "./kitchen/virtual.ts";
import { liveText } from "./dialects/kounta/operator/live-shape.ts";
import { referencePages } from "./http/reference.ts";
import { installationOf } from "./http/installation.ts";
import { RenderedOrders } from "./http/rendered.ts";
import { RequestKeeper } from "./http/request-keeper.ts";
import { type RunningServer, startServer } from "./http/server.ts";
import { screenPages } from "./http/screens.ts";
import { workMetrics } from "./http/work-metrics.ts";
import type { Clock } from "./kit/time.ts";
import { sealKey } from "./kit/sealed-hmac.ts";
import { newSecret, sha256 } from "./kit/secrets.ts";
import { EVENTS_KEPT_MS } from "./live/catch-up.ts";
import { Feeds } from "./live/feeds.ts";
import { peoplePages } from "./oauth/people-pages.ts";
import { oauthPages } from "./oauth/register.ts";
import { openOnline } from "./online/online.ts";
import { leadToSetUp, openSetUp, setUpPages } from "./oauth/set-up-pages.ts";
import { signIns } from "./oauth/sign-in.ts";
import { Throttle } from "./oauth/throttle.ts";
import { openPostgres } from "./storage/engines/postgres/engine.ts";
import { openSqlite } from "./storage/engines/sqlite/engine.ts";
import { type Events, startEvents } from "./webhooks/events.ts";
import { guardedClient } from "./webhooks/guarded/client.ts";
import type { OutgoingClient } from "./webhooks/outgoing.ts";
import { openStorage } from "./storage/sql/store.ts";
import type { Storage } from "./storage/storage.ts";

/** The composition root: the one file that knows every room. */

/** Opens the store that the settings name and brings its schema up to date; `progress` is told how that goes. */
export const openStore = async (
  config: Config,
  clock: Clock,
  beside = false,
  progress: Progress = quietly,
): Promise<Storage> => {
  const { databaseUrl, dataFolder, cacheMiB, pgPool } = config;
  const common = { now: clock(), beside, progress };
  const engine = databaseUrl
    ? await openPostgres({ url: databaseUrl, poolSize: pgPool, ...common })
    : await openSqlite({ folder: dataFolder, cacheMiB: Math.max(1, Math.floor(cacheMiB / 2)), ...common });
  return openStorage(engine, clock);
};

export type Servery = Readonly<{
  url: string;
  storage: Storage;
  /** With this code somebody makes the first company; undefined when there is one. */
  setUpCode: string | undefined;
  close(): Promise<void>;
}>;

const HOUR_MS = 3_600_000;
/** How long it is remembered that a refresh token or code was used, so that its return is known for a replay. */
const USED_TOKENS_KEPT_MS = 90 * 24 * HOUR_MS;
/** How long it can be looked up what was sent to whom, and sent again. */
const DELIVERIES_KEPT_MS = 30 * 24 * HOUR_MS;
/** How long a docket can be printed again. */
const PRINTS_KEPT_MS = 30 * 24 * HOUR_MS;

/** Puts the server together over an open store. Throws CannotListen. */
export const openServery = async (config: Config, storage: Storage, logger: Logger): Promise<Servery> => {
  checkOrderMoves();
  const rendered = new RenderedOrders((config.cacheMiB / 2) * 1024 * 1024);
  const strict = config.oauthProfile === "strict";
  const addons = addonCommandsOver(config, storage);
  const outgoing = guardedClient({ reach: config.outgoing });
  const virtual = await openVirtual(config.virtualPrinter);
  const events = await openEvents(storage, logger, { client: outgoing, virtual }, config.workers);
  const watch = watchPresence(storage, (error) => logger.error({ err: error }, "looking after registers failed"));
  const feeds = new Feeds({
    storage,
    textOf: liveText,
    failed: (error) => logger.error({ err: error }, "reading events for live feeds failed; it is tried again"),
  });
  const { requestLogSize } = config;
  const requests = requestLogSize > 0 ? new RequestKeeper(requestLogSize, storage.clock) : undefined;
  const parts = {
    storage,
    requests,
    installation: installationOf(config, [kounta.name, kseries.name, "operator"]),
    feeds,
    addons,
    outgoing,
    events,
    virtual,
    signIns: signIns({ storage, throttle: new Throttle(storage.clock) }),
    rendered,
    pageSizeOrders: config.pageSizeOrders,
    pageSize: config.pageSize,
    createOrder: createOrder(storage),
    commands: orderCommands(storage),
    logoOf: (company: CompanyId) => readLogo(join(config.dataFolder, "logos"), company),
  };
  const dialects = [
    { dialect: kounta, routes: kountaRoutes(parts) },
    { dialect: kseries, routes: kseriesRoutes(parts) },
    { dialect: { ...kounta, name: "operator", prefixes: ["/admin/api/"] }, routes: operatorRoutes(parts) },
  ];
  const setUp = await openSetUp(storage);
  const stopWork = async (): Promise<void> => {
    feeds.stop();
    await watch.stop();
    await events.stop();
    await outgoing.close();
    await virtual?.close();
  };
  const starting = startServer({
    config,
    storage,
    rendered,
    requests,
    logger,
    dialects,
    async pages(app, tools) {
      workMetrics(tools.log.registry, storage, feeds);
      const { signIns } = parts;
      const flows = [kseriesFlow, kountaFlow] as const;
      const pages = [
        ...peoplePages({ storage, signIns, addons, loopback: config.oauthLoopback }),
        ...setUpPages({ storage, signIns, found: foundCompany(storage), setUp }),
      ];
      if (setUp) leadToSetUp(app, setUp);
      oauthPages(app, tools, { storage, signIns, flows, strict, loopback: config.oauthLoopback, pages });
      await referencePages(app, dialects, { flows, basic: !strict });
      await screenPages(app, config.screensFolder);
    },
  });
  const server: RunningServer = await starting.catch(async (error: unknown) => {
    await stopWork(); // or the process would not end
    throw error;
  });
  const forget = (): void => {
    const before = storage.clock() - config.idempotencyHours * HOUR_MS;
    const now = storage.clock();
    Promise.all([
      storage.forgetAnswers(before),
      storage.access.forget(now, now - USED_TOKENS_KEPT_MS),
      storage.forgetEvents(now - EVENTS_KEPT_MS),
      storage.deliveries.forget(now - DELIVERIES_KEPT_MS),
      storage.prints.forget(now - PRINTS_KEPT_MS),
    ]).catch((error: unknown) => logger.error({ err: error }, "forgetting what is over failed"));
  };
  forget();
  const timer = setInterval(forget, HOUR_MS / 4).unref();
  return {
    url: server.url,
    storage,
    setUpCode: setUp?.code,
    async close() {
      clearInterval(timer);
      feeds.stop();
      await server.close();
      await stopWork();
      await storage.close();
      logger.flush();
    },
  };
};

/** Sets events to work: webhooks, callbacks, dockets. With `works` false this process only knows who waits for what. */
export const openEvents = (
  storage: Storage,
  logger: Logger,
  { client, virtual }: Readonly<{ client: OutgoingClient; virtual?: VirtualPrinters | undefined }>,
  works: boolean,
): Promise<Events> => {
  const kitchen = openKitchen(storage, sender(virtual));
  const online = openOnline(storage, methodNamed);
  return startEvents(
    {
      storage,
      shaper: kountaShaper(recordShapes(storage)),
      prints: kitchen.prints,
      deliver: {
        client,
        random: Math.random,
        userAgent: "Servery",
        credentials: reservationCredentials({ storage, client, clock: storage.clock }),
      },
      planners: kseriesPlanners(storage),
      follows: { ...online.follows, ...chargeFollows },
      handlers: [...kitchen.handlers, ...online.handlers, chargeHandler({ storage, client })],
      failed: (error) => logger.error({ err: error }, "work on events failed; it is tried again"),
    },
    works,
  );
};

/** Works on events in a process of its own, beside servers on the same database. The store is the caller's to close. */
export const openWork = async (
  config: Config,
  storage: Storage,
  logger: Logger,
): Promise<Readonly<{ stop(): Promise<void> }>> => {
  const outgoing = guardedClient({ reach: config.outgoing });
  const events = await openEvents(storage, logger, { client: outgoing }, true);
  return {
    async stop() {
      await events.stop();
      await outgoing.close();
    },
  };
};

/** What companies do with their add-ons, with real randomness. */
export const addonCommandsOver = (config: Config, storage: Storage): AddonCommands =>
  addonCommands({
    storage,
    loopback: config.oauthLoopback,
    newSecret() {
      const text = newSecret();
      return { text, hash: sha256(text), signing: sealKey(text) };
    },
    newClientId: () => randomBytes(12).toString("hex"), // nothing that a shell could take for an option
  });

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
