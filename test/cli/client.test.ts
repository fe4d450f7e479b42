import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sha256 } from "../../src/kit/secrets.ts";
import { addonWords } from "../../src/cli/addon-words.ts";
import type { RedirectRefusal } from "../../src/domain/access/redirect-uri.ts";
import { foundCompany } from "../../src/commands/found-company.ts";
import { Child, builtProduct, runCommand } from "../crash/child.ts";
import { basic, engines } from "../support/servery.ts";
import { answerOf, becomes, commandIn, sentenceOf, statusOf } from "./command.ts";
import { type Empty, emptyPlace, typed } from "./empty-servery.ts";

type Row = Readonly<Record<string, unknown> & { client_id: string; client_secret?: string }>;

const redirect = (why: RedirectRefusal) => ({ kind: "redirect_uri", uri: "u", why }) as const;
const split = (text: string): string[] => text.split(" ");

test("KC-02 every refusal of a client has its words", () => {
  const rows: readonly (readonly [refusal: Parameters<typeof addonWords>[0], sentence: string])[] = [
    [{ kind: "name_missing" }, "The name is missing."],
    [{ kind: "text_too_long", field: "description", max: 500 }, "The description is too long: at most 500 characters."],
    [{ kind: "too_many_redirect_uris", max: 20 }, "There are too many redirect URIs: at most 20."],
    [redirect("no_address"), "The redirect URI u is no web address."],
    [redirect("not_https"), "The redirect URI u must begin with https://."],
    [redirect("fragment"), "The redirect URI u must not have a part behind #."],
    [redirect("credentials"), "The redirect URI u must not have a username or password in it."],
    [redirect("too_long"), "The redirect URI u is too long."],
    [redirect("spelling"), "The redirect URI u must be spelled as a browser spells it."],
    [{ kind: "no_api" }, "Name an API: kounta, kseries, or both."],
    [{ kind: "unknown_permission", name: "orders:eat" }, "There is no permission orders:eat."],
    [{ kind: "unknown_scope", name: "everything" }, "There is no scope everything."],
    [{ kind: "public_client_credentials" }, "A public client keeps no secret, so it cannot use client_credentials."],
    [{ kind: "client_id_taken" }, "There is a client c already."],
    [{ kind: "not_found" }, "There is no client c."],
    [{ kind: "revoked" }, "The client c was revoked."],
    [{ kind: "public" }, "The client c is public and has no secret."],
  ];
  for (const [refusal, sentence] of rows) expect(addonWords(refusal, "c")).toBe(sentence);
});

for (const engine of engines) {
  describe(`servery client (${engine})`, () => {
    let place: Empty;
    let server: Child;
    let url: string;
    let company: string;
    let orders: string;
    beforeAll(async () => {
      await builtProduct();
      place = await emptyPlace(engine, { SERVERY_OAUTH_LOOPBACK: "1" });
      const storage = await place.store();
      const made = await foundCompany(storage)(typed);
      if (!made.ok) throw new Error("not founded");
      company = String(made.value.company);
      await storage.close();
      server = new Child(["start"], { env: place.env });
      url = await server.serving();
      orders = `${url}/v1/companies/${company}/orders.json`;
    }, 120_000);
    afterAll(async () => {
      await server?.kill("SIGTERM");
      await place?.leave();
    }, 30_000);

    const client = <T = Row>(...args: string[]): Promise<T> => commandIn(place.env)<T>("client", ...args);
    const refusal = async (...args: string[]): Promise<string> =>
      sentenceOf(await runCommand(["client", ...args], { env: place.env }));
    const stored = async (clientId: string) => {
      const storage = await place.store(true);
      const addon = await storage.access.addons.byClientId(clientId);
      await storage.close();
      return addon!;
    };

    test("KC-02 a client is created with a name alone, and the running server knows it", async () => {
      const made = await client("create", "--company", company, "--name", "Loyalty ☕", "--client-id", "loyal");
      expect(made).toEqual({
        client_id: "loyal",
        company_id: Number(company),
        name: "Loyalty ☕",
        apis: ["kounta"],
        active: true,
        created_at: expect.any(String) as string,
        description: "",
        public: false,
        redirect_uris: [],
        scopes: [],
        permissions: ["*"],
        grants: ["authorization_code", "refresh_token"],
        old_secret_until: null,
        client_secret: expect.stringMatching(/^[\w-]{32}$/) as string,
      });
      expect(await statusOf(orders, basic("loyal", made.client_secret!))).toBe(200);

      // Shown once, and stored as a hash.
      expect((await stored("loyal")).secretHash).toBe(sha256(made.client_secret!));
      const shown = await client("show", "loyal");
      const { client_secret: _, ...rest } = made;
      expect(shown).toEqual({ ...rest, connected_companies: 1 });
      const list = await client<Row[]>("list", "--company", company);
      expect(list.map(({ client_id }) => client_id)).toEqual(["loyal"]);
      expect(JSON.stringify([shown, list])).not.toContain(made.client_secret);
    }, 60_000);

    test("KC-02 a client is created with everything, and edited part by part", async () => {
      const created = await client(
        ...split(`create --company ${company} --name Both --client-id both --description Sells.`),
        ...split("--api kounta --api kseries --scope orders-api --scope items"),
        ...split("--permission orders:read --permission products:read"),
        ...split("--redirect-uri https://both.example/back --redirect-uri http://127.0.0.1:9/back"),
        ...split("--grant authorization_code --grant client_credentials"),
      );
      expect(created).toMatchObject({
        description: "Sells.",
        apis: ["kounta", "kseries"],
        scopes: ["orders-api", "items"],
        permissions: ["orders:read", "products:read"],
        redirect_uris: ["https://both.example/back", "http://127.0.0.1:9/back"],
        grants: ["authorization_code", "client_credentials"],
      });
      const edited = await client(
        "edit",
        "both",
        "--scope",
        "financial-api",
        "--name",
        "Both of them",
        "--redirect-uri",
        "",
      );
      const { client_secret, ...before } = created;
      expect(edited).toEqual({ ...before, scopes: ["financial-api"], name: "Both of them", redirect_uris: [] });

      // The running server goes by it: what it may no longer do, it cannot.
      const auth = basic("both", client_secret!);
      expect(await statusOf(orders, auth)).toBe(200);
      await client("edit", "both", "--permission", "products:read");
      await becomes(403, () => statusOf(orders, auth));
    }, 60_000);

    test("KC-02 a public client has no secret, neither at first nor later", async () => {
      const made = await client("create", "--company", company, "--name", "App", "--client-id", "app", "--public");
      expect(made).toMatchObject({ public: true });
      expect(made).not.toHaveProperty("client_secret");
      expect(await refusal("rotate", "app")).toBe("The client app is public and has no secret.");
      expect(await statusOf(orders, basic("app", ""))).toBe(401);
    }, 60_000);

    test("KC-02 a rotated secret ends at once, or stays good for as long as was chosen", async () => {
      const first = await client("create", "--company", company, "--name", "Turning", "--client-id", "turning");
      const second = await client("rotate", "turning");
      expect(second).toMatchObject({ client_id: "turning", old_secret_until: null });
      await becomes(401, () => statusOf(orders, basic("turning", first.client_secret!)));
      expect(await statusOf(orders, basic("turning", second.client_secret!))).toBe(200);

      const third = await client("rotate", "turning", "--overlap-hours", "168");
      const left = Date.parse(String(third["old_secret_until"])) - Date.now();
      expect(left).toBeGreaterThan(167.9 * 3_600_000);
      expect(left).toBeLessThanOrEqual(168 * 3_600_000);
      await becomes(200, () => statusOf(orders, basic("turning", third.client_secret!)));
      expect(await statusOf(orders, basic("turning", second.client_secret!))).toBe(200);
      expect(await statusOf(orders, basic("turning", first.client_secret!))).toBe(401);
    }, 60_000);

    test("KC-02 revoking ends the secret and every token on a running server", async () => {
      const made = await client("create", "--company", company, "--name", "Ending", "--client-id", "ending");
      const auth = basic("ending", made.client_secret!);
      const token = await client<{ access_token: string }>("token", "ending");
      const bearer = `Bearer ${token.access_token}`;
      expect([await statusOf(orders, auth), await statusOf(orders, bearer)]).toEqual([200, 200]);
      expect(await client("revoke", "ending")).toMatchObject({ client_id: "ending", active: false });
      await becomes(401, () => statusOf(orders, auth));
      await becomes(401, () => statusOf(orders, bearer));
      expect(await client("revoke", "ending")).toMatchObject({ active: false }); // and stays so
      for (const args of [
        ["rotate", "ending"],
        ["edit", "ending", "--name", "x"],
        ["token", "ending"],
      ]) {
        expect(await refusal(...args)).toBe("The client ending was revoked.");
      }
      const listed = await client<Row[]>("list", "--company", company);
      expect(listed.find(({ client_id }) => client_id === "ending")).toMatchObject({ active: false });
    }, 60_000);

    test("KC-02 tokens for each API, with the scopes that were asked for", async () => {
      await client(
        ...split(`create --company ${company} --name Tokens --client-id tokens --api kounta --api kseries`),
        ...split("--scope orders-api --scope items"),
      );
      const kounta = await client<Record<string, unknown>>("token", "tokens", "--seconds", "600");
      expect(kounta).toEqual({
        access_token: expect.stringMatching(/^[0-9a-f]{40}$/) as string,
        token_type: "Bearer",
        expires_in: 600,
        company_id: Number(company),
      });
      expect(await statusOf(orders, `Bearer ${String(kounta["access_token"])}`)).toBe(200);
      const all = await client<Record<string, unknown>>("token", "tokens", "--api", "kseries");
      expect(all).toMatchObject({ token_type: "bearer", expires_in: 3_600, scope: "orders-api items " });
      const one = await client<Record<string, unknown>>("token", "tokens", "--api", "kseries", "--scope", "items");
      expect(one).toMatchObject({ scope: "items " });
      // A token of one API opens nothing of the other.
      expect(await statusOf(orders, `Bearer ${String(all["access_token"])}`)).not.toBe(200);
    }, 60_000);

    test("KC-02 every refusal is one sentence", async () => {
      const create = ["create", "--company", company, "--name"];
      const rows: readonly (readonly [args: readonly string[], sentence: string])[] = [
        [split("list --company 999999"), "There is no company 999999."],
        [split("show nobody"), "There is no client nobody."],
        [split("edit loyal"), "Say what to change."],
        [[...create, " "], "The name is missing."],
        [[...create, "x", "--client-id", "loyal"], "There is a client loyal already."],
        [[...create, "x", "--redirect-uri", "nowhere"], "The redirect URI nowhere is no web address."],
        [split("token loyal --api kseries"), "The client loyal may not use the API kseries."],
        [split("token loyal --scope items"), "Scopes are for the K-Series API: use --api kseries."],
        [
          split("token tokens --api kseries --scope accounting"),
          "The client tokens may not have the scope accounting.",
        ],
      ];
      for (const [args, sentence] of rows) expect(await refusal(...args)).toBe(sentence);
    }, 120_000);

    test("KC-02 an option that cannot be read is told with its name", async () => {
      for (const [args, option] of [
        [["list", "--company", "-5"], "--company"],
        [["rotate", "loyal", "--overlap-hours", "169"], "--overlap-hours"],
        [["rotate", "loyal", "--overlap-hours", "1.5"], "--overlap-hours"],
        [["create", "--company", company, "--name", "x", "--api", "lightspeed"], "--api"],
        [["create", "--company", company, "--name", "x", "--grant", "password"], "--grant"],
        [["create", "--company", company, "--name", "x", "--client-id", "a:b"], "--client-id"],
        [["create", "--name", "x"], "--company"],
      ] as const) {
        expect(sentenceOf(await runCommand(["client", ...args], { env: place.env }))).toContain(option);
      }
      expect(
        answerOf<Row[]>(await runCommand(["client", "list", "--company", company], { env: place.env })),
      ).toHaveLength(6);
    }, 60_000);
  });
}
