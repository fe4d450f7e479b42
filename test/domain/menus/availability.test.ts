import { describe, expect, test } from "vitest";
import { SITE } from "../../../src/demo/ids.ts";
import { onlineReadiness, restrictionOf, restrictionsTurned, withLeft } from "../../../src/domain/availability.ts";
import type { Product, Register, Site } from "../../../src/domain/catalogue/records.ts";
import { catalogue, productIdOf } from "../menu.ts";

const site = catalogue.site(SITE.fitzroy)!;
const chips = catalogue.product(productIdOf("Hot chips"))!;
const AT = 1_800_000_000_000;
const countdown = (count: number) => ({ id: 9, count, at: AT });

describe("what is left", () => {
  const left = (product: Product, sold = 0) => restrictionOf(catalogue, product, site, sold);

  test("is not bounded unless somebody said so", () => expect(left(chips)).toBeUndefined());
  test("is what the count-down leaves, and never less than nothing", () => {
    const counted = withLeft(chips, site, countdown(5));
    expect([left(counted), left(counted, 2)?.count, left(counted, 5)?.count, left(counted, 7)?.count]).toEqual([
      { count: 5, at: AT },
      3,
      0,
      0,
    ]);
  });
  test("is nothing of what the site has run out of or does not sell, whatever a count-down says", () => {
    const out = withLeft(chips, site, 0);
    expect(left(out)).toEqual({ count: 0, at: chips.updatedAt });
    expect(left({ ...chips, sites: { [site.id]: { sold: false } } })?.count).toBe(0);
    const both = { ...chips, sites: { [site.id]: { available: false, countdown: countdown(5) } } };
    expect(left(both)?.count).toBe(0);
    expect(left({ ...chips, deleted: true })?.count).toBe(0);
  });
  test("is told of by the sites that say something else of it, and by no others", () => {
    const turned = (before: Product, after: Product) =>
      restrictionsTurned(before, after).map(({ siteId, count }) => [siteId, count]);
    const counted = withLeft(chips, site, countdown(3));
    expect(turned(chips, counted)).toEqual([[site.id, 3]]);
    expect(turned(counted, withLeft(counted, site, 0))).toEqual([[site.id, 0]]);
    expect(turned(counted, withLeft(counted, site, { ...countdown(3), id: 10 }))).toEqual([[site.id, 3]]);
    expect(turned(counted, chips)).toEqual([[site.id, null]]);
    expect(turned(counted, { ...counted, name: "Fries", sites: { ...counted.sites, 824: { sold: false } } })).toEqual(
      [],
    );
    const said = { ...chips, sites: { [site.id]: { available: true } } };
    expect([turned(chips, said), withLeft(said, site, null)]).toEqual([[], said]);
  });
  test("is unbounded again, and the site's other words stay", () => {
    const said = { ...chips, sites: { [site.id]: { taxIds: [] }, 824: { sold: false } } };
    const counted = withLeft(said, site, countdown(3));
    expect(counted.sites[site.id]).toEqual({ taxIds: [], countdown: { id: 9, count: 3, at: AT } });
    expect(withLeft(withLeft(counted, site, 0), site, null)).toEqual(said);
    expect(withLeft(withLeft(chips, site, countdown(3)), site, null)).toEqual(chips);
  });
});

describe("readiness", () => {
  const within = (facts: Partial<Site>, online: boolean, at = 0) => {
    const registers = catalogue.registersOf(site.id).map((register): Register => ({
      ...register,
      online,
      updatedAt: Math.max(at, register.updatedAt),
    }));
    return onlineReadiness(
      catalogue.after(
        registers.map((record) => ({ kind: "register", id: record.id, record })),
        2,
      ),
      { ...site, ...facts },
    );
  };

  test.each([
    ["all that it takes", {}, true, true],
    ["the period closed", { salesPeriod: "CLOSED" }, true, false],
    ["the period opened", { salesPeriod: "OPENED" }, true, true],
    ["the switch off", { onlineOrdering: false }, true, false],
    ["no register there", {}, false, false],
  ] as const)("%s", (_, facts, online, ready) => expect(within(facts, online).ready).toBe(ready));

  test("changed when the site or one of its registers last did", () => {
    expect(within({}, true, AT).at).toBe(AT);
    expect(within({ updatedAt: AT + 5 }, true, AT).at).toBe(AT + 5);
  });
});
