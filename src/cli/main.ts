import { Command } from "commander";
import { ConfigError } from "../config.ts";
import { CannotListen } from "../http/server.ts";
import { clientCommand } from "./client.ts";
import { initCommand } from "./init.ts";
import { migrateCommand } from "./migrate.ts";
import { personCommand } from "./person.ts";
import { startCommand } from "./start.ts";
import { CommandRefused } from "./with-store.ts";
import { workCommand } from "./work.ts";
import { FolderInUse } from "../storage/engines/sqlite/engine.ts";
import { DatabaseUnfit, DatabaseUnreachable } from "../storage/engines/postgres/engine.ts";
import { DatabaseTooNew } from "../storage/migrations/migrate.ts";

/** Failures that are the surroundings' and not ours: a sentence says all there is to say. */
const plain = [
  CommandRefused,
  ConfigError,
  CannotListen,
  FolderInUse,
  DatabaseUnreachable,
  DatabaseUnfit,
  DatabaseTooNew,
];

const sentenceOf = (error: unknown): string | undefined => {
  if (plain.some((kind) => error instanceof kind)) return (error as Error).message;
  const { code, path } = error as { code?: string; path?: string };
  if (code === "EACCES" || code === "EPERM" || code === "EROFS") {
    return `The folder ${path ?? ""} cannot be written. Set SERVERY_DATA to one that can.`;
  }
  if (code === "ENOSPC") return "The disk is full.";
  if (code === "ENOTDIR" || code === "EEXIST")
    return `${path ?? "The data folder"} is not a folder. Set SERVERY_DATA to one.`;
  if (code === "ENOENT" && path) return `${path} does not exist.`;
  if (code === "EISDIR") return `${path ?? "A file that the settings name"} is a folder.`;
  if (/file is not a database|malformed/i.test((error as Error).message)) {
    return "The database file in the data folder is damaged or is no database. Restore it, or set SERVERY_DATA to another folder.";
  }
  if (/unable to open database|readonly database/i.test((error as Error).message)) {
    return "The database in the data folder cannot be opened for writing. Set SERVERY_DATA to a folder that can be written.";
  }
  return undefined;
};

/** The command line: `servery <command>`. Ends the process with code 1 and one sentence when it cannot do its work. */
export const run = async (argv: string[]): Promise<void> => {
  const program = new Command("servery")
    .description("Restaurant point-of-sale order platform, compatible with two public vendor APIs")
    .addCommand(startCommand())
    .addCommand(workCommand())
    .addCommand(migrateCommand())
    .addCommand(initCommand())
    .addCommand(clientCommand())
    .addCommand(personCommand());
  try {
    await program.parseAsync(argv, { from: "user" });
  } catch (error) {
    const sentence = sentenceOf(error);
    if (sentence === undefined) throw error;
    process.stderr.write(`${sentence}\n`);
    process.exitCode = 1;
  }
};
