import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { BUNDLE_MOST_KB, bundle } from "../../bench/bundle.ts";
import { builtProduct } from "../crash/child.ts";

test("VU-01 the register weighs what a tablet on a slow network can fetch", async () => {
  await builtProduct();
  const { first, all } = bundle(fileURLToPath(new URL("../../dist", import.meta.url)));
  expect(first).toBeGreaterThan(100);
  expect(first).toBeLessThanOrEqual(BUNDLE_MOST_KB);
  expect(all).toBeGreaterThan(first);
});
