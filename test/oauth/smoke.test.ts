import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { onEveryEngine } from "../support/servery.ts";

onEveryEngine("smoke", (servery) => {
  test("walks the K-Series flow", async () => {
    const redirect = "http://127.0.0.1:8765/callback";
    const query = new URLSearchParams({
      response_type: "code",
      client_id: "demo-kseries",
      redirect_uri: redirect,
      scope: "orders-api items",
      state: "xyz",
    });
    const path = `/oauth/authorize?${query}`;
    const get = await servery().ask(path, { auth: null });
    expect(get.status).toBe(303);
    const login = get.headers.get("location")!;
    const page = await servery().ask(login, { auth: null });
    expect(page.status).toBe(200);
    const csrf = /name="csrf" value="([^"]+)"/.exec(page.text)![1]!;
    const next = path;
    const signedIn = await servery().ask("/login", {
      auth: null,
      method: "POST",
      raw: new URLSearchParams({ csrf, next, username: "owner", password: "lantern-lane-5678" }).toString(),
      headers: { "content-type": "application/x-www-form-urlencoded" },
    });
    expect(signedIn.status, signedIn.text).toBe(303);
    expect(signedIn.headers.get("location")).toBe(path);
    const cookie = signedIn.headers.get("set-cookie")!.split(";")[0]!;
    const consent = await servery().ask(path, { auth: null, headers: { cookie } });
    expect(consent.status).toBe(200);
    const token = /name="csrf" value="([^"]+)"/.exec(consent.text)![1]!;
    const back = await servery().ask(path, {
      auth: null,
      method: "POST",
      raw: `csrf=${token}&scope=orders-api&decision=allow`,
      headers: { cookie, "content-type": "application/x-www-form-urlencoded" },
    });
    expect(back.status).toBe(303);
    const code = new URL(back.headers.get("location")!).searchParams.get("code")!;
    const { client_id, client_secret } = servery().kseries;
    const auth = `Basic ${Buffer.from(`${client_id}:${client_secret}`).toString("base64")}`;
    const answer = await servery().ask(
      `/oauth/token?grant_type=authorization_code&code=${code}&redirect_uri=${encodeURIComponent(redirect)}`,
      { auth, method: "POST" },
    );
    expect(answer.status, answer.text).toBe(200);
    console.error(answer.text, [...answer.headers]);
    const { refresh_token } = answer.json();
    const refresh = async (t: string) =>
      servery().ask("/oauth/token", {
        auth,
        method: "POST",
        raw: new URLSearchParams({ grant_type: "refresh_token", refresh_token: t }).toString(),
        headers: { "content-type": "application/x-www-form-urlencoded" },
      });
    const all = await Promise.all([1, 2, 3, 4, 5, 6].map(() => refresh(refresh_token)));
    expect(all.map((a) => a.status).sort()).toEqual([200, 400, 400, 400, 400, 400]);
    const second = all.find((a) => a.status === 200)!.json();
    const third = await refresh(second.refresh_token);
    expect(third.status).toBe(200);
    const replay = await refresh(second.refresh_token);
    expect([replay.status, replay.json().error]).toEqual([400, "invalid_grant"]);
    expect((await refresh(third.json().refresh_token)).status).toBe(400);
    expect(createHash).toBeDefined();
  });
});
