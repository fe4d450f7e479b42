import { useOffice } from "../../app/office.ts";
import { useUrl } from "../../kit/url.ts";
import { type Period, usePeriod } from "../parts/period.ts";
import { toMinor } from "../../../common/format.ts";
import type { FileRow } from "./sale-row.ts";

/** Choices of the status filter that are no status of their own. */
export const OPEN = "OPEN";
export const DELETED = "DELETED";
const OPEN_STATUSES: readonly string[] = ["ON_HOLD", "ACCEPTED", "PENDING"];

/** What the history is narrowed to. Amounts are numbers in the company's currency. */
export type SalesFilter = Period &
  Readonly<{
    siteId: number | undefined;
    registerId: string | undefined;
    staffId: string | undefined;
    status: string | undefined;
    type: string | undefined;
    /** The add-on that made it, or REGISTER. */
    source: string | undefined;
    min: number | undefined;
    max: number | undefined;
    q: string | undefined;
  }>;

const idIn = (text: string | undefined): string | undefined =>
  text !== undefined && /^\d{1,16}$/.test(text) ? text : undefined;
const amountIn = (text: string | undefined): number | undefined =>
  text !== undefined && /^-?\d{1,12}(?:\.\d{1,4})?$/.test(text) ? Number(text) : undefined;

/** The filter of the address. What somebody typed there that is no filter is left out. */
export const useSalesFilter = (): SalesFilter => {
  const { site } = useOffice();
  const { values } = useUrl();
  const { from, to } = usePeriod();
  return {
    from,
    to,
    siteId: site?.id,
    registerId: idIn(values["register_id"]),
    staffId: idIn(values["staff_id"]),
    status: values["status"],
    type: values["type"],
    source: values["source"],
    min: amountIn(values["min"]),
    max: amountIn(values["max"]),
    q: values["q"],
  };
};

/** What the server cannot filter its pages by: such a filter goes through the orders of the period here. */
export const needsAll = ({ q, type, source, status }: SalesFilter): boolean =>
  q !== undefined || type !== undefined || source !== undefined || status === OPEN;

/** Whether the server's file has exactly these orders. */
export const fitsFile = (filter: SalesFilter): boolean =>
  !needsAll(filter) && filter.min === undefined && filter.max === undefined;

const plain = (text: string): string => text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase();

/** Whether an order of the period is one of those that are looked for. */
export const fits = (filter: SalesFilter, currency: string): ((row: FileRow) => boolean) => {
  const { status, type, source, min, max, q } = filter;
  const words = plain(q ?? "")
    .split(/\s+/)
    .filter(Boolean);
  const [least, most] = [min, max].map((amount) => (amount === undefined ? undefined : toMinor(amount, currency)));
  return (row) => {
    if (status === OPEN ? !OPEN_STATUSES.includes(row.status) : status && status !== DELETED && row.status !== status) {
      return false;
    }
    if (type !== undefined && row.type !== type) return false;
    if (source !== undefined && row.source !== source) return false;
    const total = toMinor(row.total, currency);
    if (least !== undefined && total < least) return false;
    if (most !== undefined && total > most) return false;
    const text = plain(`${row.number} ${row.id} ${row.customer ?? ""} ${row.table ?? ""} ${row.notes ?? ""}`);
    return words.every((word) => text.includes(word));
  };
};
