import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import type { Plugin } from "vite";

type Entry = { file: string; css?: string[]; imports?: string[]; dynamicImports?: string[]; assets?: string[] };
type Manifest = Record<string, Entry>;

/** Makes each screen's page, `pos.html`, of the one `screen.html`: they differ in name and title only. */
export const screenPages = (titles: Readonly<Record<string, string>>): Plugin => {
  const folder = fileURLToPath(new URL(".", import.meta.url));
  const screenOf = (id: string): string | undefined =>
    Object.keys(titles).find((screen) => id === join(folder, `${screen}.html`));
  return {
    name: "servery-screen-pages",
    enforce: "pre",
    resolveId: (id) => (screenOf(id) === undefined ? undefined : id),
    load(id) {
      const screen = screenOf(id);
      if (screen === undefined) return undefined;
      const template = readFileSync(join(folder, "screen.html"), "utf8");
      return template.replaceAll("%SCREEN%", screen).replaceAll("%TITLE%", titles[screen]!);
    },
  };
};

/** Every file that a page can come to need, lazy chunks too: what has to be at hand when the network is not. */
const filesOf = (manifest: Manifest, key: string, seen = new Set<string>()): string[] => {
  const entry = manifest[key];
  if (!entry || seen.has(key)) return [];
  seen.add(key);
  const further = [...(entry.imports ?? []), ...(entry.dynamicImports ?? [])];
  return [
    entry.file,
    ...(entry.css ?? []),
    ...(entry.assets ?? []),
    ...further.flatMap((next) => filesOf(manifest, next, seen)),
  ];
};

/** Writes the service worker of the screens that go on without a network, with the list of their files. */
export const serviceWorker = (pages: readonly string[]): Plugin => {
  let out = "";
  return {
    name: "servery-service-worker",
    configResolved: (config) => {
      out = config.build.outDir.startsWith("/") ? config.build.outDir : join(config.root, config.build.outDir);
    },
    closeBundle() {
      const manifest = JSON.parse(readFileSync(join(out, "manifest.json"), "utf8")) as Manifest;
      const files = [...new Set(pages.flatMap((page) => filesOf(manifest, `${page}.html`)))].sort();
      const paths = [...files.map((file) => `/screens/${file}`), "/screens/scheme.js"];
      const hash = createHash("sha256");
      for (const page of pages) hash.update(readFileSync(join(out, `${page}.html`)));
      const template = readFileSync(fileURLToPath(new URL("service-worker.js", import.meta.url)), "utf8");
      const facts = { version: hash.update(paths.join()).digest("hex").slice(0, 12), files: paths, pages };
      writeFileSync(join(out, "service-worker.js"), `const BUILD = ${JSON.stringify(facts)};\n${template}`);
    },
  };
};

const COMPRESSIBLE = /\.(?:js|css|html|svg|json)$/;

/** Puts a .gz and a .br beside every file that shrinks, so that the server has nothing to compress. */
export const compressed = (): Plugin => {
  let out = "";
  return {
    name: "servery-compressed",
    configResolved: (config) => {
      out = config.build.outDir.startsWith("/") ? config.build.outDir : join(config.root, config.build.outDir);
    },
    closeBundle: {
      order: "post",
      handler() {
        for (const name of readdirSync(out, { recursive: true, encoding: "utf8" })) {
          if (!COMPRESSIBLE.test(name)) continue;
          const content = readFileSync(join(out, name));
          writeFileSync(join(out, `${name}.gz`), gzipSync(content, { level: 9 }));
          const params = { [constants.BROTLI_PARAM_QUALITY]: 9 };
          writeFileSync(join(out, `${name}.br`), brotliCompressSync(content, { params }));
        }
      },
    },
  };
};
