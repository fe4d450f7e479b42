import { execFile } from "node:child_process";
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { AxeBuilder } from "@axe-core/playwright";
import type { BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { expect, onTestFinished } from "vitest";
import { sharedBrowser } from "./browser.ts";
import { type EngineName, type TestOptions, type TestServery, openTestServery } from "./servery.ts";

/** What browser tests of the screens share: built screens, a server, windows, and a look at what stands in them. */

const shots = process.env["SERVERY_TEST_SCREENSHOTS"];
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
/** The sizes that every screen is looked at in: a phone, the tablet on the counter, a desk. */
export const sizes = {
  phone: { width: 390, height: 844 },
  tablet: { width: 1180, height: 820 },
  desktop: { width: 1440, height: 900 },
} as const;
export type Size = keyof typeof sizes;

/** What pages are looked at in: every size, in light and in dark where there is room for other faults. */
export const LOOKS: readonly (readonly [Size, "light" | "dark"])[] = [
  ["desktop", "light"],
  ["desktop", "dark"],
  ["tablet", "light"],
  ["phone", "light"],
  ["phone", "dark"],
];

const AGAIN_MS = 30_000;

let built: Promise<string | undefined> | undefined;
/** Builds the screens of the present sources. With `SERVERY_TEST_SCREENS=<folder>` it builds there, beside others. */
const buildScreens = (): Promise<string | undefined> => {
  built ??= (async () => {
    const folder = process.env["SERVERY_TEST_SCREENS"];
    const root = fileURLToPath(new URL("../..", import.meta.url));
    if (folder) {
      const args = [
        "node_modules/vite/bin/vite.js",
        "build",
        "-c",
        "web/vite.config.ts",
        "--outDir",
        folder,
        "-l",
        "error",
      ];
      // Whoever builds aside works beside others, and one of them may have half a file open.
      const only = /(pos|kitchen|office)[^/]*$/.exec(expect.getState().testPath ?? "")?.[1];
      const env = { ...process.env, ...(only !== undefined && { SERVERY_SCREENS_ONLY: only }) };
      const build = () => promisify(execFile)(process.execPath, args, { cwd: root, env });
      await build().catch(async () => {
        await sleep(AGAIN_MS);
        await build();
      });
      return folder;
    }
    const builder = new URL("../../scripts/lib/build.mjs", import.meta.url).href;
    const { ensureBuilt } = (await import(/* @vite-ignore */ builder)) as { ensureBuilt: () => Promise<void> };
    await ensureBuilt();
    return undefined;
  })();
  return built;
};

/** A server with the demo company, its kitchen and its screens, closed at the end of the test. */
export const openScreens = async (engine: EngineName = "sqlite", options: TestOptions = {}): Promise<TestServery> => {
  const folder = await buildScreens();
  const env = {
    SERVERY_OUTGOING: "loopback",
    ...(folder !== undefined && { SERVERY_SCREENS: folder }),
    ...options.env,
  };
  const servery = await openTestServery(engine, { kitchen: true, ...options, env });
  onTestFinished(() => servery.close());
  return servery;
};

export type Window = Readonly<{
  page: Page;
  context: BrowserContext;
  /** What was wrong so far: errors of the page, faults that axe found, pages wider than the window. */
  found: string[];
  /** Looks at the page as it is: accessible, no wider than the window; takes a picture where those are wanted. */
  look: (name: string) => Promise<void>;
}>;

export type WindowOptions = Readonly<{
  size?: Size;
  scheme?: "light" | "dark";
  /** Lets the browser play sound before anybody touched the page. */
  more?: BrowserContextOptions;
}>;

/** A window of its own (own cookies, own storage) on a server. */
export const openWindow = async (
  servery: Pick<TestServery, "url">,
  { size = "tablet", scheme = "light", more = {} }: WindowOptions = {},
): Promise<Window> => {
  const browser = await sharedBrowser();
  const context = await browser.newContext({
    baseURL: servery.url,
    viewport: sizes[size],
    hasTouch: size !== "desktop",
    colorScheme: scheme,
    reducedMotion: "reduce",
    locale: "en-AU",
    timezoneId: "Australia/Melbourne",
    ...more,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const found: string[] = [];
  page.on("console", (message) => {
    // What the server refuses, and what cannot be reached, is told by the screen itself.
    if (message.type() === "error" && !/status of [45]\d\d|net::ERR_/.test(message.text())) found.push(message.text());
  });
  page.on("pageerror", (error) => found.push(`page error: ${error.message}`));
  const look = async (name: string): Promise<void> => {
    const at = `${name}-${size}-${scheme}`;
    if (shots) {
      mkdirSync(shots, { recursive: true });
      await page.screenshot({ path: `${shots}/${at}.png` });
    }
    // Legacy mode only means that it opens no second window to put frames together: there are none.
    const { violations } = await new AxeBuilder({ page }).withTags(TAGS).setLegacyMode(true).analyze();
    found.push(
      ...violations.flatMap(({ id, nodes }) => nodes.map((n) => `${at}: ${id} ${n.html} ${n.failureSummary}`)),
    );
    const wide = await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
    if (wide !== 0) found.push(`${at}: ${String(wide)} px too wide`);
  };
  onTestFinished(() => context.close());
  return { page, context, found, look };
};

/** Nothing was wrong with a window's pages. */
export const expectClean = ({ found }: Window): void => expect(found).toEqual([]);
