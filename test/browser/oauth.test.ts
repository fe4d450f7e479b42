import { mkdirSync } from "node:fs";
import { type Server, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { AxeBuilder } from "@axe-core/playwright";
import * as oauth from "oauth4webapi";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Addon } from "../../src/domain/access/addon.ts";
import { type Client as OwnClient, KSERIES, newClient, requestPath } from "../oauth/walk.ts";
import { sharedBrowser } from "../support/browser.ts";
import { type TestServery, onEveryEngine } from "../support/servery.ts";

/** A client as integrators write them: a client library, and a server of its own that people come back to. */

const insecure = { [oauth.allowInsecureRequests]: true } as const;
const PHONE = { viewport: { width: 360, height: 740 }, javaScriptEnabled: false, hasTouch: true };
const DESK = { viewport: { width: 1280, height: 900 } };
const shots = process.env["SERVERY_TEST_SCREENSHOTS"];

let browser: Browser;
let app: Server;
let callback: string;
/** Where the client's server sends people on to: another origin. */
let welcome: string;

beforeAll(async () => {
  app = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://app.example");
    if (pathname === "/callback") response.writeHead(302, { location: welcome }).end();
    else response.writeHead(200, { "content-type": "text/html" }).end("<title>App</title><h1>Welcome back</h1>");
  });
  await new Promise<void>((ready) => app.listen(0, "127.0.0.1", ready));
  const { port } = app.address() as AddressInfo;
  callback = `http://127.0.0.1:${port}/callback`;
  welcome = `http://localhost:${port}/welcome`;
  browser = await sharedBrowser();
  if (shots) mkdirSync(shots, { recursive: true });
}, 90_000);
afterAll(async () => {
  app.closeAllConnections();
  await new Promise((closed) => app.close(closed));
}, 60_000);

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** What is wrong with the page that is shown: for axe, in its width. Axe needs scripts to run; without, it is not asked. */
const checkPage = async (page: Page, name: string, scripts: boolean): Promise<void> => {
  if (shots) await page.screenshot({ path: `${shots}/oauth-${name}.png`, fullPage: true });
  if (!scripts) return;
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).withTags(TAGS).analyze();
  expect(violations.map(({ id, nodes }) => `${name}: ${id}: ${nodes[0]?.html}`)).toEqual([]);
  expect(await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name).toBe(true);
};

type Way = Readonly<{
  options?: BrowserContextOptions;
  /** What is ticked, where each scope is approved by itself. */
  tick?: readonly string[];
  decision?: string | RegExp;
}>;

/** Somebody at a browser: signs in, is asked, answers; answers the address at which the client got them back. */
const walk = async (address: URL, { options = DESK, tick = [], decision = /^Allow/ }: Way): Promise<URL> => {
  const context = await browser.newContext(options);
  const scripts = options.javaScriptEnabled !== false;
  const page = await context.newPage();
  const complaints: string[] = [];
  let back: URL | undefined;
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("requestfailed", (request) => complaints.push(`could not load ${request.url()}`));
  page.on("request", (request) => {
    if (request.url().startsWith(callback)) back = new URL(request.url());
  });
  try {
    await page.goto(address.href);
    expect(new URL(page.url()).pathname).toBe("/login");
    await checkPage(page, `sign-in-${page.viewportSize()!.width}`, scripts);
    await page.getByLabel("Username").fill("owner");
    await page.getByLabel("Password").fill("lantern-lane-5678");
    await page.getByRole("button", { name: "Sign in" }).click();
    expect(new URL(page.url()).pathname).toBe(address.pathname);
    await checkPage(page, `consent${address.pathname.replaceAll("/", "-")}-${page.viewportSize()!.width}`, scripts);
    expect(await page.getByRole("checkbox", { checked: true }).count()).toBe(0);
    for (const scope of tick) await page.locator(`input[name=scope][value="${scope}"]`).check();
    await page.getByRole("button", { name: decision }).click();
    await page.getByRole("heading", { name: "Welcome back" }).waitFor();
    expect(page.url()).toBe(welcome);
    expect(complaints).toEqual([]);
    return back!;
  } finally {
    await context.close();
  }
};

type Flow = Readonly<{ server: oauth.AuthorizationServer; client: oauth.Client; auth: oauth.ClientAuth }>;
type Asked = Readonly<{ address: URL; verifier: string; state: string }>;

const ask = async ({ server, client }: Flow, scope?: string): Promise<Asked> => {
  const [verifier, state] = [oauth.generateRandomCodeVerifier(), oauth.generateRandomState()];
  const address = new URL(server.authorization_endpoint!);
  address.search = new URLSearchParams({
    response_type: "code",
    client_id: client.client_id,
    redirect_uri: callback,
    ...(scope !== undefined && { scope }),
    state,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
  }).toString();
  return { address, verifier, state };
};

const exchange = async ({ server, client, auth }: Flow, { verifier, state }: Asked, back: URL) => {
  const parameters = oauth.validateAuthResponse(server, client, back, state);
  const send = () =>
    oauth.authorizationCodeGrantRequest(server, client, auth, parameters, callback, verifier, insecure);
  return { tokens: await oauth.processAuthorizationCodeResponse(server, client, await send()), again: send };
};

const refresh = async ({ server, client, auth }: Flow, token: string) =>
  oauth.processRefreshTokenResponse(
    server,
    client,
    await oauth.refreshTokenGrantRequest(server, client, auth, token, insecure),
  );

const statusAt = async (servery: TestServery, path: string, token: string): Promise<number> =>
  (
    await oauth
      .protectedResourceRequest(token, "GET", new URL(path, servery.url), undefined, null, insecure)
      .catch((error: unknown) => {
        if (error instanceof oauth.WWWAuthenticateChallengeError) return error.response;
        throw error;
      })
  ).status;

const authOf = ({ secret }: OwnClient, isPublic = false): oauth.ClientAuth =>
  isPublic ? oauth.None() : oauth.ClientSecretBasic(secret);

onEveryEngine("a client library and a browser", (servery) => {
  const kseries = async (facts: Partial<Addon> = {}): Promise<Flow> => {
    const own = await newClient(servery(), { ...KSERIES, name: "Oat & Co", redirectUris: [callback], ...facts });
    const issuer = new URL(servery().url);
    const response = await oauth.discoveryRequest(issuer, { algorithm: "oauth2", ...insecure });
    const server = await oauth.processDiscoveryResponse(issuer, response);
    return { server, client: { client_id: own.id }, auth: authOf(own, facts.isPublic) };
  };
  const kounta = async (facts: Partial<Addon> = {}): Promise<Flow> => {
    const more = { apis: ["kounta"], scopes: [], redirectUris: [callback] } as const;
    const own = await newClient(servery(), { ...more, ...facts });
    const { url } = servery();
    const server = { issuer: url, authorization_endpoint: `${url}/authorize`, token_endpoint: `${url}/v1/token` };
    return { server, client: { client_id: own.id }, auth: authOf(own, facts.isPublic) };
  };
  const SCOPES = "orders-api financial-api items";
  const ROUTES = ["/o/op/data/businesses", "/f/data/businesses", "/items/v1/items?businessLocationId=823"];
  const statuses = (token: string) => Promise.all(ROUTES.map((path) => statusAt(servery(), path, token)));

  test("LA-01 VU-05 K-Series: discovery, sign in, decline one scope, approve the rest, exchange, refresh, replay refused", async () => {
    const flow = await kseries();
    const asked = await ask(flow, SCOPES);
    const back = await walk(asked.address, { tick: ["orders-api", "items"] });
    const { tokens, again } = await exchange(flow, asked, back);
    expect(tokens).toMatchObject({ token_type: "bearer", expires_in: 3599, scope: "orders-api items " });
    const [orders, financial, items] = await statuses(tokens.access_token);
    expect([orders, financial]).toEqual([200, 403]);
    expect(items).not.toBe(401);
    expect(items).not.toBe(403);

    const second = await refresh(flow, tokens.refresh_token!);
    expect(await statusAt(servery(), ROUTES[0]!, second.access_token)).toBe(200);
    await expect(refresh(flow, tokens.refresh_token!)).rejects.toMatchObject({ error: "invalid_grant", status: 400 });
    expect(await statuses(second.access_token)).toEqual([401, 401, 401]);
    const replay = oauth.processAuthorizationCodeResponse(flow.server, flow.client, await again());
    await expect(replay).rejects.toMatchObject({ error: "invalid_grant" });
  }, 60_000);

  test("LA-01 a refusal comes back to the client as access_denied, with its state and ours", async () => {
    const flow = await kseries();
    const asked = await ask(flow, SCOPES);
    const back = await walk(asked.address, { decision: "Don't allow" });
    const check = () => oauth.validateAuthResponse(flow.server, flow.client, back, asked.state);
    expect(check).toThrow(oauth.AuthorizationResponseError);
    expect(back.searchParams.get("error")).toBe("access_denied");
    expect(() => oauth.validateAuthResponse(flow.server, flow.client, back, "another-state")).toThrow(/state/);
    const elsewhere = { ...flow.server, issuer: "https://other.example" };
    expect(() => oauth.validateAuthResponse(elsewhere, flow.client, back, asked.state)).toThrow(/iss/);
  }, 60_000);

  test("KC-03 VU-05 Kounta: sign in, permission dialog, exchange, refresh with the same token, revocation", async () => {
    const flow = await kounta();
    const asked = await ask(flow);
    const { tokens } = await exchange(flow, asked, await walk(asked.address, {}));
    expect(tokens).toMatchObject({ token_type: "bearer", expires_in: 3600 }); // the library lowers the case of Bearer
    expect(await statusAt(servery(), "/v1/companies/me/orders.json", tokens.access_token)).toBe(200);
    for (let i = 0; i < 2; i++) {
      const next = await refresh(flow, tokens.refresh_token!);
      expect(next.refresh_token).toBe(tokens.refresh_token);
      expect(await statusAt(servery(), "/v1/companies/me/orders.json", next.access_token)).toBe(200);
    }
    const { storage, company } = servery();
    const { id } = (await storage.access.addons.byClientId(flow.client.client_id))!;
    await storage.access.addons.ungrant(company, id);
    expect(await statusAt(servery(), "/v1/companies/me/orders.json", tokens.access_token)).toBe(401);
    await expect(refresh(flow, tokens.refresh_token!)).rejects.toMatchObject({ error: "invalid_grant" });
  }, 60_000);

  test("LA-01 VU-05 a public client on a phone, without JavaScript", async () => {
    const flow = await kseries({ isPublic: true });
    const asked = await ask(flow, SCOPES);
    const { tokens } = await exchange(
      flow,
      asked,
      await walk(asked.address, { options: PHONE, tick: ["financial-api"] }),
    );
    expect(tokens.scope).toBe("financial-api ");
    expect(await statuses(tokens.access_token)).toEqual([403, 200, 403]);
    const next = await refresh(flow, tokens.refresh_token!);
    expect(next.refresh_token).not.toBe(tokens.refresh_token);
    await expect(refresh(flow, tokens.refresh_token!)).rejects.toMatchObject({ error: "invalid_grant" });
  }, 60_000);

  test("KC-03 VU-05 the permission dialog on a phone, without JavaScript", async () => {
    const flow = await kounta({ isPublic: true });
    const asked = await ask(flow);
    const { tokens } = await exchange(flow, asked, await walk(asked.address, { options: PHONE }));
    expect(await statusAt(servery(), "/v1/companies/me.json", tokens.access_token)).toBe(200);
  }, 60_000);
});

onEveryEngine("pages of the flow in a browser", (servery, engine) => {
  const through = async (options: BrowserContextOptions, look: (page: Page) => Promise<void>): Promise<string[]> => {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(error.message));
    await look(page);
    await context.close();
    return complaints;
  };

  for (const width of [1280, 360]) {
    test(`VU-05 error page, wrong password, nothing ticked and another account at ${width} px`, async () => {
      const client = await newClient(servery(), { name: "Oat & Co", redirectUris: [callback] });
      const complaints = await through({ viewport: { width, height: 800 } }, async (page) => {
        const at = (more: Record<string, string> = {}) => servery().url + requestPath(client, more);
        await page.goto(at({ redirect_uri: "https://evil.example/" }));
        await page.getByRole("heading", { name: "This connection cannot be made" }).waitFor();
        await checkPage(page, `error-${engine}-${width}`, true);

        await page.goto(at());
        await page.getByLabel("Username").fill("manager");
        await page.getByLabel("Password").fill("wrong");
        await page.getByRole("button", { name: "Sign in" }).click();
        await page.getByText("The username or password is wrong.").waitFor();
        await checkPage(page, `wrong-password-${engine}-${width}`, true);
        expect(await page.getByLabel("Username").inputValue()).toBe("manager");
        await page.getByLabel("Password").fill("morning-tram-0823");
        await page.keyboard.press("Enter");

        await page.getByRole("button", { name: "Allow selected" }).click();
        await page.getByText("Tick at least one box").waitFor();
        await checkPage(page, `nothing-ticked-${engine}-${width}`, true);

        await page.getByRole("button", { name: "Use another account" }).click();
        expect(new URL(page.url()).pathname).toBe("/login");
        await page.getByLabel("Username").fill("barista");
        await page.getByLabel("Password").fill("flat-white-7328");
        await page.keyboard.press("Enter");
        await page.getByRole("heading", { name: "Not for your role" }).waitFor();
        await checkPage(page, `role-${engine}-${width}`, true);
      });
      // The browser writes down every answer that is an error; that is all it may write down.
      expect(complaints.filter((text) => !/status of 40[013]/.test(text))).toEqual([]);
    }, 60_000);
  }

  test("LA-01 a client at an IPv6 address gets its people back", async () => {
    const six = createServer((_request, response) => response.end("<h1>Welcome back</h1>"));
    await new Promise<void>((ready) => six.listen(0, "::1", ready));
    try {
      const redirectUri = `http://[::1]:${(six.address() as AddressInfo).port}/callback`;
      const client = await newClient(servery(), { redirectUris: [redirectUri] });
      const complaints = await through(DESK, async (page) => {
        await page.goto(servery().url + requestPath(client));
        await page.getByLabel("Username").fill("owner");
        await page.getByLabel("Password").fill("lantern-lane-5678");
        await page.keyboard.press("Enter");
        await page.locator("input[value=items]").check();
        await page.getByRole("button", { name: "Allow selected" }).click();
        await page.getByRole("heading", { name: "Welcome back" }).waitFor();
        expect(page.url()).toMatch(/^http:\/\/\[::1\]:\d+\/callback\?code=/);
      });
      expect(complaints).toEqual([]);
    } finally {
      await new Promise((closed) => six.close(closed));
    }
  }, 60_000);
});
