import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Api } from "../../src/domain/access/addon.ts";
import type { AddonId, AuthorizationId, CompanyId, StaffId } from "../../src/domain/ids.ts";
import { done } from "../../src/kit/brand.ts";
import { newSecret } from "../../src/kit/secrets.ts";
import type { Authorization, Code, RefreshToken, Tokens } from "../../src/storage/access.ts";
import type { Storage } from "../../src/storage/storage.ts";
import { engines, testAddon } from "../support/servery.ts";
import { COMPANY, Place, authorize } from "./stores.ts";

const OTHER = 6789 as CompanyId;
const OWNER = 732846 as StaffId;
const NOW = 1_000_000;
const LATER = NOW + 3_600_000;
const times = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

for (const engine of engines) {
  describe(`codes and tokens (${engine})`, () => {
    let place: Place;
    let storage: Storage;
    /** An add-on of its own for each test, so that none minds another. */
    let addonId: AddonId;
    beforeAll(async () => {
      place = await Place.make(engine);
      storage = await place.openLoaded();
    });
    afterAll(() => place.remove());

    const newAddon = async (): Promise<AddonId> => {
      addonId = (await storage.companies.newId("addon")) as AddonId;
      await storage.access.addons.add(testAddon({ id: addonId, clientId: `client-${addonId}` }, "secret", NOW));
      return addonId;
    };
    const newCode = async (changes: Partial<Code> = {}): Promise<Code> => {
      const code: Code = {
        hash: newSecret(),
        companyId: COMPANY,
        addonId,
        staffId: OWNER,
        api: "kseries",
        permissions: ["orders-api", "items"],
        redirectUri: "https://app.example/back",
        challenge: null,
        createdAt: NOW,
        expiresAt: NOW + 60_000,
        ...changes,
      };
      await storage.access.tokens.addCode(code);
      return code;
    };
    const family = async (changes: Partial<Authorization> = {}): Promise<Authorization> => ({
      id: (await storage.companies.newId("authorization")) as AuthorizationId,
      companyId: COMPANY,
      addonId,
      staffId: OWNER,
      api: "kseries" as Api,
      permissions: ["orders-api", "items"],
      createdAt: NOW,
      ...changes,
    });
    const pair = (expiresAt = LATER): Tokens & Required<Pick<Tokens, "refresh">> => ({
      access: { hash: newSecret(), createdAt: NOW, expiresAt },
      refresh: { hash: newSecret(), createdAt: NOW },
    });
    /** A family of tokens that a code gave. */
    const redeemed = async (changes: Partial<Code> = {}) => {
      const code = await newCode(changes);
      const authorization = await family({ companyId: code.companyId });
      const tokens = pair();
      expect(await storage.access.tokens.redeem(code, authorization, tokens, NOW)).toBe(true);
      return { code, authorization, tokens };
    };
    const refreshOf = async (hash: string): Promise<RefreshToken> =>
      (await storage.access.tokens.refreshToken(hash)) ?? expect.fail("no such refresh token");
    /** Which of a pair of tokens still stand. */
    const standing = async ({ access, refresh }: Tokens): Promise<[access: boolean, refresh: boolean]> => {
      const { tokens } = storage.access;
      const found = await Promise.all([tokens.accessToken(access.hash), tokens.refreshToken(refresh!.hash)]);
      return [found[0] !== undefined, found[1] !== undefined];
    };

    test("a code gives its tokens once, and all that was said of it comes back", async () => {
      await newAddon();
      const { code, authorization, tokens } = await redeemed({ challenge: "c".repeat(43) });
      expect(await storage.access.tokens.code(code.hash)).toEqual({
        ...code,
        usedAt: NOW,
        authorizationId: authorization.id,
      });
      const addon = (await storage.access.addons.get(COMPANY, addonId))!;
      expect(await storage.access.tokens.accessToken(tokens.access.hash)).toEqual({
        ...tokens.access,
        authorization,
        addon,
      });
      expect(await storage.access.tokens.refreshToken(tokens.refresh.hash)).toEqual({
        ...tokens.refresh,
        usedAt: null,
        authorization,
        addon,
      });
      expect(await storage.access.tokens.redeem(code, await family(), pair(), NOW)).toBe(false);
      expect(await standing(tokens)).toEqual([true, true]);
    });

    test("twenty who redeem one code at once: one gets tokens, the others leave nothing", async () => {
      await newAddon();
      const code = await newCode();
      const tries = await Promise.all(times(20).map(async () => ({ authorization: await family(), tokens: pair() })));
      const won = await Promise.all(
        tries.map(({ authorization, tokens }) => storage.access.tokens.redeem(code, authorization, tokens, NOW)),
      );
      expect(won.filter(Boolean)).toEqual([true]);
      const stand = await Promise.all(tries.map(({ tokens }) => standing(tokens)));
      expect(stand).toEqual(won.map((each) => [each, each]));
      const winner = tries[won.indexOf(true)]!.authorization.id;
      expect((await storage.access.tokens.code(code.hash))?.authorizationId).toBe(winner);
      const [grant] = (await storage.access.addons.grantsOf(COMPANY)).filter(({ addon }) => addon.id === addonId);
      expect(grant?.authorizations).toHaveLength(1);
    });

    test("twenty who rotate one refresh token at once: one gets the next pair, the others leave nothing", async () => {
      await newAddon();
      const { tokens: first } = await redeemed();
      const refresh = await refreshOf(first.refresh.hash);
      const tries = times(20).map(() => pair());
      const won = await Promise.all(tries.map((tokens) => storage.access.tokens.rotate(refresh, tokens, NOW + 5)));
      expect(won.filter(Boolean)).toEqual([true]);
      expect(await Promise.all(tries.map(standing))).toEqual(won.map((each) => [each, each]));
      expect((await refreshOf(first.refresh.hash)).usedAt).toBe(NOW + 5);
    });

    test("a code cannot be redeemed after its company took the grant back", async () => {
      await newAddon();
      const code = await newCode();
      expect(await storage.access.addons.ungrant(COMPANY, addonId)).toBe(true);
      const tokens = pair();
      expect(await storage.access.tokens.redeem(code, await family(), tokens, NOW)).toBe(false);
      expect(await standing(tokens)).toEqual([false, false]);
      expect(await storage.access.addons.companiesOf(addonId)).toEqual([]);
      expect(await storage.access.addons.ungrant(COMPANY, addonId)).toBe(false);
    });

    test("taking a grant back while a code is redeemed leaves nothing standing, whoever was first", async () => {
      for (const n of times(15)) {
        await newAddon();
        const code = await newCode();
        const [authorization, tokens] = [await family(), pair()];
        const both = [
          () => storage.access.tokens.redeem(code, authorization, tokens, NOW),
          () => storage.access.addons.ungrant(COMPANY, addonId),
        ];
        await Promise.all((n % 2 === 0 ? both : both.reverse()).map((act) => act()));
        await storage.access.addons.grant(COMPANY, addonId, OWNER, LATER); // what is left would come alive again
        expect(await standing(tokens)).toEqual([false, false]);
      }
    });

    test("taking a grant back while tokens are given leaves nothing standing, whoever was first", async () => {
      for (const n of times(15)) {
        await newAddon();
        const { authorization, tokens } = await redeemed();
        const refresh = await refreshOf(tokens.refresh.hash);
        const [rotated, renewed, own] = [pair(), pair(), pair()];
        const acts = [
          () => storage.access.tokens.rotate(refresh, rotated, NOW),
          () => storage.access.tokens.renew(authorization, renewed),
          async () => storage.access.tokens.authorize(await family(), own),
          () => storage.access.addons.ungrant(COMPANY, addonId),
        ];
        await Promise.all([...acts.slice(n % 4), ...acts.slice(0, n % 4)].map((act) => act()));
        await storage.access.addons.grant(COMPANY, addonId, OWNER, LATER);
        expect(await Promise.all([tokens, rotated, renewed, own].map(standing))).toEqual(
          times(4).map(() => [false, false]),
        );
      }
    });

    test("ending an authorization ends its tokens and no other's", async () => {
      await newAddon();
      const [one, two] = [await redeemed(), await redeemed()];
      const next = pair();
      expect(await storage.access.tokens.rotate(await refreshOf(one.tokens.refresh.hash), next, NOW)).toBe(true);
      const late = await refreshOf(next.refresh.hash);
      await storage.access.tokens.end(OTHER, one.authorization.id); // not theirs to end
      expect(await standing(next)).toEqual([true, true]);
      await storage.access.tokens.end(COMPANY, one.authorization.id);
      expect(await standing(one.tokens)).toEqual([false, false]);
      expect(await standing(next)).toEqual([false, false]);
      expect(await standing(two.tokens)).toEqual([true, true]);
      expect(await storage.access.tokens.rotate(late, pair(), NOW)).toBe(false);
      expect(await storage.access.tokens.renew(one.authorization, pair())).toBe(false);
    });

    test("ending an authorization while its token is rotated leaves nothing standing, whoever was first", async () => {
      for (const n of times(15)) {
        await newAddon();
        const { authorization, tokens } = await redeemed();
        const refresh = await refreshOf(tokens.refresh.hash);
        const next = pair();
        const both = [
          () => storage.access.tokens.rotate(refresh, next, NOW),
          () => storage.access.tokens.end(COMPANY, authorization.id),
        ];
        await Promise.all((n % 2 === 0 ? both : both.reverse()).map((act) => act()));
        expect(await standing(tokens)).toEqual([false, false]);
        expect(await standing(next)).toEqual([false, false]);
      }
    });

    test("one access token ends without the others of its family", async () => {
      await newAddon();
      const { authorization, tokens } = await redeemed();
      const second = pair();
      expect(await storage.access.tokens.renew(authorization, second)).toBe(true);
      await storage.access.tokens.endAccessToken(tokens.access.hash);
      expect(await standing(tokens)).toEqual([false, true]);
      expect(await standing(second)).toEqual([true, true]);
    });

    test("an add-on that is revoked loses its codes and tokens in every company", async () => {
      await newAddon();
      const here = await redeemed();
      const there = await redeemed({ companyId: OTHER });
      const code = await newCode();
      expect(await standing(there.tokens)).toEqual([true, true]);
      const refresh = await refreshOf(here.tokens.refresh.hash);
      const revoked = await storage.access.addons.change(COMPANY, addonId, (addon) =>
        done({ ...addon, active: false }),
      );
      expect(revoked).toMatchObject({ ok: true, value: { active: false } });
      for (const { tokens } of [here, there]) expect(await standing(tokens)).toEqual([false, false]);
      const more = pair();
      expect(await storage.access.tokens.redeem(code, await family(), more, NOW)).toBe(false);
      expect(await storage.access.tokens.rotate(refresh, more, NOW)).toBe(false);
      expect(await standing(more)).toEqual([false, false]);
      const connected = await Promise.all([COMPANY, OTHER].map((company) => storage.access.addons.grantsOf(company)));
      expect(connected.flat().filter(({ addon }) => addon.id === addonId)).toEqual([]);
    });

    test("what one company gives and takes back does not touch another", async () => {
      await newAddon();
      const here = await redeemed();
      const there = await redeemed({ companyId: OTHER, staffId: 991 as StaffId });
      expect(await storage.access.addons.companiesOf(addonId)).toEqual([COMPANY, OTHER]);
      expect((await storage.access.addons.connections(COMPANY)).get(addonId)).toBe(2);
      const [grant] = await storage.access.addons.grantsOf(OTHER);
      expect(grant).toMatchObject({
        owner: COMPANY,
        grantedAt: NOW,
        grantedBy: 991,
        authorizations: [{ api: "kseries", permissions: ["orders-api", "items"], createdAt: NOW }],
      });
      expect(await storage.access.addons.ungrant(OTHER, addonId)).toBe(true);
      expect(await standing(there.tokens)).toEqual([false, false]);
      expect(await standing(here.tokens)).toEqual([true, true]);
      expect(await storage.access.addons.companiesOf(addonId)).toEqual([COMPANY]);
    });

    test("a second consent keeps the first grant and adds an authorization", async () => {
      await newAddon();
      await redeemed({ companyId: OTHER });
      const code = await newCode({ companyId: OTHER, staffId: 5 as StaffId, permissions: ["items"] });
      const authorization = await family({ companyId: OTHER, permissions: ["items"], createdAt: LATER });
      expect(await storage.access.tokens.redeem(code, authorization, pair(), LATER)).toBe(true);
      const grants = await storage.access.addons.grantsOf(OTHER);
      const mine = grants.filter(({ addon }) => addon.id === addonId);
      expect(mine).toMatchObject([
        { grantedAt: NOW, grantedBy: OWNER, authorizations: [{}, { permissions: ["items"] }] },
      ]);
    });

    test("nobody gets a token without a person where the company has not connected the add-on", async () => {
      await newAddon();
      const tokens = pair();
      expect(await storage.access.tokens.authorize(await family({ companyId: OTHER, staffId: null }), tokens)).toBe(
        false,
      );
      await storage.access.addons.grant(OTHER, addonId, null, NOW);
      expect(await standing(tokens)).toEqual([false, false]);
      expect(await storage.access.tokens.authorize(await family({ companyId: OTHER, staffId: null }), tokens)).toBe(
        true,
      );
      expect(await standing(tokens)).toEqual([true, true]);
    });

    test("forget removes what is over, and only that", async () => {
      await newAddon();
      const { tokens } = storage.access;
      const { authorization, tokens: first } = await redeemed();
      const next = pair();
      expect(await tokens.rotate(await refreshOf(first.refresh.hash), next, NOW + 10)).toBe(true);
      const code = await newCode({ expiresAt: NOW + 20 });
      const { hash: ownToken, authorization: own } = await authorize(storage, { addonId });
      const over = await family();
      expect(await tokens.authorize(over, { access: { hash: newSecret(), createdAt: NOW, expiresAt: NOW + 5 } })).toBe(
        true,
      );
      const authorizations = async () => {
        const grants = await storage.access.addons.grantsOf(COMPANY);
        return grants.find(({ addon }) => addon.id === addonId)!.authorizations.length;
      };
      expect(await authorizations()).toBe(3);

      await storage.access.forget(NOW + 5, NOW + 10); // to the millisecond, nothing is before its time
      expect(await standing(first)).toEqual([true, true]);
      expect(await authorizations()).toBe(3);
      expect(await tokens.code(code.hash)).toBeDefined();

      await storage.access.forget(NOW + 6, NOW + 11);
      expect(await standing(first)).toEqual([true, false]);
      expect(await standing(next)).toEqual([true, true]);
      expect(await tokens.code(code.hash)).toBeDefined();
      expect(await authorizations()).toBe(2); // one had no token left

      await storage.access.forget(LATER + 1, NOW + 21);
      expect(await standing(next)).toEqual([false, true]); // a refresh token that was not used stays for ever
      expect(await tokens.code(code.hash)).toBeUndefined();
      expect((await refreshOf(next.refresh.hash)).authorization).toEqual(authorization);
      expect((await tokens.accessToken(ownToken))?.authorization).toEqual(own);
      expect(await authorizations()).toBe(2);
    });

    test("forgetting while tokens are given and ended disturbs nobody", async () => {
      await newAddon();
      const families = await Promise.all(times(12).map(() => redeemed()));
      const after = times(12).map(() => pair(LATER + 10_000));
      await Promise.all([
        ...families.slice(0, 6).map(({ authorization }) => storage.access.tokens.end(COMPANY, authorization.id)),
        ...times(4).map(() => storage.access.forget(LATER + 1, NOW)),
        ...families.slice(6).map(async ({ authorization }, i) => {
          expect(await storage.access.tokens.renew(authorization, after[i]!)).toBe(true);
        }),
      ]);
      for (const i of times(6)) expect(await standing(after[i]!)).toEqual([true, true]);
      for (const { tokens } of families.slice(0, 6)) expect(await standing(tokens)).toEqual([false, false]);
    });
  });
}
