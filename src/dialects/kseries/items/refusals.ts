import type { ItemRefusal } from "../../../domain/catalogue/item-rules.ts";
import type { Product } from "../../../domain/catalogue/records.ts";
import { HttpError } from "../../../http/errors.ts";
import type { Result } from "../../../kit/brand.ts";

type Told = Readonly<{ status: number; message: string; field?: string; value?: string }>;

/** What this API says to a refusal. The ids in it are those that were sent. */
const told = (refusal: ItemRefusal, sent: Readonly<{ id?: string; location?: string; group?: string }>): Told => {
  switch (refusal.kind) {
    case "not_there":
      return refusal.what === "site"
        ? { status: 404, message: `Business Location Not found for ${sent.location}` }
        : { status: 404, message: `Item not found for ${sent.id}` };
    case "unknown": {
      const value = sent.group ?? refusal.value;
      return { status: 404, message: `Accounting group not found for ${value}`, field: "accountingGroupId", value };
    }
    case "sku_taken": {
      const { sku, by } = refusal;
      return { status: 400, message: `sku ${sku} belongs to item ${by} already`, field: "sku", value: sku };
    }
    case "price_required":
      return { status: 400, message: "defaultPrice: must not be null", field: "defaultPrice" };
    default:
      return { status: 400, message: "The item cannot be saved like this." };
  }
};

/**
 * The value of a command, or its refusal thrown as this service's error. `unknown` is the status for an accounting
 * group that is not there: 404 where an item is made, 400 where one is changed.
 */
export const itemOf = (
  result: Result<Product, ItemRefusal>,
  sent: Readonly<{ id?: string; location?: string; group?: string }>,
  unknown: 400 | 404,
): Product => {
  if (result.ok) return result.value;
  const { status, message, field, value } = told(result.error, sent);
  const code = status === 404 ? "not_found" : result.error.kind;
  throw new HttpError(result.error.kind === "unknown" ? unknown : status, code, message, {
    ...(field !== undefined && { field }),
    ...(value !== undefined && { value }),
  });
};
