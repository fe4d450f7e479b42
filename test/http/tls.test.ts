import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { ConfigError, readConfig } from "../../src/config.ts";
import { onEveryEngine, openTestServery } from "../support/servery.ts";
import { rawAsk } from "./raw.ts";

const fixture = (name: string): string => fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url));
const cert = fixture("tls-cert.pem");
const key = fixture("tls-key.pem");
const ca = readFileSync(cert, "utf8");

onEveryEngine(
  "a server with a certificate",
  (servery) => {
    test("KC-01 speaks TLS itself, and says https in the addresses that it gives out", async () => {
      const { url, auth, ids } = servery();
      expect(url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
      const made = await rawAsk(url, "/v1/companies/5678/orders.json", {
        method: "POST",
        headers: { authorization: auth, "content-type": "application/json" },
        body: JSON.stringify({ site_id: ids.site_id }),
        ca,
      });
      expect(made.status).toBe(201);
      const { location = "" } = made.headers;
      expect(location.startsWith(`${url}/v1/companies/5678/orders/`)).toBe(true);
      const got = await rawAsk(url, new URL(location).pathname, { headers: { authorization: auth }, ca });
      expect(got.status).toBe(200);
    });

    test("KC-01 a client without TLS gets nothing from it", async () => {
      const { url, auth } = servery();
      const asked = rawAsk(url.replace("https:", "http:"), "/v1/companies/5678/orders.json", {
        headers: { authorization: auth },
      });
      await expect(asked).rejects.toThrow(/socket hang up|ECONNRESET/);
    });

    test("KC-01 every path of the API is below /v1/, and nothing of it anywhere else", async () => {
      const { url, auth } = servery();
      const document = await rawAsk(url, "/openapi/kounta.json", { ca });
      const { paths } = JSON.parse(document.text) as { paths: Record<string, unknown> };
      expect(Object.keys(paths).length).toBeGreaterThan(5);
      expect(Object.keys(paths).filter((path) => !path.startsWith("/v1/"))).toEqual([]);
      for (const path of ["/companies/5678/orders.json", "/v2/companies/5678/orders.json", "/v1companies/5678.json"]) {
        expect((await rawAsk(url, path, { headers: { authorization: auth }, ca })).status, path).toBe(404);
      }
    });
  },
  { env: { SERVERY_TLS_CERT: cert, SERVERY_TLS_KEY: key } },
);

onEveryEngine(
  "a server behind a TLS proxy",
  (servery) => {
    test("KC-01 listens on every address and believes what the proxy forwards", async () => {
      const { url, auth, ids } = servery();
      const made = await rawAsk(url.replace("0.0.0.0", "127.0.0.1"), "/v1/companies/5678/orders", {
        method: "POST",
        headers: {
          authorization: auth,
          accept: "*/*",
          "content-type": "application/json",
          "x-forwarded-proto": "https",
          "x-forwarded-host": "pos.example.com",
        },
        body: JSON.stringify({ site_id: ids.site_id }),
      });
      expect(made.status).toBe(201);
      expect(made.headers["location"]).toMatch(/^https:\/\/pos\.example\.com\/v1\/companies\/5678\/orders\/\d+$/);
    });
  },
  { env: { SERVERY_HOST: "0.0.0.0", SERVERY_TRUST_PROXY: "1" } },
);

onEveryEngine("a server without a proxy", (servery) => {
  test("KC-01 does not believe forwarded headers that nobody vouches for", async () => {
    const { url, auth, ids } = servery();
    const made = await servery().post(
      "orders",
      { site_id: ids.site_id },
      {
        "x-forwarded-proto": "https",
        "x-forwarded-host": "evil.example.com",
      },
    );
    expect(auth).toMatch(/^Basic /);
    expect(made.headers.get("location")).toMatch(new RegExp(`^${url}/v1/companies/5678/orders/\\d+$`));
  });
});

describe("where a server may listen", () => {
  const tls = { SERVERY_TLS_CERT: cert, SERVERY_TLS_KEY: key };
  const proxy = { SERVERY_TRUST_PROXY: "1" };
  for (const [host, env, allowed] of [
    ["127.0.0.1", {}, true],
    ["127.9.9.9", {}, true],
    ["localhost", {}, true],
    ["::1", {}, true],
    ["0.0.0.0", {}, false],
    ["::", {}, false],
    ["192.168.1.20", {}, false],
    ["pos.example.com", {}, false],
    ["0.0.0.0", tls, true],
    ["192.168.1.20", proxy, true],
  ] as const) {
    test(`KC-01 ${host} ${Object.keys(env).join(" + ") || "alone"}: ${allowed ? "may" : "may not"}`, () => {
      const read = () => readConfig({ SERVERY_HOST: host, ...env });
      if (allowed) expect(read().host).toBe(host);
      else {
        expect(read).toThrow(ConfigError);
        expect(read).toThrow(
          /^SERVERY_HOST=\S+ is [^\n.]*(\d\.[^\n]*)?SERVERY_TLS_CERT[^\n]*SERVERY_TRUST_PROXY=1[^\n]*\.$/,
        );
      }
    });
  }

  test("KC-01 the command says so in one sentence and ends with 1", async () => {
    const root = fileURLToPath(new URL("../../", import.meta.url));
    const program = 'import { run } from "./src/cli/main.ts"; await run(["start"]);';
    const ended = await new Promise<{ code: unknown; stderr: string }>((resolve) => {
      execFile(
        process.execPath,
        ["--no-warnings", "--import", "tsx", "--input-type=module", "--eval", program],
        { cwd: root, env: { ...process.env, SERVERY_HOST: "0.0.0.0", SERVERY_DATA: "/nonexistent/never" } },
        (error, _stdout, stderr) => resolve({ code: error?.code ?? 0, stderr }),
      );
    });
    expect(ended).toEqual({
      code: 1,
      stderr:
        "SERVERY_HOST=0.0.0.0 is reachable from other machines, so TLS is needed: set SERVERY_TLS_CERT and SERVERY_TLS_KEY, or SERVERY_TRUST_PROXY=1 when a TLS proxy stands in front.\n",
    });
  });

  test("KC-01 a certificate and its key belong together", () => {
    expect(() => readConfig({ SERVERY_TLS_CERT: cert })).toThrow(/belong together/);
    expect(() => readConfig({ SERVERY_TLS_KEY: key })).toThrow(/belong together/);
  });

  for (const [what, env, sentence] of [
    [
      "is not there",
      { ...tls, SERVERY_TLS_CERT: "/nowhere.pem" },
      /^SERVERY_TLS_CERT=\/nowhere\.pem cannot be read \(ENOENT\)\.$/,
    ],
    [
      "is none",
      { ...tls, SERVERY_TLS_CERT: fixture("../http/raw.ts") },
      /^SERVERY_TLS_CERT and SERVERY_TLS_KEY are no certificate/,
    ],
  ] as const) {
    test(`KC-01 a certificate that ${what} stops the start with a sentence`, async () => {
      await expect(openTestServery("sqlite", { env })).rejects.toThrow(sentence);
    });
  }
});
