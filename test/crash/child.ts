import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const COMMAND_LINE = pathToFileURL(join(ROOT, "dist", "cli", "main.js")).href;
const BOOT = `const { run } = await import(${JSON.stringify(COMMAND_LINE)}); await run(process.argv.slice(1));`;

/** Builds `dist`, once for all who ask. To be awaited before a child is started. */
export const builtProduct = async (): Promise<void> => {
  const build = (await import(pathToFileURL(join(ROOT, "scripts", "lib", "build.mjs")).href)) as {
    ensureBuilt: () => Promise<void>;
  };
  await build.ensureBuilt();
};

export type Ended = Readonly<{ code: number | null; signal: string | null; out: string; err: string }>;
export type ChildOptions = Readonly<{ env: Readonly<Record<string, string | undefined>>; uid?: number }>;

/** The product's command line in a process of its own, as it was built. */
export class Child {
  readonly process: ChildProcess;
  readonly ended: Promise<Ended>;
  private out = "";
  private err = "";

  constructor(args: readonly string[], { env, uid }: ChildOptions) {
    const clean = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("SERVERY_")));
    this.process = spawn(process.execPath, ["--input-type=module", "-e", BOOT, ...args], {
      cwd: ROOT,
      env: { ...clean, NO_COLOR: "1", ...env },
      stdio: ["ignore", "pipe", "pipe"],
      ...(uid !== undefined && { uid, gid: uid }),
    });
    this.process.stdout!.setEncoding("utf8").on("data", (text: string) => (this.out += text));
    this.process.stderr!.setEncoding("utf8").on("data", (text: string) => (this.err += text));
    this.ended = once(this.process, "close").then(([code, signal]) => ({
      code: code as number | null,
      signal: signal as string | null,
      out: this.out,
      err: this.err,
    }));
  }

  /** Waits for the server's address; throws with what it said when it ends instead. */
  async serving(): Promise<string> {
    let over: Ended | undefined;
    void this.ended.then((ended) => (over = ended));
    for (;;) {
      const [, url] = /is serving on (https?:\/\/\S+)/.exec(this.err) ?? [];
      if (url) return url;
      if (over) throw new Error(`the server ended with ${over.code ?? over.signal}: ${over.err}`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  kill(signal: NodeJS.Signals): Promise<Ended> {
    this.process.kill(signal);
    return this.ended;
  }
}

export const runCommand = (args: readonly string[], options: ChildOptions): Promise<Ended> =>
  new Child(args, options).ended;
