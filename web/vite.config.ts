import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { compressed, screenPages, serviceWorker } from "./build-plugins.ts";

// Whoever builds from within a test has another idea of it, and React would bring its development tools along.
process.env["NODE_ENV"] = "production";

const page = (name: string): string => fileURLToPath(new URL(`${name}.html`, import.meta.url));

const TITLES = { pos: "Register", kitchen: "Kitchen", office: "Back office" } as const;

/** All of them, or those that whoever works on one names: SERVERY_SCREENS_ONLY=kitchen. */
const names = process.env["SERVERY_SCREENS_ONLY"]?.split(",") ?? Object.keys(TITLES);

/** Three pages that share chunks: the register, the kitchen, the back office. Nothing is loaded from elsewhere. */
export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  base: "/screens/",
  oxc: { jsx: { runtime: "automatic" } },
  build: {
    target: "es2022",
    manifest: "manifest.json",
    emptyOutDir: true,
    chunkSizeWarningLimit: 800,
    reportCompressedSize: false,
    rolldownOptions: { input: Object.fromEntries(names.map((name) => [name, page(name)])) },
  },
  plugins: [screenPages(TITLES), serviceWorker(names.filter((name) => name !== "office")), compressed()],
});
