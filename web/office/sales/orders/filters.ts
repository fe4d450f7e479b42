import type { Query } from "../../../common/api.ts";
import { useOffice } from "../../app/office.ts";
import { useUrl } from "../../kit/url.ts";
import { usePeriod } from "../parts/period.ts";

/** Choices of the status filter that are no status of their own. */
export const OPEN = "OPEN";
export const DELETED = "DELETED";
const OPEN_STATUSES = "ON_HOLD,ACCEPTED,PENDING";

/** The `addon_id` of orders that were taken at the venue. */
export const REGISTER = "none";

const idIn = (text: string | undefined): string | undefined =>
  text !== undefined && /^\d{1,16}$/.test(text) ? text : undefined;
const amountIn = (text: string | undefined): string | undefined =>
  text !== undefined && /^-?\d{1,12}(?:\.\d{1,4})?$/.test(text) ? text : undefined;

/** The filter of the address, as the server takes it. What somebody typed there that is no filter is left out. */
export const useSalesFilter = (): Query & Readonly<{ from: string; to: string }> => {
  const { site } = useOffice();
  const { values } = useUrl();
  const { from, to } = usePeriod();
  const { status, addon_id: addon } = values;
  return {
    from,
    to,
    site_id: site?.id,
    q: values["q"],
    status: status === OPEN ? OPEN_STATUSES : status === DELETED ? undefined : status,
    deleted: status === DELETED ? true : undefined,
    order_type: values["order_type"],
    addon_id: addon === REGISTER ? addon : idIn(addon),
    payment_method_id: idIn(values["payment_method_id"]),
    register_id: idIn(values["register_id"]),
    staff_id: idIn(values["staff_id"]),
    value_gte: amountIn(values["min"]),
    value_lte: amountIn(values["max"]),
  };
};
