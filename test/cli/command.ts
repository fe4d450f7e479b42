import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { expect } from "vitest";
import { type Ended, runCommand } from "../crash/child.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const commandLine = pathToFileURL(join(root, "dist", "cli", "main.js")).href;
const boot = `const { run } = await import(${JSON.stringify(commandLine)}); await run(process.argv.slice(1));`;

type Env = Readonly<Record<string, string | undefined>>;

/** Runs a command of the built product with something on its standard input. */
export const runWithInput = async (args: readonly string[], env: Env, input: string): Promise<Ended> => {
  const clean = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("SERVERY_")));
  const child = spawn(process.execPath, ["--input-type=module", "-e", boot, ...args], {
    cwd: root,
    env: { ...clean, NO_COLOR: "1", ...env },
  });
  let [out, err] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text: string) => (out += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (err += text));
  child.stdin.end(input);
  const [code, signal] = (await once(child, "close")) as [number | null, string | null];
  return { code, signal, out, err };
};

/** What a command that went well answered; its shape is known to the test. */
export const answerOf = <T = Record<string, unknown>>({ code, out, err }: Ended): T => {
  expect([code, err]).toEqual([0, ""]);
  return JSON.parse(out) as T;
};

/** A command with its options, that has to go well. */
export const commandIn =
  (env: Env) =>
  async <T = Record<string, unknown>>(...args: string[]): Promise<T> =>
    answerOf<T>(await runCommand(args, { env }));

/** The one sentence of a command that was refused. */
export const sentenceOf = ({ code, out, err }: Ended): string => {
  expect([code, out], err).toEqual([1, ""]);
  expect(err).not.toMatch(/\bat .+:\d+:\d+|node:internal|[{}]/);
  expect(err.trimEnd().split("\n"), err).toHaveLength(1);
  return err.trimEnd();
};

/** Asks until the status is there, for as long as a running server may take to hear of it. */
export const becomes = async (status: number, ask: () => Promise<number>): Promise<void> => {
  const until = Date.now() + 1_000;
  let seen = await ask();
  while (seen !== status && Date.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    seen = await ask();
  }
  expect(seen).toBe(status);
};

export const statusOf = async (url: string, authorization: string): Promise<number> =>
  (await fetch(url, { headers: { authorization } })).status;
