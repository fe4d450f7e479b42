import { InvalidArgumentError } from "commander";
import { type Config, readConfig } from "../config.ts";
import type { CompanyId } from "../domain/ids.ts";
import { openStore } from "../main.ts";
import type { Storage } from "../storage/storage.ts";

/** A command that cannot be done, in one sentence for the person who gave it. */
export class CommandRefused extends Error {}

/** Runs a command over the store, beside a running server or not, and writes its result as JSON. */
export const withStore = async (work: (storage: Storage, config: Config) => Promise<object>): Promise<void> => {
  const config = readConfig(process.env);
  const storage = await openStore(config, Date.now, true);
  try {
    process.stdout.write(`${JSON.stringify(await work(storage, config), null, 2)}\n`);
  } finally {
    await storage.close();
  }
};

/** A company that exists. Throws CommandRefused. */
export const companyOf = async (storage: Storage, id: number): Promise<CompanyId> => {
  if (!(await storage.companies.exists(id as CompanyId))) throw new CommandRefused(`There is no company ${id}.`);
  return id as CompanyId;
};

/** An option's number that stays exact, also as milliseconds from now. */
export const wholeNumber = (text: string): number => {
  if (!/^[1-9]\d{0,11}$/.test(text)) throw new InvalidArgumentError("must be a whole number above 0.");
  return Number(text);
};
