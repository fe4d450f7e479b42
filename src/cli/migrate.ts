import { Command } from "commander";
import { readConfig } from "../config.ts";
import { openStore } from "../main.ts";
import { withProgress } from "./progress.ts";

export const migrateCommand = (): Command =>
  new Command("migrate")
    .description("Bring the database's schema up to date and stop; `start` does the same by itself")
    .action(async () => {
      const storage = await withProgress((show) => openStore(readConfig(process.env), Date.now, false, show));
      await storage.close();
      process.stdout.write("The database is up to date.\n");
    });
