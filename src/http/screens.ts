import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance } from "fastify";
import { matchesEtag } from "./conditional.ts";

/** The screens, as the build made them: one page each, which finds its own way below its path. */
const SCREENS = ["pos", "kitchen", "office"] as const;

/** Where the build puts them; the same from the sources and from what was built of them. */
const BUILT = fileURLToPath(new URL("../../dist/web/", import.meta.url));

/** Only what comes from here may run, load or be talked to. The component kit writes styles into the page. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' https: data: blob:; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; frame-src 'self' blob:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

const HEADERS = {
  "content-security-policy": POLICY,
  "x-content-type-options": "nosniff",
  "referrer-policy": "same-origin",
} as const;

/** `/pos`, `/kitchen`, `/office` and their files. A server that was started without them built says so on the page. */
export const screenPages = async (app: FastifyInstance, folder: string = BUILT): Promise<void> => {
  const file = (name: string): Readonly<{ content: Buffer; etag: string }> | undefined => {
    const path = join(folder, name);
    if (!existsSync(path)) return undefined;
    const content = readFileSync(path);
    return { content, etag: `"${createHash("sha256").update(content).digest("base64url").slice(0, 22)}"` };
  };
  const serve = (path: string, name: string, type: string, headers: Readonly<Record<string, string>> = {}): void => {
    const built = file(name);
    app.get(path, (request, reply) => {
      if (!built) return reply.code(503).type("text/plain; charset=utf-8").send(NOT_BUILT);
      reply.headers({ ...HEADERS, ...headers, "cache-control": "no-cache", etag: built.etag });
      if (matchesEtag(request.headers["if-none-match"], built.etag)) return reply.code(304).send();
      return reply.type(`${type}; charset=utf-8`).send(built.content);
    });
  };
  for (const screen of SCREENS) {
    serve(`/${screen}`, `${screen}.html`, "text/html");
    serve(`/${screen}/*`, `${screen}.html`, "text/html");
  }
  // At the root, because a service worker reaches no higher than where it lies.
  serve("/screens-worker.js", "service-worker.js", "text/javascript");
  if (!existsSync(folder)) return;
  await app.register(fastifyStatic, {
    root: folder,
    prefix: "/screens/",
    index: false,
    decorateReply: false,
    preCompressed: true,
    cacheControl: false,
    allowedPath: (path) => /^\/(?:assets\/[\w.-]+|scheme\.js|icon\.svg|\w+\.webmanifest)$/.test(path),
    setHeaders(response, path) {
      // Their names change with what is in them.
      const named = /[\\/]assets[\\/]/.test(path);
      void response.header("cache-control", named ? "public, max-age=31536000, immutable" : "no-cache");
      void response.header("x-content-type-options", "nosniff");
    },
  });
};

const NOT_BUILT = "The screens are not built yet. `npm start` builds them.\n";
