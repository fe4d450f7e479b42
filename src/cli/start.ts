import { accessSync, constants, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { Command } from "commander";
import { type Config, ConfigError, readConfig } from "../config.ts";
import { type Credentials, type DemoAccess, demoToken } from "../demo/addons.ts";
import { demoFile, loadDemo } from "../demo/load.ts";
import { demoFilePath, openLog, openServery, openStore } from "../main.ts";
import type { Storage } from "../storage/storage.ts";
import { withProgress } from "./progress.ts";
import { welcome } from "./welcome.ts";

export const startCommand = (): Command =>
  new Command("start")
    .description("Start the server; settings come from SERVERY_* in the environment")
    .action(async () => start(readConfig(process.env)));

/** Opens the store, loads the demo company into an empty one, serves, and says where everything is. */
const start = async (config: Config): Promise<void> => {
  mkdirSync(config.dataFolder, { recursive: true });
  accessSync(config.dataFolder, constants.W_OK);
  const storage = await withProgress((show) => openStore(config, Date.now, false, show));
  let servery;
  let demo: DemoAccess | undefined;
  try {
    demo = config.demo ? await demoAccess(config, storage) : undefined;
    servery = await openServery(config, storage, openLog(config));
  } catch (error) {
    await storage.close();
    throw error;
  }
  if (demo) await keepAccess(config, servery.url, demo, storage);
  process.stderr.write(welcome(servery, config, demo));

  let stopping = false;
  const stop = (): void => {
    if (stopping) process.exit(1);
    stopping = true;
    process.stderr.write("Finishing what was accepted …\n");
    servery.close().then(
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

/** The demo's credentials: of this start, or of the one that loaded it. */
const demoAccess = (config: Config, storage: Storage): Promise<DemoAccess | undefined> =>
  storage.companies.exclusively(async () => {
    const companies = await storage.companies.ids();
    if (companies.length > 0) return keptAccess(demoFilePath(config));
    return withProgress((show) => loadDemo(storage, show, { keep: (access) => writeAccess(config, "", access) }));
  });

/** The token in `demo.json` is made anew before it is over, so that whoever reads the file finds a good one. */
const TOKEN_MS = 3_600_000;

const keepAccess = async (config: Config, url: string, access: DemoAccess, storage: Storage): Promise<void> => {
  const write = async (): Promise<void> => writeAccess(config, url, access, await demoToken(storage, TOKEN_MS));
  await write();
  const again = (): void => {
    write().catch((error: unknown) => process.stderr.write(`demo.json was not renewed: ${String(error)}\n`));
  };
  setInterval(again, TOKEN_MS / 2).unref();
};

const writeAccess = (config: Config, url: string, access: DemoAccess, token?: string): void => {
  const path = demoFilePath(config);
  const fresh = `${path}.new`;
  writeFileSync(fresh, `${JSON.stringify(demoFile(url, access, Date.now(), token), null, 2)}\n`, { mode: 0o600 });
  renameSync(fresh, path); // whoever reads it finds the old one or the new one
};

const keptAccess = (path: string): DemoAccess | undefined => {
  if (!existsSync(path)) return undefined;
  let kept: { kounta?: Partial<Credentials>; kseries?: Partial<Credentials> };
  try {
    kept = JSON.parse(readFileSync(path, "utf8")) as typeof kept;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new ConfigError(`${path} is not readable JSON. Remove it, or set SERVERY_DEMO=0.`);
  }
  const of = ({ client_id, client_secret }: Partial<Credentials> = {}): Credentials | undefined =>
    client_id && client_secret ? { client_id, client_secret } : undefined;
  const [kounta, kseries] = [of(kept.kounta), of(kept.kseries)];
  return kounta && { kounta, ...(kseries && { kseries }) };
};
