import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { foundCompany } from "../../src/commands/found-company.ts";
import { Child, type Ended, builtProduct, runCommand } from "../crash/child.ts";
import { engines } from "../support/servery.ts";
import { answerOf, becomes, sentenceOf, runWithInput } from "./command.ts";
import { type Empty, emptyPlace, typed } from "./empty-servery.ts";

for (const engine of engines) {
  describe(`servery person (${engine})`, () => {
    let place: Empty;
    let server: Child;
    let url: string;
    let ids: { company: number; owner: number };
    beforeAll(async () => {
      await builtProduct();
      place = await emptyPlace(engine);
      const storage = await place.store();
      const made = await foundCompany(storage)(typed);
      if (!made.ok) throw new Error("not founded");
      ids = made.value;
      await storage.change(made.value.company, async (tx) => {
        const owner = tx.catalogue.staff(made.value.owner)!;
        const waiter = { ...owner, id: 777 as typeof owner.id, firstName: "Wim", lastName: "Waiter", isAdmin: false };
        return { ok: true, value: await tx.records.add("staff", waiter) };
      });
      await storage.close();
      server = new Child(["start"], { env: place.env });
      url = await server.serving();
    }, 120_000);
    afterAll(async () => {
      await server?.kill("SIGTERM");
      await place?.leave();
    }, 30_000);

    const person = (args: readonly string[], password?: string): Promise<Ended> =>
      runCommand(["person", ...args], { env: { ...place.env, SERVERY_PERSON_PASSWORD: password } });
    const signIn = async (username: string, password: string) => {
      const headers = { "content-type": "application/json" };
      const body = JSON.stringify({ username, password });
      const answer = await fetch(`${url}/admin/api/sessions`, { method: "POST", headers, body });
      const { access_token = "" } = (await answer.json()) as { access_token?: string };
      return { status: answer.status, session: access_token };
    };
    const reads = async (session: string): Promise<number> => {
      const headers = { authorization: `Bearer ${session}` };
      return (await fetch(`${url}/admin/api/companies/${ids.company}/orders`, { headers })).status;
    };

    test("the people of a company are listed without anything secret", async () => {
      const ended = await person(["list", "--company", String(ids.company)]);
      expect(answerOf(ended)).toEqual([
        {
          company_id: ids.company,
          staff_id: ids.owner,
          username: "zoe.owner",
          role: "owner",
          active: true,
          created_at: expect.any(String) as string,
          name: "Zoë O'Hara",
        },
      ]);
      expect(ended.out).not.toContain("argon2");
      expect(sentenceOf(await person(["list", "--company", "999999"]))).toBe("There is no company 999999.");
    }, 60_000);

    test("somebody who forgot the password gets a new one, and every session of theirs ends", async () => {
      const { session } = await signIn("zoe.owner", typed.password);
      expect(await reads(session)).toBe(200);
      const anew = "quite another lot of words";
      const ended = await runWithInput(["person", "password", "Zoe.Owner"], place.env, `${anew}\n`);
      expect(answerOf(ended)).toMatchObject({ username: "zoe.owner", role: "owner", active: true });
      await becomes(401, () => reads(session));
      expect((await signIn("zoe.owner", typed.password)).status).toBe(401);
      expect((await signIn("zoe.owner", anew)).status).toBe(201);
    }, 60_000);

    test("a staff member is let in, in their role", async () => {
      const add = ["add", "--company", String(ids.company), "--staff", "777", "--username", "Wim", "--role", "staff"];
      const password = "trays and tables and trays";
      expect(answerOf(await person(add, password))).toMatchObject({ staff_id: 777, username: "wim", role: "staff" });
      expect((await signIn("wim", password)).status).toBe(201);
      expect(sentenceOf(await person(add, password))).toBe("The staff member 777 signs in as wim already.");
    }, 60_000);

    test("every refusal is one sentence", async () => {
      const company = String(ids.company);
      const add = (staff: string, username: string, role = "staff"): string[] => [
        "add",
        "--company",
        company,
        "--staff",
        staff,
        "--username",
        username,
        "--role",
        role,
      ];
      const good = "long enough, and odd";
      const rows: readonly (readonly [args: readonly string[], password: string, sentence: string])[] = [
        [["password", "nobody"], good, "Nobody signs in as nobody."],
        [["password", "zoe.owner"], "short", "The password must have 10 to 200 characters."],
        [["password", "zoe.owner"], "aaaaaaaaaaaaa", "The password is too simple. Use more different characters."],
        [
          ["password", "zoe.owner"],
          "",
          "There is no password: set SERVERY_PERSON_PASSWORD, or write it to standard input.",
        ],
        [add("776", "x.y.z"), good, `The company ${company} has no staff member 776.`],
        [add("777", "x y"), good, "The username must have 3 to 100 characters: letters, digits and . _ @ + - only."],
        [add(String(ids.owner), "someone"), good, `The staff member ${ids.owner} signs in as zoe.owner already.`],
      ];
      for (const [args, password, sentence] of rows) {
        expect(sentenceOf(await person(args, password))).toBe(sentence);
      }
      expect(sentenceOf(await person(add("777", "x.y.z", "king"), good))).toContain("--role");
    }, 60_000);
  });
}
