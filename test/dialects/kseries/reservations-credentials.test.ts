import { createHmac } from "node:crypto";
import { type Server, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestServery, onEveryEngine } from "../../support/servery.ts";
import { passing, settled, until, withReceiver } from "../kounta/webhooks-receiver.ts";
import { FITZROY } from "./kseries.ts";
import { base, platform, userBase } from "./reservations-setting.ts";

type Asked = Readonly<{ authorization: string | undefined; form: URLSearchParams }>;

/** A platform's token endpoint. */
class Issuer {
  url = "";
  readonly asked: Asked[] = [];
  answer: () => { status: number; body: string } = () => ({ status: 500, body: "" });
  private readonly server: Server = createServer((request, response) => {
    let text = "";
    request.on("data", (chunk: Buffer) => (text += chunk.toString()));
    request.on("end", () => {
      this.asked.push({ authorization: request.headers.authorization, form: new URLSearchParams(text) });
      const { status, body } = this.answer();
      response.writeHead(status, { "content-type": "application/json" }).end(body);
    });
  });

  async open(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
    this.url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/token`;
  }
  close(): Promise<unknown> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(resolve));
  }
  gives(token: string, more: object = {}): void {
    this.answer = () => ({ status: 200, body: JSON.stringify({ access_token: token, token_type: "bearer", ...more }) });
  }
}

onEveryEngine("K-Series reservations: credentials of receivers", (servery) => {
  const receiver = withReceiver();
  const issuer = new Issuer();
  beforeAll(() => issuer.open());
  afterAll(() => issuer.close());

  /** A platform with these credentials; `tell` makes something happen that it is told of. */
  const withAuth = async (code: string, kind: string, body: object) => {
    const { send } = await platform(servery(), receiver.url, code);
    const set = await send("PATCH", `${base(code)}/webhook/auth/${kind}`, body);
    expect(set.status, set.text).toBe(200);
    let active = false;
    const tell = async (): Promise<void> => {
      active = !active;
      const pair = { businessLocationId: FITZROY, platformRestaurantId: "F" };
      const done = await send("POST", `${userBase(code)}/integration/${active ? "activate" : "deactivate"}`, pair);
      expect(done.status, done.text).toBe(200);
    };
    return { send, tell };
  };
  const log = async ({ storage, company }: TestServery, code: string): Promise<string> => {
    const { rows } = await storage.deliveries.list(company, { topic: "kseries/reservations" }, { size: 100 });
    const own = rows.filter(({ address }) => address.includes(`/${code}/`));
    const attempts = await Promise.all(own.map(({ id }) => storage.deliveries.attempts(company, id)));
    return JSON.stringify(attempts);
  };

  for (const [kind, body, header, value] of [
    [
      "basic-auth",
      { username: "lsk", password: "pä:ss" },
      "authorization",
      `Basic ${Buffer.from("lsk:pä:ss").toString("base64")}`,
    ],
    ["bearer-auth", { token: "eyJ.abc-123" }, "authorization", "Bearer eyJ.abc-123"],
    ["api-keys", { headers: { "X-API-SECRET": "s3cr3t" } }, "x-api-secret", "s3cr3t"],
  ] as const) {
    test(`LR-01 ${kind}: receivers are shown it with every notification, and the log is not`, async () => {
      const code = kind.replace("-auth", "");
      const { tell } = await withAuth(code, kind, body);
      await tell();
      const [got] = await receiver.soon(`/${code}/integration`);
      expect(got!.headers[header]).toBe(value);
      expect(got!.headers["webhook-id"]).toMatch(/^evt_/);
      await settled(servery());
      const logged = await log(servery(), code);
      expect(logged).toContain(`"…"`);
      expect(logged).not.toContain(value);
    });
  }

  test("LR-01 api-keys: parameters stand in the query", async () => {
    const { tell } = await withAuth("query", "api-keys", { parameters: { key: "a&b c" } });
    await tell();
    expect(await receiver.soon("/query/integration?key=a%26b+c")).toHaveLength(1);
  });

  const oauth = { clientId: "id with blank", clientSecret: "s3cr3t+/", scopes: ["hooks", "more"] };
  const claimsOf = (assertion: string, secret: string) => {
    const [head = "", claims = "", signature] = assertion.split(".");
    expect(createHmac("sha256", secret).update(`${head}.${claims}`).digest("base64url")).toBe(signature);
    expect(JSON.parse(Buffer.from(head, "base64url").toString())).toEqual({ alg: "HS256", typ: "JWT" });
    return JSON.parse(Buffer.from(claims, "base64url").toString());
  };
  for (const [method, check] of [
    [
      "CLIENT_SECRET_BASIC",
      ({ authorization, form }: Asked) => {
        expect(Buffer.from(authorization!.slice(6), "base64").toString()).toBe("id%20with%20blank:s3cr3t%2B%2F");
        expect(form.has("client_secret")).toBe(false);
      },
    ],
    [
      "CLIENT_SECRET_POST",
      ({ authorization, form }: Asked) =>
        expect([authorization, form.get("client_id"), form.get("client_secret")]).toEqual([
          undefined,
          "id with blank",
          "s3cr3t+/",
        ]),
    ],
    [
      "CLIENT_SECRET_JWT",
      ({ authorization, form }: Asked) => {
        expect([authorization, form.has("client_secret")]).toEqual([undefined, false]);
        expect(form.get("client_assertion_type")).toBe("urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
        const claims = claimsOf(form.get("client_assertion")!, "s3cr3t+/");
        expect(claims).toMatchObject({ iss: "id with blank", sub: "id with blank", aud: issuer.url });
        expect(claims.exp - claims.iat).toBe(60);
      },
    ],
  ] as const) {
    test(`LR-01 oauth2 by ${method}: a token is fetched once and used until it ends`, async () => {
      const code = `oa-${method.slice(-5)}`;
      issuer.gives(`token-${method}`, { expires_in: 3_600 });
      const from = issuer.asked.length;
      const { tell } = await withAuth(code, "oauth2", {
        ...oauth,
        providerTokenUri: issuer.url,
        clientAuthorizationMethod: method,
      });
      await tell();
      await tell();
      const got = await receiver.soon(`/${code}/integration`, 2);
      expect(got.map(({ headers }) => headers.authorization)).toEqual([1, 2].map(() => `Bearer token-${method}`));
      expect(issuer.asked.length - from).toBe(1);
      const asked = issuer.asked[from]!;
      expect([asked.form.get("grant_type"), asked.form.get("scope")]).toEqual(["client_credentials", "hooks more"]);
      check(asked);
      expect(await log(servery(), code)).not.toContain(`token-${method}`);
    });
  }

  test("LR-01 oauth2: a token that has ended, or that other credentials got, is not used again", async () => {
    issuer.gives("first", { expires_in: 31 });
    const own = { ...oauth, clientId: "renew", providerTokenUri: issuer.url };
    const { tell, send } = await withAuth("renew", "oauth2", own);
    await tell();
    await receiver.soon("/renew/integration", 1);
    issuer.gives("second", { expires_in: 3_600 });
    await new Promise((resolve) => setTimeout(resolve, 1_100)); // a token is given up half a minute before its end
    await tell();
    const got = await receiver.soon("/renew/integration", 2);
    issuer.gives("third");
    await send("PATCH", `${base("renew")}/webhook/auth/oauth2`, { ...own, clientSecret: "new" });
    await tell();
    await receiver.soon("/renew/integration", 3);
    expect(got.map(({ headers }) => headers.authorization)).toEqual(["Bearer first", "Bearer second", "Bearer third"]);
  });

  test("LR-01 oauth2: without a token nothing is sent; the attempt has failed, and the next one tries again", async () => {
    for (const [i, answer] of [
      { status: 401, body: '{"error":"invalid_client"}' },
      { status: 200, body: "no JSON" },
      { status: 200, body: '{"access_token":"with a blank"}' },
      { status: 200, body: "[]" },
    ].entries()) {
      const code = `none-${i}`;
      issuer.answer = () => answer;
      const { tell } = await withAuth(code, "oauth2", { ...oauth, clientId: code, providerTokenUri: issuer.url });
      await tell();
      await until(async () => (await log(servery(), code)).includes("credentials: No token"), "a failed attempt");
      expect(receiver.at(`/${code}/integration`)).toEqual([]);
      expect(await log(servery(), code)).not.toContain("s3cr3t");
    }
    issuer.gives("at last");
    issuer.gives("at-last");
    const real = servery().clock.now;
    const came = () => [0, 1, 2, 3].every((i) => receiver.at(`/none-${i}/integration`).length === 1);
    await passing(servery(), 60_000, came, "the second attempts");
    servery().clock.now = real;
    expect(receiver.at("/none-0/integration")[0]!.headers.authorization).toBe("Bearer at-last");
  });
});
