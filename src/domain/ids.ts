import type { Brand } from "../kit/brand.ts";

/** Ids are positive whole numbers below 2^53, unique over all companies, taken from the store's sequences. */
export type CompanyId = Brand<number, "CompanyId">;
export type SiteId = Brand<number, "SiteId">;
export type RegisterId = Brand<number, "RegisterId">;
export type StaffId = Brand<number, "StaffId">;
export type CustomerId = Brand<number, "CustomerId">;
export type CategoryId = Brand<number, "CategoryId">;
export type ProductId = Brand<number, "ProductId">;
export type OptionSetId = Brand<number, "OptionSetId">;
export type PriceListId = Brand<number, "PriceListId">;
export type TaxId = Brand<number, "TaxId">;
export type TaxGroupId = Brand<number, "TaxGroupId">;
export type PaymentMethodId = Brand<number, "PaymentMethodId">;
export type OrderId = Brand<number, "OrderId">;
export type PaymentId = Brand<number, "PaymentId">;
export type AddonId = Brand<number, "AddonId">;
/** What a person approved for an add-on, once. */
export type AuthorizationId = Brand<number, "AuthorizationId">;

/** Reads an id from a path or query. Digits beyond 2^53 are a well-formed id that nothing has: they give `0`. */
export const parseId = <Id extends number>(text: string): Id | undefined => {
  if (!/^\d{1,40}$/.test(text)) return undefined;
  const id = Number(text);
  return (Number.isSafeInteger(id) ? id : 0) as Id;
};

/** Who asks: an add-on with a company's permission, or a person of the company working at a register or desk. */
export type Actor =
  | Readonly<{ kind: "addon"; addonId: AddonId }>
  | Readonly<{ kind: "operator"; staffId: StaffId; registerId: RegisterId | null }>;

/** An authenticated caller, bound to the one company that the request speaks about. */
export type Principal = Readonly<{ company: CompanyId; actor: Actor }>;
