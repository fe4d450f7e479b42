import { z } from "zod";
import type { Reconciliation } from "../../../domain/back-office.ts";
import type { Catalogue } from "../../../domain/catalogue/catalogue.ts";
import { minorDigits } from "../../../kit/money.ts";
import { money, stamp } from "../wire.ts";

/** The end-of-day count in both of its shapes: today's reconciliation and the older cash-up. */

const zoneOf = (catalogue: Catalogue, { siteId }: Reconciliation): string =>
  catalogue.site(siteId)?.timezone ?? catalogue.company.timezone;

const placesOf = ({ siteId, registerId, staffId }: Reconciliation, catalogue: Catalogue) => {
  const site = catalogue.site(siteId);
  const register = registerId === null ? undefined : catalogue.register(registerId);
  const staff = staffId === null ? undefined : catalogue.staff(staffId);
  return {
    site: site ? { id: site.id, name: site.name, code: site.code } : null,
    register: register ? { id: register.id, code: register.code, name: register.name } : null,
    staff_member: staff
      ? { id: staff.id, first_name: staff.firstName, last_name: staff.lastName, email: staff.emails[0] ?? null }
      : null,
  };
};

const countsOf = ({ incomeAccounts, tenders }: Reconciliation, catalogue: Catalogue) => {
  const digits = minorDigits(catalogue.company.currency);
  return {
    income_accounts: incomeAccounts.map(({ ledgerCode, amounts }) => ({
      ledger_code: ledgerCode,
      amounts: amounts.map(({ taxId, net, tax }) => ({
        tax_id: taxId,
        net: money(net, digits),
        tax: money(tax, digits),
      })),
    })),
    reconciliations: tenders.map(({ methodId, recorded, counted, cashIn, cashOut }) => {
      const method = catalogue.paymentMethod(methodId);
      return {
        payment_method: { id: methodId, name: method?.name ?? null, ledger_code: method?.ledgerCode ?? null },
        takings: { recorded: money(recorded, digits), counted: money(counted, digits) },
        adjustments: { cash_in: money(cashIn, digits), cash_out: money(cashOut, digits) },
      };
    }),
  };
};

/** The abridged row of lists: which count it is, without the amounts. */
export const reconciliationRow = (record: Reconciliation, catalogue: Catalogue) => ({
  id: record.id,
  id_str: String(record.id),
  number: record.number,
  reconciliation_level: record.level,
  processed: record.processed,
  ...placesOf(record, catalogue),
  created_at: stamp(record.createdAt, zoneOf(catalogue, record)),
  updated_at: stamp(record.updatedAt, zoneOf(catalogue, record)),
});

export const reconciliationShape = (record: Reconciliation, catalogue: Catalogue) => ({
  ...reconciliationRow(record, catalogue),
  ...countsOf(record, catalogue),
});

/** The older shape. Its lists carry whole records: that generation's clients read the amounts from there. */
export const cashupShape = (record: Reconciliation, catalogue: Catalogue) => ({
  id: record.id,
  number: record.number,
  processed: record.processed,
  register_level_reconciliation: record.level === "register",
  ...placesOf(record, catalogue),
  ...countsOf(record, catalogue),
  created_at: stamp(record.createdAt, zoneOf(catalogue, record)),
});

const nullable = z.string().nullable();
const places = {
  site: z.object({ id: z.int(), name: z.string(), code: nullable }).nullable(),
  register: z.object({ id: z.int(), code: z.string(), name: z.string() }).nullable(),
  staff_member: z.object({ id: z.int(), first_name: z.string(), last_name: z.string(), email: nullable }).nullable(),
};
const counts = {
  income_accounts: z.array(
    z.object({
      ledger_code: nullable,
      amounts: z.array(z.object({ tax_id: z.int().nullable(), net: z.number(), tax: z.number() })),
    }),
  ),
  reconciliations: z.array(
    z.object({
      payment_method: z.object({ id: z.int(), name: nullable, ledger_code: nullable }),
      takings: z.object({ recorded: z.number(), counted: z.number() }),
      adjustments: z.object({ cash_in: z.number(), cash_out: z.number() }),
    }),
  ),
};

export const ReconciliationRowOut = z.object({
  id: z.int(),
  id_str: z.string(),
  number: z.int(),
  reconciliation_level: z.enum(["site", "register", "staff_member"]),
  processed: z.boolean(),
  ...places,
  created_at: z.string(),
  updated_at: z.string(),
});
export const ReconciliationOut = z.object({ ...ReconciliationRowOut.shape, ...counts });
export const CashupOut = z.object({
  id: z.int(),
  number: z.int(),
  processed: z.boolean(),
  register_level_reconciliation: z.boolean(),
  ...places,
  ...counts,
  created_at: z.string(),
});
