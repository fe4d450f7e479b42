import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { type Browser, chromium } from "playwright-core";
import { unpackChromium } from "./chromium.ts";

const FLAGS = [
  "--headless",
  "--no-sandbox", // it also runs as root in a container, and sees nothing but our own pages
  "--disable-gpu",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-dev-shm-usage", // a container's shared memory is small
];
const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";

/**
 * Starts a headless browser: `SERVERY_TEST_BROWSER`, else one that the machine has, else the one that came as a package.
 * Whoever starts it closes it.
 */
export const launchBrowser = async (): Promise<Browser> => {
  const installed = process.env["SERVERY_TEST_BROWSER"] ?? systemBrowser();
  if (installed) return chromium.launch({ executablePath: installed, args: FLAGS });
  const { executablePath, env } = await unpackChromium();
  return chromium.launch({ executablePath, env, args: FLAGS });
};

let running: Promise<Browser> | undefined;
/**
 * The browser that the tests of this process share; each opens windows of its own, with their own cookies and storage.
 * It ends with the process.
 */
export const sharedBrowser = async (): Promise<Browser> => {
  const present = (running ??= launchBrowser());
  const browser = await present;
  if (browser.isConnected()) return browser;
  if (running === present) running = undefined;
  return sharedBrowser();
};

const systemBrowser = (): string | undefined => {
  const folders = ["/usr/bin", ...(process.env["PATH"] ?? "").split(delimiter).filter(Boolean)];
  const candidates = folders.flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return [...candidates, MAC].find((path) => existsSync(path));
};
