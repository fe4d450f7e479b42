import { z } from "zod";
import { type LedgerCodes, saveLedgerCodes } from "../../../commands/save-ledger-codes.ts";
import type { Catalogue } from "../../../domain/catalogue/catalogue.ts";
import type { CategoryId, CompanyId, PaymentMethodId, SiteId, TaxId } from "../../../domain/ids.ts";
import { NO_LEDGER_CODES, type OtherLedgerCodes } from "../../../domain/journal.ts";
import { badRequest } from "../../../http/errors.ts";
import { type Route, route } from "../../../http/route.ts";
import { codesOf } from "../codes.ts";
import { locationOf } from "../locations.ts";
import type { KseriesParts } from "../routes.ts";
import { bodyLong, idOf, locationPath, outId } from "../wire.ts";
import { BASE, OURS, ours } from "./groups.ts";

const ledgerCode = z
  .string({ error: "must be a text or null" })
  .transform((text) => text.trim())
  .refine((text) => text !== "" && text.length <= 50, { error: "must have 1 to 50 characters" })
  .nullable();

const CodedOut = z.object({ id: outId, code: z.string(), name: z.string(), ledgerCode: z.string().nullable() });
const LedgerCodesOut = z.object({
  businessLocationId: outId,
  accountingGroups: z.array(CodedOut),
  taxes: z.array(CodedOut),
  paymentMethods: z.array(CodedOut),
  tips: z.string().nullable().meta({ description: "For tips and service." }),
  difference: z.string().nullable().meta({ description: "For what was not paid, or paid beyond." }),
});

const codedIn = z
  .array(z.object({ id: bodyLong("Its id."), ledgerCode }), { error: "must be a list" })
  .max(2_000, { error: "must not be more than 2000" })
  .optional();
const LedgerCodesIn = z.object({
  accountingGroups: codedIn,
  taxes: codedIn,
  paymentMethods: codedIn,
  tips: ledgerCode.optional(),
  difference: ledgerCode.optional(),
});
type Given = z.output<typeof LedgerCodesIn>;

type Coded = Readonly<{ id: number; name: string; code?: string | null; ledgerCode?: string | null }>;
const rows = (records: readonly Coded[], codeOf: (record: Coded) => string): z.output<typeof CodedOut>[] =>
  records.map((record) => {
    const { id, name, ledgerCode: code } = record;
    return { id, code: codeOf(record), name, ledgerCode: code ?? null };
  });

const coded = (records: readonly Coded[]): z.output<typeof CodedOut>[] => {
  const codes = codesOf(records);
  return rows(records, ({ id }) => codes.get(id)!);
};

const shape = (catalogue: Catalogue, siteId: SiteId, other: OtherLedgerCodes): z.output<typeof LedgerCodesOut> => ({
  businessLocationId: siteId,
  accountingGroups: coded(catalogue.all("category")),
  taxes: rows(catalogue.all("tax"), ({ code }) => code ?? ""),
  paymentMethods: coded(catalogue.all("payment_method")),
  tips: other.tips,
  difference: other.difference,
});

const codesFrom = ({
  accountingGroups = [],
  taxes = [],
  paymentMethods = [],
  tips,
  difference,
}: Given): LedgerCodes => {
  const own = <Id extends number>(list: NonNullable<Given["taxes"]>) =>
    list.map(({ id, ledgerCode: code }) => ({ id: idOf<Id>(id), ledgerCode: code }));
  const others = tips !== undefined || difference !== undefined;
  return {
    categories: own<CategoryId>(accountingGroups),
    taxes: own<TaxId>(taxes),
    paymentMethods: own<PaymentMethodId>(paymentMethods),
    ...(others && { other: { ...(tips !== undefined && { tips }), ...(difference !== undefined && { difference }) } }),
  };
};

const fields = { category: "accountingGroups", tax: "taxes", payment_method: "paymentMethods" } as const;

/** On which ledger accounts a business books what it sells. All its locations share them. */
export const ledgerCodeRoutes = ({ storage }: KseriesParts): readonly Route[] => {
  const save = saveLedgerCodes(storage);
  const both = { ...ours, path: `${BASE}/ledger-codes`, params: z.object(locationPath) } as const;
  const shown = async (company: CompanyId, siteId: SiteId): Promise<z.output<typeof LedgerCodesOut>> => {
    const reads = storage.reads(company);
    const other = (await reads.documents.get("ledger_codes", "company")) ?? NO_LEDGER_CODES;
    return shape(await reads.catalogue(), siteId, other);
  };
  return [
    route({
      ...both,
      id: "kseries.accounting.ledgerCodes.get",
      summary: "Get the ledger codes of a business location",
      description: OURS,
      method: "GET",
      responses: { 200: { description: "Ascending by id.", schema: LedgerCodesOut } },
      async handle({ who, params }) {
        const { id } = locationOf(await storage.reads(who.company).catalogue(), params.businessLocationId);
        return { status: 200, body: await shown(who.company, id) };
      },
    }),
    route({
      ...both,
      id: "kseries.accounting.ledgerCodes.update",
      summary: "Set ledger codes",
      description: `${OURS} What is absent stays; null takes a code away. All of it is set, or nothing.`,
      method: "PUT",
      body: LedgerCodesIn,
      responses: { 200: { description: "All ledger codes as they are now.", schema: LedgerCodesOut } },
      async handle({ who, params, body }) {
        const { id } = locationOf(await storage.reads(who.company).catalogue(), params.businessLocationId);
        const saved = await save(who.company, codesFrom(body));
        if (!saved.ok) {
          const field = fields[saved.error.what];
          throw badRequest(`${field}: there is none with the id ${saved.error.id}`, { field, value: saved.error.id });
        }
        return { status: 200, body: await shown(who.company, id) };
      },
    }),
  ];
};
