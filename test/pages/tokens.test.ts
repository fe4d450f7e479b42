import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { stylesheet, stylesheetPath } from "../../src/pages/stylesheet.ts";
import { type Colours, customProperties, tokens } from "../../src/pages/tokens.ts";

/** The contrast of two colours, 1 to 21, as WCAG 2.2 defines it. */
const contrast = (a: string, b: string): number => {
  const luminance = (colour: string): number => {
    const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
      const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [dark = 0, bright = 0] = [luminance(a), luminance(b)].toSorted((x, y) => x - y);
  return (bright + 0.05) / (dark + 0.05);
};

const grounds = ["page", "surface", "sunken"] as const;
const texts: readonly (readonly [text: keyof Colours, ground: keyof Colours])[] = [
  ...grounds.flatMap((ground) => (["text", "muted", "accent", "bad"] as const).map((text) => [text, ground] as const)),
  ["text", "accentSoft"],
  ["accent", "accentSoft"],
  ["onAccent", "accent"],
  ["onAccent", "accentHover"],
  ["onBrand", "brand"],
  ["good", "goodSoft"],
  ["text", "warnSoft"],
  ["warn", "warnSoft"],
  ["bad", "badSoft"],
  ["onBad", "bad"],
  ["onBad", "badHover"],
];
const edges = [...grounds.map((ground) => ["focus", ground] as const), ["control", "surface"] as const];

test.each(["light", "dark"] as const)("in %s, texts and edges can be told from what they stand on", (theme) => {
  const colours = tokens.colours[theme];
  const weak = (pairs: typeof texts, least: number): string[] =>
    pairs
      .map(([a, b]) => [`${a} on ${b}`, contrast(colours[a], colours[b])] as const)
      .filter(([, ratio]) => ratio < least)
      .map(([name, ratio]) => `${name}: ${ratio.toFixed(2)}`);
  expect(weak(texts, 4.5)).toEqual([]);
  expect(weak(edges, 3)).toEqual([]);
  expect(contrast("#000000", "#ffffff")).toBeCloseTo(21);
});

test("the stylesheet names no token that is not there, and leaves none of its colours unused", () => {
  const css = customProperties();
  const declared = new Set([...css.matchAll(/(--[a-z0-9-]+):/g)].map(([, name]) => name));
  const used = new Set([...stylesheet.matchAll(/var\((--[a-z0-9-]+)\)/g)].map(([, name]) => name));
  expect([...used].filter((name) => !declared.has(name))).toEqual([]);
  expect([...declared].filter((name) => name?.startsWith("--color-") && !used.has(name))).toEqual([]);
});

test("the stylesheet loads nothing, and its address is made of its text", () => {
  expect(stylesheet).not.toMatch(/url\(|@import|expression/);
  const hash = createHash("sha256").update(stylesheet).digest("hex");
  expect(stylesheetPath).toBe(`/assets/servery.css?v=${hash.slice(0, 10)}`);
  expect([...stylesheet.matchAll(/\{/g)].length).toBe([...stylesheet.matchAll(/\}/g)].length);
});
