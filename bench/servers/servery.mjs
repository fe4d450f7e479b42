// The product as `npm start` runs it: compiled, in one process. Ends when its standard input does.
import { join } from "node:path";
import { pathToFileURL } from "node:url";

process.stdin.resume().once("end", () => process.kill(process.pid, "SIGTERM"));
const dist = process.env["SERVERY_BENCH_DIST"] ?? "";
const { run } = await import(pathToFileURL(join(dist, "cli", "main.js")).href);
await run(["start"]);
