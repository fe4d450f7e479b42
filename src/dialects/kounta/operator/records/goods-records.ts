import type { Route } from "../../../../http/route.ts";
import { categories } from "./categories.ts";
import { menus } from "./menus.ts";
import { optionSets } from "./option-sets.ts";
import { productionInstructions } from "./production-instructions.ts";
import { productBulkRoutes } from "./products-bulk.ts";
import { productCsvRoutes } from "./products-csv.ts";
import { products } from "./products.ts";
import { type RecordParts, recordRoutes } from "./routes.ts";

/** What a venue sells, record by record. */
export const goodsRecordRoutes = (parts: RecordParts): readonly Route[] => [
  ...recordRoutes(parts, categories),
  ...productBulkRoutes(parts),
  ...productCsvRoutes(parts),
  ...recordRoutes(parts, products),
  ...recordRoutes(parts, optionSets),
  ...recordRoutes(parts, menus),
  ...recordRoutes(parts, productionInstructions),
];
