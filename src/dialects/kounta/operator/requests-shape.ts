import { z } from "zod";
import type { AddonId } from "../../../domain/ids.ts";
import { HOLE, curlOf } from "../../../http/curl.ts";
import { type Redaction, redactBody, redactHeader, redactUrl } from "../../../http/redact.ts";
import { BODY_KEPT_BYTES, type KeptRequest } from "../../../http/request-keeper.ts";
import { outId } from "../resources/venue-wire.ts";
import { instant } from "./deliveries-shape.ts";
import { headerOf, pathOf, redactionOf } from "./requests-find.ts";

/** Requests of add-ons on the wire. What proves who somebody is has been taken out of all of it. */

const AddonRef = z.object({ id: outId, name: z.string() }).nullable();

export const RequestRowOut = z.object({
  id: outId,
  at: z.string().meta({ description: "When it was answered; UTC with milliseconds." }),
  method: z.string(),
  path: z.string().meta({ description: "With its query, as it came; secrets are masked." }),
  route: z.string().meta({ description: "`none` where no route was met." }),
  addon: AddonRef.meta({ description: "Null where the credentials were no good." }),
  status: z.int(),
  ms: z.number(),
  request_id: z.string(),
  bytes_in: z.int(),
  bytes_out: z.int(),
});

const body = z
  .string()
  .nullable()
  .meta({
    description: `Text, the first ${BODY_KEPT_BYTES / 1024} KiB of it; null where there was none.`,
  });
const headers = z.record(z.string(), z.string());

export const RequestOut = RequestRowOut.extend({
  request: z.object({ headers, body }),
  response: z.object({ headers, body }),
  curl: z.string().meta({
    description: "A shell command that sends the same again. Secrets are left out of it: set `TOKEN` before.",
  }),
});

export type NameOf = (addon: AddonId) => string;

export const requestRowShape = (kept: KeptRequest, nameOf: NameOf) => ({
  id: kept.id,
  at: instant(kept.at)!,
  method: kept.method,
  path: pathOf(kept),
  route: kept.route,
  addon: kept.addonId === null ? null : { id: kept.addonId, name: nameOf(kept.addonId) },
  status: kept.status,
  ms: Math.round(kept.ms * 100) / 100,
  request_id: kept.requestId,
  bytes_in: kept.bytesIn,
  bytes_out: kept.bytesOut,
});

type Pair = readonly [string, string];

const pairsOf = (flat: readonly string[]): Pair[] =>
  Array.from({ length: Math.floor(flat.length / 2) }, (_, i) => [flat[2 * i]!, flat[2 * i + 1]!]);

const isList = (told: KeptRequest["told"]): told is readonly string[] => Array.isArray(told);

const toldOf = (told: KeptRequest["told"]): Pair[] =>
  isList(told)
    ? pairsOf(told)
    : Object.entries(told).flatMap(([name, value]) => [value].flat().map((one): Pair => [name, String(one)]));

const headersShape = (pairs: readonly Pair[], how: Redaction): Record<string, string> => {
  const shown = new Map<string, string>();
  for (const [name, value] of pairs) {
    const before = shown.get(name.toLowerCase());
    const text = redactHeader(name, value, how);
    shown.set(name.toLowerCase(), before === undefined ? text : `${before}, ${text}`);
  }
  return Object.fromEntries(shown);
};

const bodyShape = (
  bytes: Buffer | undefined,
  facts: Readonly<{ type: string | undefined; length: number }>,
  how: Redaction,
): string | null => (bytes === undefined || bytes.length === 0 ? null : redactBody(bytes, facts, how));

const curlShape = (kept: KeptRequest, base: string): string => {
  const how = redactionOf(kept, HOLE);
  const { body, bytesIn } = kept;
  const type = headerOf(kept, "content-type");
  const isWhole = body === undefined || (bytesIn === body.length && !isBinary(body));
  return curlOf({
    method: kept.method,
    url: `${base}${redactUrl(kept.url, how)}`,
    headers: pairsOf(kept.sent).map(([name, value]) => [name, redactHeader(name, value, how)]),
    body: isWhole ? bodyShape(body, { type, length: bytesIn }, how) : undefined,
  });
};

/** Whether bytes are no text, which a shell's word cannot hold. */
const isBinary = (bytes: Buffer): boolean => bytes.includes(0) || !Buffer.from(bytes.toString("utf8")).equals(bytes);

export const requestShape = (kept: KeptRequest, nameOf: NameOf, base: string) => {
  const how = redactionOf(kept);
  const told = toldOf(kept.told);
  const type = told.find(([name]) => name.toLowerCase() === "content-type")?.[1];
  return {
    ...requestRowShape(kept, nameOf),
    request: {
      headers: headersShape(pairsOf(kept.sent), how),
      body: bodyShape(kept.body, { type: headerOf(kept, "content-type"), length: kept.bytesIn }, how),
    },
    response: {
      headers: headersShape(told, how),
      body: bodyShape(kept.answer, { type, length: kept.bytesOut }, how),
    },
    curl: curlShape(kept, base),
  };
};
