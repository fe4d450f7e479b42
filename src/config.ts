import { z } from "zod";

/**
 * Every setting, from the environment. Checked once at start; docs/configuration.md is made from the same list.
 */
const flag = z
  .enum(["0", "1", "true", "false"], "must be 0 or 1")
  .transform((value) => value === "1" || value === "true");
/** Digits only: what JavaScript takes for a number besides ("1e3", "0x10", " ") is a slip of the keyboard here. */
const whole = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, "must be a whole number")
    .transform(Number)
    .pipe(z.number().min(min, `must be at least ${min}`).max(max, `must be at most ${max}`));
const count = (max: number) => whole(1, max);

/** Requests a minute for each add-on, by how it authenticates; null is no limit. */
export const rateProfiles = {
  off: null,
  kounta: { basic: 60, token: 180 },
} as const satisfies Record<string, Readonly<{ basic: number; token: number }> | null>;

export const settings = {
  SERVERY_HOST: { schema: z.string().min(1), preset: "127.0.0.1", says: "Address to listen on." },
  SERVERY_PORT: {
    schema: whole(0, 65_535),
    preset: "8080",
    says: "Port to listen on; 0 takes a free one.",
  },
  SERVERY_DATA: {
    schema: z.string().min(1),
    preset: "./data",
    says: "Folder of the embedded database and of `demo.json`.",
  },
  SERVERY_DATABASE_URL: {
    schema: z.string().regex(/^postgres(ql)?:\/\//, "must begin with postgres://"),
    preset: undefined,
    says: "A PostgreSQL database (`postgres://…`) instead of the embedded one.",
  },
  SERVERY_DEMO: { schema: flag, preset: "1", says: "1 loads the demo company into an empty database, 0 starts empty." },
  SERVERY_PUBLIC_URL: {
    schema: z.url({ protocol: /^https?$/, error: "must be an http or https address" }),
    preset: undefined,
    says: "How clients reach this server, for the absolute addresses in answers. Else taken from the request.",
  },
  SERVERY_TLS_CERT: {
    schema: z.string().min(1),
    preset: undefined,
    says: "PEM file with the certificate chain; with it the server speaks TLS itself.",
  },
  SERVERY_TLS_KEY: {
    schema: z.string().min(1),
    preset: undefined,
    says: "PEM file with the certificate's private key.",
  },
  SERVERY_TRUST_PROXY: {
    schema: flag,
    preset: "0",
    says: "1 says that a TLS proxy stands in front: allows listening beyond loopback without TLS, and believes `X-Forwarded-Proto` and `X-Forwarded-Host`.",
  },
  SERVERY_RATE_LIMIT: {
    schema: z.enum(Object.keys(rateProfiles) as [keyof typeof rateProfiles], "must be off or kounta"),
    preset: "off",
    says: "Rate limit for each add-on: `off`, or `kounta` (60 requests a minute with Basic, 180 with a token).",
  },
  SERVERY_PAGE_SIZE_ORDERS: { schema: count(500), preset: "25", says: "Orders on a page." },
  SERVERY_PAGE_SIZE: { schema: count(1_000), preset: "100", says: "Rows on a page of any other list." },
  SERVERY_BODY_MAX_KIB: {
    schema: count(65_536),
    preset: "1024",
    says: "Largest request body, in KiB; more is answered with 413.",
  },
  SERVERY_CACHE_MIB: {
    schema: count(4_096),
    preset: "64",
    says: "Memory for hot data, in MiB: half is SQLite's page cache, half the rendered answers.",
  },
  SERVERY_REQUEST_LOG_SIZE: {
    schema: whole(0, 100_000),
    preset: "1000",
    says: "How many of the last API requests of each company this server keeps in its memory for the request log; 0 keeps none.",
  },
  SERVERY_IDEMPOTENCY_HOURS: {
    schema: whole(24, 8_760),
    preset: "24",
    says: "How long an Idempotency-Key is remembered at the least, in hours (24 or more).",
  },
  SERVERY_OAUTH_PROFILE: {
    schema: z.enum(["vendor", "strict"], "must be vendor or strict"),
    preset: "vendor",
    says: "`vendor` takes what the vendors' clients send; `strict` wants PKCE from every client, nothing secret in the query string, and no Basic on API routes. See security.md.",
  },
  SERVERY_OAUTH_LOOPBACK: {
    schema: flag,
    preset: undefined,
    says: "1 lets add-ons register redirect URIs on this very machine over plain HTTP (`http://127.0.0.1:…`). Without it: 1 with the demo company, else 0.",
  },
  SERVERY_OUTGOING: {
    schema: z.enum(["public", "loopback", "private"], "must be public, loopback or private"),
    preset: undefined,
    says: "Where webhooks, callbacks and image addresses may lead: `public` addresses only, `loopback` as well (the sandbox), or `private` networks too. Without it: `loopback` with the demo company, else `public`.",
  },
  SERVERY_WORKERS: {
    schema: flag,
    preset: "1",
    says: "1 delivers webhooks and prints inside the server; 0 leaves that to processes of `servery work` (PostgreSQL only).",
  },
  SERVERY_VIRTUAL_PRINTER: {
    schema: z.union([z.literal("off"), whole(0, 65_535)], "must be off or a port"),
    preset: undefined,
    says: "A virtual printer on this machine, for trying out: its port, 0 for any free one, or `off`. Without it: 0 with the demo company, else `off`.",
  },
  SERVERY_SCREENS: {
    schema: z.string(),
    preset: undefined,
    says: "Folder of the built screens, for whoever works on them. Without it: those that `npm start` built.",
  },
  SERVERY_PG_POOL: { schema: count(200), preset: "10", says: "Connections to PostgreSQL." },
  SERVERY_LOG: {
    schema: z.enum(["info", "error", "silent"], "must be info, error or silent"),
    preset: "info",
    says: "`info` writes a line a request, `error` failures only, `silent` nothing.",
  },
} as const;

export type SettingName = keyof typeof settings;

export type Config = Readonly<{
  host: string;
  port: number;
  dataFolder: string;
  databaseUrl: string | undefined;
  demo: boolean;
  publicUrl: string | undefined;
  tls: Readonly<{ certFile: string; keyFile: string }> | undefined;
  trustProxy: boolean;
  rateLimit: keyof typeof rateProfiles;
  pageSizeOrders: number;
  pageSize: number;
  bodyMaxBytes: number;
  cacheMiB: number;
  requestLogSize: number;
  idempotencyHours: number;
  oauthProfile: "vendor" | "strict";
  oauthLoopback: boolean;
  outgoing: "public" | "loopback" | "private";
  workers: boolean;
  virtualPrinter: number | undefined;
  screensFolder: string | undefined;
  pgPool: number;
  log: "info" | "error" | "silent";
}>;

/** A setting that cannot be used: one sentence that names it. */
export class ConfigError extends Error {}

const portOr = (setting: number | "off"): number | undefined => (setting === "off" ? undefined : setting);

const isLoopback = (host: string): boolean => host === "localhost" || host === "::1" || host.startsWith("127.");

/** Reads the settings out of an environment. Throws ConfigError with a sentence that names the first bad one. */
export const readConfig = (env: Readonly<Record<string, string | undefined>>): Config => {
  const read = <K extends SettingName>(name: K): z.output<(typeof settings)[K]["schema"]> | undefined => {
    const { schema, preset } = settings[name];
    const text = env[name] === "" ? undefined : env[name];
    const value = text ?? preset;
    if (value === undefined) return undefined;
    const parsed = (schema as unknown as z.ZodType<z.output<(typeof settings)[K]["schema"]>>).safeParse(value);
    if (!parsed.success) {
      const shown = name === "SERVERY_DATABASE_URL" ? name : `${name}=${value}`; // an address may hold a password
      throw new ConfigError(`${shown} cannot be used: it ${parsed.error.issues[0]?.message}.`);
    }
    return parsed.data;
  };
  const certFile = read("SERVERY_TLS_CERT");
  const keyFile = read("SERVERY_TLS_KEY");
  if ((certFile === undefined) !== (keyFile === undefined)) {
    throw new ConfigError("SERVERY_TLS_CERT and SERVERY_TLS_KEY belong together: set both or neither.");
  }
  const tls = certFile && keyFile ? { certFile, keyFile } : undefined;
  const host = read("SERVERY_HOST")!;
  const trustProxy = read("SERVERY_TRUST_PROXY")!;
  const demo = read("SERVERY_DEMO")!;
  if (!tls && !trustProxy && !isLoopback(host)) {
    throw new ConfigError(
      `SERVERY_HOST=${host} is reachable from other machines, so TLS is needed: set SERVERY_TLS_CERT and SERVERY_TLS_KEY, or SERVERY_TRUST_PROXY=1 when a TLS proxy stands in front.`,
    );
  }
  return {
    host,
    port: read("SERVERY_PORT")!,
    dataFolder: read("SERVERY_DATA")!,
    databaseUrl: read("SERVERY_DATABASE_URL"),
    demo,
    publicUrl: read("SERVERY_PUBLIC_URL")?.replace(/\/+$/, ""),
    tls,
    trustProxy,
    rateLimit: read("SERVERY_RATE_LIMIT")!,
    pageSizeOrders: read("SERVERY_PAGE_SIZE_ORDERS")!,
    pageSize: read("SERVERY_PAGE_SIZE")!,
    bodyMaxBytes: read("SERVERY_BODY_MAX_KIB")! * 1024,
    cacheMiB: read("SERVERY_CACHE_MIB")!,
    requestLogSize: read("SERVERY_REQUEST_LOG_SIZE")!,
    idempotencyHours: read("SERVERY_IDEMPOTENCY_HOURS")!,
    oauthProfile: read("SERVERY_OAUTH_PROFILE")!,
    oauthLoopback: read("SERVERY_OAUTH_LOOPBACK") ?? demo,
    outgoing: read("SERVERY_OUTGOING") ?? (demo ? "loopback" : "public"),
    workers: read("SERVERY_WORKERS")!,
    virtualPrinter: portOr(read("SERVERY_VIRTUAL_PRINTER") ?? (demo ? 0 : "off")),
    screensFolder: read("SERVERY_SCREENS"),
    pgPool: read("SERVERY_PG_POOL")!,
    log: read("SERVERY_LOG")!,
  };
};
