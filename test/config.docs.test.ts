import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { settings } from "../src/config.ts";

const page = readFileSync(new URL("../docs/configuration.md", import.meta.url), "utf8");

test("every setting stands in docs/configuration.md with its preset and its sentence, and no other does", () => {
  const rows = [...page.matchAll(/^\| `(SERVERY_\w+)`\s*\| (.+?)\s*\| (.+?)\s*\|$/gm)].map(
    ([, name, preset, says]) => ({
      name,
      preset: preset === "—" ? undefined : preset?.replaceAll("`", ""),
      says,
    }),
  );
  const expected = Object.entries(settings).map(([name, { preset, says }]) => ({ name, preset, says }));
  expect(rows).toEqual(expected);
});
