import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Ended, Child, builtProduct, runCommand } from "../crash/child.ts";
import { engines } from "../support/servery.ts";
import { answerOf, sentenceOf, runWithInput } from "./command.ts";
import { type Empty, emptyPlace, typed } from "./empty-servery.ts";

/** The options that say the same as `typed`, but for the password. */
const options = (changes: Partial<typeof typed> = {}): string[] =>
  Object.entries({ ...typed, ...changes })
    .filter(([field]) => field !== "password")
    .flatMap(([field, text]) => [`--${field.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)}`, text]);

const signIn = async (url: string, username: string, password: string): Promise<number> => {
  const headers = { "content-type": "application/json" };
  const body = JSON.stringify({ username, password });
  return (await fetch(`${url}/admin/api/sessions`, { method: "POST", headers, body })).status;
};

for (const engine of engines) {
  describe(`servery init (${engine})`, () => {
    let place: Empty;
    beforeAll(builtProduct, 60_000);
    beforeEach(async () => void (place = await emptyPlace(engine)), 60_000);
    afterEach(() => place.leave());

    const init = (args: readonly string[], password: string | undefined = typed.password): Promise<Ended> =>
      runCommand(["init", ...args], { env: { ...place.env, SERVERY_OWNER_PASSWORD: password } });
    const companies = async (): Promise<number> => {
      const storage = await place.store(true);
      const ids = await storage.companies.ids();
      await storage.close();
      return ids.length;
    };

    test("makes the company beside a running server, which lets the owner in and closes its set-up page", async () => {
      const server = new Child(["start"], { env: place.env });
      try {
        const url = await server.serving();
        const made = answerOf(await init(options()));
        expect(made).toEqual({
          company_id: expect.any(Number) as number,
          site_id: expect.any(Number) as number,
          register_id: expect.any(Number) as number,
          staff_id: expect.any(Number) as number,
          username: "zoe.owner",
        });
        expect(await signIn(url, typed.username, typed.password)).toBe(201);
        expect(await signIn(url, typed.username, "some other words here")).toBe(401);
        expect((await fetch(`${url}/setup`)).status).toBe(410);

        expect(sentenceOf(await init(options({ username: "second" })))).toBe(
          "There is a company already. Use --another to make a further one.",
        );
        expect(await companies()).toBe(1);
        expect(sentenceOf(await init([...options(), "--another"]))).toBe("The username is taken. Choose another one.");
        const another = answerOf(await init([...options({ username: "second" }), "--another"]));
        expect(another["company_id"]).not.toBe(made["company_id"]);
        expect(await companies()).toBe(2);
      } finally {
        await server.kill("SIGTERM");
      }
    }, 60_000);

    test("takes the password from standard input, never from its arguments, and never makes one up", async () => {
      const none = await runCommand(["init", ...options()], { env: place.env });
      const says = "There is no password: set SERVERY_OWNER_PASSWORD, or write it to standard input.";
      expect(sentenceOf(none)).toBe(says);
      expect(sentenceOf(await runWithInput(["init", ...options()], place.env, "\n"))).toBe(says);
      expect(sentenceOf(await init([...options(), "--password", "x"], ""))).toContain("--password");
      expect(await companies()).toBe(0);
      const piped = await runWithInput(["init", ...options()], place.env, `${typed.password}\r\nmore\n`);
      expect(answerOf(piped)["username"]).toBe("zoe.owner");
      expect(piped.out).not.toContain(typed.password);
      const server = new Child(["start"], { env: place.env });
      try {
        const url = await server.serving();
        expect(await signIn(url, typed.username, typed.password)).toBe(201);
      } finally {
        expect((await server.kill("SIGTERM")).err).not.toContain("/setup");
      }
    }, 60_000);

    test("tells what is wrong, and makes nothing", async () => {
      for (const [changes, sentence] of [
        [{ currency: "XXX" }, "The currency must be the three letters of one that is in use, such as EUR."],
        [{ timezone: "Vienna" }, "The time zone must be a name such as Europe/Paris."],
        [{ taxRate: "" }, "The tax rate is missing."],
        [
          { company: " ", email: "x" },
          "The company's name is missing. The email address must be one such as sam@example.com.",
        ],
      ] as const) {
        expect(sentenceOf(await init(options(changes)))).toBe(sentence);
      }
      expect(sentenceOf(await init(options(), "short"))).toBe("The password must have at least 10 characters.");
      expect(sentenceOf(await init(["--company", "x"]))).toContain("--currency");
      expect(await companies()).toBe(0);
    }, 60_000);

    test("several at the same moment make one company at the most", async () => {
      const ended = await Promise.all(["ann", "bob", "cyd"].map((username) => init(options({ username }))));
      const good = ended.filter(({ code }) => code === 0);
      expect(await companies()).toBe(good.length);
      expect(good.length).toBeLessThanOrEqual(1);
      if (engine === "postgres") expect(good).toHaveLength(1);
      for (const bad of ended.filter(({ code }) => code !== 0))
        expect(sentenceOf(bad)).toContain("There is a company already.");
    }, 60_000);
  });
}
