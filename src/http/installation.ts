import { createRequire } from "node:module";
import { type Config, rateProfiles } from "../config.ts";
import { JSON_DEPTH_MAX } from "../kit/json.ts";
import { BODY_KEPT_BYTES, REQUESTS_KEPT_BYTES } from "./request-keeper.ts";

/** One bound that a client can run into, or a developer wants to know; 0 where there is no such bound. */
export type Limit = Readonly<{ name: string; value: number; says: string }>;

/** What a signed-in person may know of the installation: nothing of it is a secret, or leads to one. */
export type Installation = Readonly<{
  version: string;
  outgoing: Config["outgoing"];
  /** What the APIs' documents are called: /openapi/<name>.json. */
  documents: readonly string[];
  limits: readonly Limit[];
}>;

export const installationOf = (config: Config, documents: readonly string[]): Installation => {
  const { version } = createRequire(import.meta.url)("../../package.json") as { version: string };
  const rates = rateProfiles[config.rateLimit];
  return {
    version,
    outgoing: config.outgoing,
    documents,
    limits: [
      { name: "body_max_bytes", value: config.bodyMaxBytes, says: "Largest request body; more is a 413." },
      { name: "json_depth_max", value: JSON_DEPTH_MAX, says: "How deep JSON may be nested." },
      { name: "page_size_orders", value: config.pageSizeOrders, says: "Orders on a page." },
      { name: "page_size", value: config.pageSize, says: "Rows on a page of any other list." },
      { name: "rate_basic", value: rates?.basic ?? 0, says: "Requests a minute of an add-on with Basic; 0: no limit." },
      {
        name: "rate_token",
        value: rates?.token ?? 0,
        says: "Requests a minute of an add-on with a token; 0: no limit.",
      },
      {
        name: "idempotency_hours",
        value: config.idempotencyHours,
        says: "How long an Idempotency-Key is remembered at the least.",
      },
      {
        name: "request_log_size",
        value: config.requestLogSize,
        says: "Requests of each company in the request log; 0: it is off.",
      },
      { name: "request_log_body_bytes", value: BODY_KEPT_BYTES, says: "How much of a body the request log keeps." },
      {
        name: "request_log_bytes",
        value: REQUESTS_KEPT_BYTES,
        says: "What the request log keeps of all companies together; the oldest go first.",
      },
    ],
  };
};
