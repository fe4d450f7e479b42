import { z } from "zod";
import { recordCommands } from "../../../../commands/save-record.ts";
import type { CatalogueKind, CatalogueRecords } from "../../../../domain/catalogue/records.ts";
import { type Route, route } from "../../../../http/route.ts";
import { camelName } from "../../../../kit/case.ts";
import { given } from "../../../../kit/given.ts";
import type { Storage } from "../../../../storage/storage.ts";
import { pathId } from "../../wire.ts";
import { COMPANY, found, locationOf } from "../wire.ts";
import { type RecordKind, outOf, recordShape } from "./kind.ts";
import { listQuery, listRecords } from "./list.ts";
import { mustSave } from "./refusals.ts";

export type RecordParts = Readonly<{ storage: Storage }>;

export const seenVersion = z.int({ error: "must be a whole number" }).optional().meta({
  description: "The version that was seen: when the record has another one by now, nothing is changed (409).",
});

/** What a body may say of a new record, and of one that is there. */
const bodiesOf = (fields: z.core.$ZodLooseShape, required: readonly string[]) => {
  const anObject = { error: "must be an object" };
  const any = z.object(fields, anObject).partial();
  const needed = Object.fromEntries(required.map((name) => [name, fields[name]!]));
  return { create: any.extend(needed), update: any.extend({ version: seenVersion }) };
};

/** The five routes of a kind of record. */
export const recordRoutes = <
  K extends CatalogueKind,
  F,
  S extends z.core.$ZodLooseShape,
  Q extends z.core.$ZodLooseShape,
>(
  { storage }: RecordParts,
  kind: RecordKind<K, F, S, Q>,
): readonly Route[] => {
  type Rec = CatalogueRecords[K];
  type Body = Parameters<typeof kind.toFacts>[0];
  const { rule, param, many, read, write, says = {} } = kind;
  const commands = recordCommands(storage, rule, kind.held?.(storage));
  const path = `${COMPANY}/${kind.path}`;
  const one = `${path}/:${param}`;
  const name = `operator.${camelName(kind.path)}`;
  const doc = { tag: kind.tag, audience: "operator" } as const;
  const params = z.object({ [param]: pathId<number>() });
  const idOf = (values: object): number => (values as Record<string, number>)[param]!;
  const body = bodiesOf(kind.fields, kind.required);
  const schema = outOf(kind);
  const refused = { description: "Not possible; the error names the field." };
  const catalogueOf = (ask: Readonly<{ who: Parameters<typeof locationOf>[0]["who"] }>) =>
    storage.reads(ask.who.company).catalogue();
  const a = /^[aeiou]/.test(rule.what) ? "an" : "a";
  const large = kind.bodyMaxBytes === undefined ? {} : { bodyMaxBytes: kind.bodyMaxBytes };
  const described = (text: string | undefined) => (text === undefined ? {} : { description: text });

  return [
    route({
      ...doc,
      ...described(says.list),
      id: `${name}.list`,
      summary: `List ${many}`,
      method: "GET",
      path,
      permission: read,
      query: z.object({ ...listQuery, ...kind.query }),
      responses: { 200: { description: `A page of ${many}.`, schema: z.array(schema) } },
      async handle(ask) {
        const catalogue = await catalogueOf(ask);
        const query = ask.query as z.output<z.ZodObject<Q>>;
        const records = catalogue
          .all(rule.kind)
          .filter((record) => !rule.gone?.(record) && (kind.keeps?.(record, query, catalogue) ?? true));
        return listRecords(ask, records, kind.texts, (record: Rec) => recordShape<Rec>(kind, record, catalogue));
      },
    }),
    route({
      ...doc,
      ...described(says.create),
      id: `${name}.create`,
      summary: `Add ${a} ${rule.what}`,
      method: "POST",
      path,
      permission: write,
      body: body.create,
      ...large,
      responses: { 201: { description: "The full record; Location names it.", schema }, 400: refused },
      async handle(ask) {
        const facts = kind.toFacts(given(ask.body) as Body);
        const added = mustSave(await commands.add(ask.who.company, facts));
        const headers = locationOf(ask, `${kind.path}/${added.id}`);
        return { status: 201, body: recordShape<Rec>(kind, added, await catalogueOf(ask)), headers };
      },
    }),
    route({
      ...doc,
      id: `${name}.get`,
      summary: `Get ${a} ${rule.what}`,
      method: "GET",
      path: one,
      permission: read,
      params,
      responses: { 200: { description: "The full record.", schema } },
      async handle(ask) {
        const catalogue = await catalogueOf(ask);
        const record = catalogue.get(rule.kind, idOf(ask.params));
        const shown = found(record && !rule.gone?.(record) ? record : undefined, rule.what);
        return { status: 200, body: recordShape<Rec>(kind, shown, catalogue) };
      },
    }),
    route({
      ...doc,
      id: `${name}.update`,
      summary: `Change ${a} ${rule.what}`,
      description: ["Partial: what is not sent stays, null clears.", says.update].filter(Boolean).join(" "),
      method: "PUT",
      path: one,
      permission: kind.update ?? write,
      params,
      body: body.update,
      ...large,
      responses: {
        200: { description: "The full record.", schema },
        400: refused,
        409: { description: "It was changed by somebody else meanwhile." },
      },
      async handle(ask) {
        const { version: seen, ...said } = given(ask.body) as Body & { version?: number };
        kind.mayChange?.(ask.caller.permissions, said);
        const saved = mustSave(
          await commands.change(ask.who.company, idOf(ask.params), kind.toFacts(said as Body), seen),
        );
        return { status: 200, body: recordShape<Rec>(kind, saved, await catalogueOf(ask)) };
      },
    }),
    route({
      ...doc,
      ...described(says.delete),
      id: `${name}.delete`,
      summary: `Remove ${a} ${rule.what}`,
      method: "DELETE",
      path: one,
      permission: write,
      params,
      responses: { 204: { description: "Removed." }, 409: { description: "It is in use; the error says by what." } },
      async handle(ask) {
        mustSave(await commands.remove(ask.who.company, idOf(ask.params)));
        return { status: 204 };
      },
    }),
  ];
};
