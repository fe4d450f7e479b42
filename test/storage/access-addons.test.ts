import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { withSecret } from "../../src/domain/access/addon.ts";
import type { AddonId, CompanyId } from "../../src/domain/ids.ts";
import { done, refuse } from "../../src/kit/brand.ts";
import type { Storage } from "../../src/storage/storage.ts";
import { engines, testAddon } from "../support/servery.ts";
import { COMPANY, Place } from "./stores.ts";

const OTHER = 6789 as CompanyId;
const times = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

for (const engine of engines) {
  describe(`add-ons (${engine})`, () => {
    let place: Place;
    let storage: Storage;
    beforeAll(async () => {
      place = await Place.make(engine);
      storage = await place.openLoaded();
    });
    afterAll(() => place.remove());

    const add = async (facts: object = {}): Promise<AddonId> => {
      const id = (await storage.companies.newId("addon")) as AddonId;
      await storage.access.addons.add(testAddon({ id, clientId: `client-${id}`, ...facts }, "secret", 7));
      return id;
    };

    test("an add-on comes back as it was added, and its own company has connected it", async () => {
      const id = (await storage.companies.newId("addon")) as AddonId;
      const addon = testAddon(
        {
          id,
          clientId: "Ünïcode-🌶",
          oldSecret: { hash: "h".repeat(64), until: 99, signing: "e".repeat(128) },
          name: 'He said "no" ☕',
          description: "Two\nlines",
          isPublic: true,
          redirectUris: ["https://app.example/back?a=1&b=2"],
          apis: ["kseries", "kounta"],
          grants: ["authorization_code"],
          permissions: ["orders:read"],
          scopes: ["items", "reservation-mytable"],
        },
        "secret",
        7,
      );
      await storage.access.addons.add(addon);
      expect(await storage.access.addons.byClientId("Ünïcode-🌶")).toEqual(addon);
      expect(await storage.access.addons.get(COMPANY, id)).toEqual(addon);
      expect(await storage.access.addons.of(COMPANY)).toContainEqual(addon);
      expect(await storage.access.addons.companiesOf(id)).toEqual([COMPANY]);
      expect((await storage.access.addons.connections(COMPANY)).get(id)).toBe(1);
    });

    test("an add-on is its owner's: another company neither sees nor changes it", async () => {
      const id = await add();
      expect(await storage.access.addons.get(OTHER, id)).toBeUndefined();
      expect(await storage.access.addons.of(OTHER)).toEqual([]);
      const changed = await storage.access.addons.change(OTHER, id, (addon) => done({ ...addon, name: "Taken over" }));
      expect(changed).toEqual(refuse("not_found"));
      expect(await storage.access.addons.get(COMPANY, id)).toMatchObject({ name: `client-${id}` });
    });

    test("a client id is there once, and a second add leaves nothing", async () => {
      await add({ clientId: "taken" });
      const id = (await storage.companies.newId("addon")) as AddonId;
      const second = testAddon({ id, companyId: OTHER, clientId: "taken" }, "secret", 7);
      expect(await storage.access.addons.add(second)).toBe(false);
      expect(await storage.access.addons.get(OTHER, id)).toBeUndefined();
      expect(await storage.access.addons.companiesOf(id)).toEqual([]);
      const upper = await add({ clientId: "TAKEN" }); // compared letter by letter
      expect((await storage.access.addons.byClientId("TAKEN"))?.id).toBe(upper);
    });

    test("twenty changes at once lose none", async () => {
      const id = await add({ redirectUris: [] });
      const made = await Promise.all(
        times(20).map((n) =>
          storage.access.addons.change(COMPANY, id, (addon) =>
            done({ ...addon, redirectUris: [...addon.redirectUris, `https://app.example/${n}`] }),
          ),
        ),
      );
      expect(made.every(({ ok }) => ok)).toBe(true);
      const { redirectUris } = (await storage.access.addons.get(COMPANY, id))!;
      expect([...redirectUris].sort((a, b) => a.localeCompare(b))).toEqual(
        times(20)
          .map((n) => `https://app.example/${n}`)
          .sort((a, b) => a.localeCompare(b)),
      );
    });

    test("a rotation and an edit at once are both there", async () => {
      for (const n of times(5)) {
        const id = await add();
        const rotate = () =>
          storage.access.addons.change(COMPANY, id, (addon) =>
            done(withSecret(addon, { hash: "new", signing: "s" }, 10, 1_000)),
          );
        const edit = () => storage.access.addons.change(COMPANY, id, (addon) => done({ ...addon, name: "Edited" }));
        const before = (await storage.access.addons.get(COMPANY, id))!.secretHash;
        await Promise.all((n % 2 === 0 ? [rotate, edit] : [edit, rotate]).map((act) => act()));
        expect(await storage.access.addons.get(COMPANY, id)).toMatchObject({
          name: "Edited",
          secretHash: "new",
          oldSecret: { hash: before, until: 1_010 },
        });
      }
    });

    test("a change that is refused, or throws, changes nothing", async () => {
      const id = await add();
      const before = await storage.access.addons.get(COMPANY, id);
      expect(await storage.access.addons.change(COMPANY, id, () => refuse("no"))).toEqual(refuse("no"));
      const thrown = storage.access.addons.change(COMPANY, id, () => {
        throw new Error("a bug");
      });
      await expect(thrown).rejects.toThrow("a bug");
      expect(await storage.access.addons.get(COMPANY, id)).toEqual(before);
      expect((await storage.access.addons.change(COMPANY, id, done)).ok).toBe(true); // and the row is free again
    });

    test("odd client ids are nobody's, and never throw", async () => {
      for (const odd of [
        "\0",
        "client\0",
        "",
        "'; drop table addons; --",
        "\ud800",
        "🌶".repeat(5_000),
        "%",
        "\u202e",
      ]) {
        expect(await storage.access.addons.byClientId(odd)).toBeUndefined();
      }
      expect(await storage.access.addons.of(COMPANY)).not.toEqual([]);
    });
  });
}
