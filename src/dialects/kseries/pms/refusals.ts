import type { ProviderRefusal } from "../../../domain/pms/provider.ts";
import { HttpError } from "../../../http/errors.ts";
import type { Result } from "../../../kit/brand.ts";

type Row<R> = Readonly<{
  status: number;
  says: (refusal: R) => string;
  about?: (refusal: R) => Record<string, unknown>;
}>;
type RefusalTable = { readonly [K in ProviderRefusal["kind"]]: Row<Extract<ProviderRefusal, { kind: K }>> };

const table: RefusalTable = {
  provider_not_found: { status: 404, says: () => "PMS provider not found" },
  location_not_found: { status: 404, says: () => "Business Location Not found" },
  too_many_providers: { status: 400, says: ({ max }) => `must not have more than ${max} PMS providers` },
  endpoint: {
    status: 400,
    says: ({ says }) => says,
    about: ({ endpoint }) => ({ field: "endpoint", value: endpoint }),
  },
};

/** The value of a command, or its refusal thrown as this API's error. */
export const mustProvider = <T>(result: Result<T, ProviderRefusal>): T => {
  if (result.ok) return result.value;
  const { status, says, about } = table[result.error.kind] as Row<ProviderRefusal>;
  throw new HttpError(status, result.error.kind, says(result.error), about?.(result.error) ?? {});
};
