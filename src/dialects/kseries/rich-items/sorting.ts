import { z } from "zod";
import { skuOf } from "../../../domain/menus/sku.ts";
import type { RichProduct } from "./shape.ts";

/** The order of a list of rich items: `sku`, or `lastUpdateDate,desc`; the parameter may be repeated. */

type Compare = (a: RichProduct, b: RichProduct) => number;

const bySku: Compare = (a, b) => (skuOf(a) < skuOf(b) ? -1 : skuOf(a) > skuOf(b) ? 1 : 0);

const fields: Readonly<Record<string, Compare>> = {
  sku: bySku,
  creationDate: (a, b) => a.rich.createdAt - b.rich.createdAt,
  lastUpdateDate: (a, b) => a.rich.updatedAt - b.rich.updatedAt,
};

const ASK = /^(\w+)(?:,(asc|desc))?$/i;

const compareBy = (text: string): Compare | undefined => {
  const [, field = "", way = "asc"] = ASK.exec(text) ?? [];
  const compare = Object.hasOwn(fields, field) ? fields[field] : undefined;
  return compare && (way.toLowerCase() === "desc" ? (a, b) => compare(b, a) : compare);
};

export const sorting = z
  .unknown()
  .transform((given, context): Compare => {
    const asked = [given]
      .flat()
      .map(String)
      .filter((text) => text !== "");
    const compares = asked.map(compareBy);
    if (compares.includes(undefined)) {
      const message = `must be ${Object.keys(fields).join(", ")}, with ,asc or ,desc behind it`;
      context.addIssue({ code: "custom", message, input: given });
      return z.NEVER;
    }
    return (a, b) => {
      for (const compare of compares) {
        const found = compare!(a, b);
        if (found !== 0) return found;
      }
      return bySku(a, b);
    };
  })
  .prefault([])
  .meta({ type: "array", items: { type: "string" }, description: "sku, creationDate or lastUpdateDate." });
