import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { DIST, ensureBuilt } from "./build.mjs";
import { reportFailure } from "./failure.mjs";
import { ensureInstalled } from "./install.mjs";

/**
 * Installs and builds what is missing, then runs a command of the product in this same process.
 * @param {string[]} argv the command and its arguments, such as `["start"]`
 */
export async function launch(argv) {
  try {
    await ensureInstalled("run");
    await ensureBuilt();
    /** @type {{ run: (argv: string[]) => Promise<void> }} */
    const product = await import(pathToFileURL(join(DIST, "cli", "main.js")).href);
    await product.run(argv);
  } catch (error) {
    reportFailure(error);
    process.exit(); // a half-started product may hold the process open
  }
}
