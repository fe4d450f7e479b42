import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { openApi } from "./openapi.ts";
import { type TokenFlow, securityOf } from "./openapi-security.ts";
import type { Dialect, Route } from "./route.ts";

const ErrorShape = z.object({
  error: z.string().meta({ description: "The error's name." }),
  error_description: z.string().meta({ description: "What went wrong, in a sentence." }),
  request_id: z.string().meta({ description: "The answer's X-Request-Id, for asking about it." }),
  field: z.string().optional().meta({ description: "The field that was wrong." }),
  value: z.unknown().optional().meta({ description: "What stood in it." }),
});

const titles: Record<string, { title: string; description: string }> = {
  kounta: {
    title: "Servery: Kounta-compatible API",
    description: "Orders and everything they stand on, compatible with the Kounta API (Lightspeed O-Series).",
  },
  kseries: {
    title: "Servery: K-Series API",
    description: "Compatible with the REST API of Lightspeed Restaurant K-Series.",
  },
  operator: {
    title: "Servery: operator API",
    description: "What people at the venue do: the API behind the screens.",
  },
};

type Served = readonly Readonly<{ dialect: Dialect; routes: readonly Route[] }>[];

/** Where tokens come from, and whether client id and secret are taken on API routes as well. */
export type Access = Readonly<{ flows: readonly TokenFlow[]; basic: boolean }>;

const openApiOf = ({ dialect, routes }: Served[number], version: string, { flows, basic }: Access): object => {
  const { title, description } = titles[dialect.name] ?? { title: dialect.name, description: "" };
  return openApi(routes, {
    title,
    description,
    version,
    server: "/",
    errorSchema: dialect.errorSchema ?? (() => ErrorShape),
    security: securityOf(dialect.name, flows, basic),
  });
};

/** Only what comes from here may run or load; the reference page sends its tries here as well. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; frame-ancestors 'self'; base-uri 'none'";

const page = (names: readonly string[]): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Servery API reference</title>
<link rel="stylesheet" href="/docs/assets/swagger-ui.css">
<link rel="stylesheet" href="/docs/page.css">
</head>
<body>
<div id="reference" data-documents="${names.join(" ")}"></div>
<noscript>The reference page needs JavaScript; the documents themselves are at ${names.map((name) => `<a href="/openapi/${name}.json">/openapi/${name}.json</a>`).join(" and ")}.</noscript>
<script src="/docs/assets/swagger-ui-bundle.js"></script>
<script src="/docs/assets/swagger-ui-standalone-preset.js"></script>
<script src="/docs/page.js"></script>
</body>
</html>
`;

/** Where sign-in comes back to when somebody tries a call with OAuth; add-ons register it like any redirect URI. */
const BACK = "/docs/oauth2-redirect.html";

const backPage = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Servery API reference</title></head>
<body><p>Done. Go back to the reference; this window can be closed.</p><script src="/docs/back.js"></script></body>
</html>
`;

/** The sign-in's pages cut every tie to the window that opened them, so what came back is told over a channel. */
const backScript = `new BroadcastChannel("servery-oauth").postMessage(Object.fromEntries(new URLSearchParams(location.search)));
window.close();
`;

const script = `const names = document.getElementById("reference").dataset.documents.split(" ");
const ui = SwaggerUIBundle({
  dom_id: "#reference",
  urls: names.map((name) => ({ name, url: "/openapi/" + name + ".json" })),
  presets: [SwaggerUIBundle.presets.apis, SwaggerUIStandalonePreset],
  layout: "StandaloneLayout",
  deepLinking: true,
  docExpansion: "list",
  defaultModelsExpandDepth: -1,
  tryItOutEnabled: true,
  persistAuthorization: false,
  validatorUrl: null,
  oauth2RedirectUrl: location.origin + "${BACK}",
});
ui.initOAuth({ usePkceWithAuthorizationCodeGrant: true });
new BroadcastChannel("servery-oauth").onmessage = ({ data: { code, state, error, error_description } }) => {
  const asked = window.swaggerUIRedirectOauth2;
  if (!asked || asked.state !== state) return;
  if (code) asked.callback({ auth: { ...asked.auth, code }, redirectUrl: asked.redirectUrl });
  else asked.errCb({ authId: asked.auth.name, source: "auth", level: "error", message: error_description ?? error });
};
`;

const style = `body { margin: 0; background: #fff; }
.swagger-ui .topbar { background: #14342b; padding: 8px 0; }
.swagger-ui .topbar .link svg, .swagger-ui .topbar .link img { display: none; }
.swagger-ui .topbar .link::after { content: "Servery API reference"; color: #fff; font: 600 18px/1.4 system-ui, sans-serif; }
`;

/** `/docs` and `/openapi/*.json`: the reference, from the running routes, with nothing loaded from elsewhere. */
export const referencePages = async (app: FastifyInstance, served: Served, access: Access): Promise<void> => {
  const require = createRequire(import.meta.url);
  const root = dirname(require.resolve("swagger-ui-dist/package.json"));
  const { version } = require("../../package.json") as { version: string };
  const names = served.map(({ dialect }) => dialect.name);
  for (const entry of served) {
    let document: string | undefined; // made when it is first asked for: nobody waits for it at the start
    app.get(`/openapi/${entry.dialect.name}.json`, (_request, reply) => {
      document ??= JSON.stringify(openApiOf(entry, version, access));
      return reply.header("content-type", "application/json; charset=utf-8").send(document);
    });
  }
  const text = (path: string, type: string, content: string): void => {
    app.get(path, (_request, reply) =>
      reply
        .headers({
          "content-type": `${type}; charset=utf-8`,
          "content-security-policy": POLICY,
          "x-content-type-options": "nosniff",
        })
        .send(content),
    );
  };
  text("/docs", "text/html", page(names));
  text(BACK, "text/html", backPage);
  text("/docs/back.js", "text/javascript", backScript);
  text("/docs/page.js", "text/javascript", script);
  text("/docs/page.css", "text/css", style);
  await app.register(fastifyStatic, {
    root,
    prefix: "/docs/assets/",
    index: false,
    allowedPath: (path) =>
      /\/(swagger-ui(-bundle|-standalone-preset)?\.(css|js)|favicon-\d+x\d+\.png)$/.test(join("/", path)),
    maxAge: "1d",
  });
};
