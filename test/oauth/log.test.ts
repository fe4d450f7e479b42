import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pino from "pino";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readConfig } from "../../src/config.ts";
import { loadDemo } from "../../src/demo/load.ts";
import { openServery, openStore } from "../../src/main.ts";
import { createDatabase } from "../support/postgres.ts";
import { TestServery, basic, engines } from "../support/servery.ts";
import {
  type Pair,
  backAt,
  decide,
  demoClient,
  exchange,
  introspect,
  pkce,
  posted,
  refresh,
  requestPath,
  signIn,
} from "./walk.ts";

for (const engine of engines) {
  describe(`what is written down (${engine})`, () => {
    const lines: string[] = [];
    let servery: TestServery;
    const cleanUp: (() => unknown)[] = [];

    beforeAll(async () => {
      const folder = mkdtempSync(join(tmpdir(), "servery-log-"));
      cleanUp.push(() => rmSync(folder, { recursive: true, force: true }));
      const database = engine === "postgres" ? await createDatabase() : undefined;
      if (database) cleanUp.push(() => database.drop());
      const config = readConfig({
        SERVERY_PORT: "0",
        SERVERY_DATA: folder,
        SERVERY_DATABASE_URL: database?.url,
        SERVERY_PG_POOL: "5",
      });
      const clock = { now: Date.now };
      const storage = await openStore(config, () => clock.now());
      const { kounta, kseries } = await loadDemo(storage, () => undefined, { history: false });
      const logger = pino({ level: "info" }, { write: (line: string) => void lines.push(line) });
      const running = await openServery(config, storage, logger);
      const auth = basic(kounta.client_id, kounta.client_secret);
      const other = { company: 0 as never, auth };
      const stop = () => running.close();
      servery = new TestServery({ url: running.url, storage, auth, kseries: kseries!, other, clock, stop });
    }, 60_000);
    afterAll(async () => {
      await servery?.close();
      for (const clean of cleanUp.reverse()) await clean();
    });

    test("LA-04 no code, token, secret, password, cookie or query string, whatever becomes of the request", async () => {
      const client = demoClient(servery);
      const { verifier, challenge } = pkce();
      const state = "a-state-that-nobody-else-has";
      const cookie = await signIn(servery);
      const asked = { state, code_challenge: challenge, code_challenge_method: "S256" };
      const code = backAt(await decide(servery, cookie, requestPath(client, asked))).get("code")!;
      const query = new URLSearchParams({
        grant_type: "authorization_code",
        code,
        redirect_uri: client.redirectUri,
        code_verifier: verifier,
      }).toString();
      const answer = await servery.ask(`/oauth/token?${query}`, { method: "POST", auth: client.auth });
      expect(answer.status, answer.text).toBe(200);
      const pair = answer.json<Pair>();
      const next = (await refresh(servery, client, pair.refresh_token)).json<Pair>();
      await introspect(servery, client, next.access_token);
      await servery.ask("/v1/companies/me.json", { auth: `Bearer ${next.access_token}` });
      await exchange(servery, client, code);
      await servery.ask("/oauth/revoke", posted({ token: next.refresh_token }, { authorization: client.auth }));
      await servery.ask("/oauth/token", posted(`refresh_token=%&client_secret=${client.secret}&client_id=x`));
      await servery.ask("/login", posted({ username: "owner", password: "a-wrong-password-1" }));
      await servery.ask(`/oauth/authorize%zz?code=${code}`, { auth: null });

      // Something breaks in the middle: the failure is told, and the request is not.
      const { tokens } = servery.storage.access;
      const refreshToken = tokens.refreshToken.bind(tokens);
      tokens.refreshToken = () => Promise.reject(new Error("the disk is full"));
      const again = new URLSearchParams({ grant_type: "refresh_token", refresh_token: pair.refresh_token }).toString();
      const broken = await servery.ask(`/oauth/token?${again}`, { method: "POST", auth: client.auth });
      tokens.refreshToken = refreshToken;
      expect([broken.status, broken.json().error]).toEqual([500, "server_error"]);
      expect(broken.text).not.toContain("disk");

      const all = lines.join("");
      expect(all).toContain("the disk is full");
      for (const route of ["oauth.kseries.token", "oauth.kseries.authorize.decide", "pages.sign_in.send"]) {
        expect(all).toContain(`"route":"${route}"`);
      }
      const session = cookie.split("=")[1]!;
      for (const secret of [
        code,
        verifier,
        challenge,
        state,
        client.secret,
        session,
        "lantern-lane-5678",
        "a-wrong-password-1",
        pair.access_token,
        pair.refresh_token,
        next.access_token,
        next.refresh_token,
        client.auth.slice(6),
        "grant_type",
        "redirect_uri",
        "?",
      ]) {
        expect(all).not.toContain(secret);
      }
    });
  });
}
