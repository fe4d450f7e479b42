import type { CustomerRefusal } from "../../../domain/customer-changes.ts";
import { HttpError } from "../../../http/errors.ts";
import type { Result } from "../../../kit/brand.ts";

type Row<R> = Readonly<{ status: number; says: (refusal: R) => string; field?: string }>;
type RefusalTable = { readonly [K in CustomerRefusal["kind"]]: Row<Extract<CustomerRefusal, { kind: K }>> };

/** What this API says to each refusal of a customer command. A new refusal does not compile until it has its line. */
const table: RefusalTable = {
  customer_not_found: { status: 404, says: () => "The requested customer was not found." },
  customer_changed: { status: 409, says: () => "It was changed by somebody else meanwhile. Load it again." },
  address_not_found: { status: 404, says: () => "The requested address was not found." },
  contact_required: { status: 400, says: () => "One of email, phone and mobile is required." },
  too_many_addresses: { status: 400, says: ({ max }) => `A customer has ${max} addresses at the most.` },
  mobile_taken: { status: 400, says: () => "mobile: is another customer's already", field: "mobile" },
};

/** The value of a customer command, or its refusal thrown as this API's error. */
export const mustCustomer = <T>(result: Result<T, CustomerRefusal>): T => {
  if (result.ok) return result.value;
  const { status, says, field } = table[result.error.kind] as Row<CustomerRefusal>;
  const code = status === 404 ? "not_found" : result.error.kind;
  throw new HttpError(status, code, says(result.error), field ? { field } : {});
};
