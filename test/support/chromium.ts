import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import packaged, { inflate } from "@sparticuz/chromium";

/** The unpacked browser and the environment it runs in. */
interface UnpackedChromium {
  readonly executablePath: string;
  readonly env: Record<string, string>;
}

/**
 * Unpacks the browser of `@sparticuz/chromium`, once per installation. It goes below node_modules: unlike in the shared
 * temporary folder nobody else can put a program there, and it disappears together with its package.
 */
export const unpackChromium = async (): Promise<UnpackedChromium> => {
  if (process.platform !== "linux" || process.arch !== "x64") {
    throw new Error("No browser found: install Chrome or Chromium, or set SERVERY_TEST_BROWSER to its program.");
  }
  const home = fileURLToPath(new URL("..", import.meta.resolve("@sparticuz/chromium")));
  const { version } = JSON.parse(await readFile(join(home, "package.json"), "utf8")) as { version: string };
  const cache = fileURLToPath(new URL("../../node_modules/.cache/servery", import.meta.url));
  const folder = join(cache, `chromium-${version}`);
  if (!existsSync(folder)) await unpackInto(folder, cache, join(home, "bin"));
  const { PATH = "", HOME = folder, TMPDIR, LANG } = process.env;
  return {
    executablePath: join(folder, "chromium"),
    env: {
      PATH,
      HOME,
      ...(TMPDIR && { TMPDIR }),
      ...(LANG && { LANG }),
      // What a machine without a desktop lacks came along. Fonts too: pages look the same everywhere.
      LD_LIBRARY_PATH: join(folder, "al2023", "lib"),
      FONTCONFIG_PATH: join(folder, "fonts"),
    },
  };
};

/** Aside first, then renamed: two test files may come here at once, and either may be interrupted. */
const unpackInto = async (folder: string, cache: string, packed: string): Promise<void> => {
  await mkdir(cache, { recursive: true });
  const aside = await mkdtemp(join(cache, "unpacking-"));
  try {
    await insideTemporaryFolder(aside, async () => {
      await packaged.executablePath(packed);
      await inflate(join(packed, "al2023.tar.br"));
    });
    await writeFile(join(aside, "fonts", "fonts.conf"), fontsConf([join(folder, "fonts"), DEJAVU]));
    await rename(aside, folder).catch((error: unknown) => {
      if (!existsSync(folder)) throw error;
    });
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
};

/** The package unpacks into the temporary folder of the process, wherever that is at the moment. */
const insideTemporaryFolder = async (folder: string, work: () => Promise<void>): Promise<void> => {
  const before = process.env["TMPDIR"];
  process.env["TMPDIR"] = folder;
  try {
    await work();
  } finally {
    if (before === undefined) delete process.env["TMPDIR"];
    else process.env["TMPDIR"] = before;
  }
};

/** The package's own font knows letters only; the product brings one that also knows signs and arrows. */
const DEJAVU = fileURLToPath(new URL("ttf", import.meta.resolve("dejavu-fonts-ttf/package.json")));

const fontsConf = (folders: string[]): string => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  ${folders.map((folder) => `<dir>${folder}</dir>`).join("\n  ")}
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
`;
