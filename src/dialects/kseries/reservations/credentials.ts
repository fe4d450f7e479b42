import { createHmac, randomUUID } from "node:crypto";
import type { PlatformAuth } from "../../../domain/reservations/platform.ts";
import { LruMap } from "../../../kit/lru.ts";
import { sha256 } from "../../../kit/secrets.ts";
import type { Clock } from "../../../kit/time.ts";
import type { Webhook } from "../../../storage/deliveries.ts";
import type { Storage } from "../../../storage/storage.ts";
import type { OutgoingClient } from "../../../webhooks/outgoing.ts";
import { TOPIC, basicOf, purposeOf } from "./registrations.ts";

/** Tokens remembered, and how long one lasts whose issuer does not say. */
const TOKENS_MAX = 1_000;
const LIFETIME_MS = 300_000;
const LIFETIME_MAX_MS = 24 * 3_600_000;
/** So long before its end a token is not used any more: it has to arrive in time. */
const MARGIN_MS = 30_000;
const ASSERTION_SECONDS = 60;

type OAuth = Extract<PlatformAuth, { type: "OAUTH2" }>;
type Token = Readonly<{ text: string; until: number }>;

/** A platform's token endpoint gave us no token. The message is for the log of deliveries, and holds no secret. */
export class NoToken extends Error {}

const json64 = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");

/** RFC 7523 §2.2: a proof that is signed with the secret, in place of the secret. */
const assertionOf = ({ clientId, clientSecret, tokenUri }: OAuth, seconds: number): string => {
  const claims = { iss: clientId, sub: clientId, aud: tokenUri, iat: seconds, exp: seconds + ASSERTION_SECONDS };
  const text = `${json64({ alg: "HS256", typ: "JWT" })}.${json64({ ...claims, jti: randomUUID() })}`;
  return `${text}.${createHmac("sha256", clientSecret).update(text).digest("base64url")}`;
};

/** The request for a token by client credentials (RFC 6749 §4.4), with the client proving itself as it said. */
const requestOf = (auth: OAuth, now: number): { headers: Record<string, string>; form: URLSearchParams } => {
  const { clientId, clientSecret, method, scopes } = auth;
  const form = new URLSearchParams({ grant_type: "client_credentials" });
  if (scopes.length > 0) form.set("scope", scopes.join(" "));
  const headers: Record<string, string> = {
    "content-type": "application/x-www-form-urlencoded",
    accept: "application/json",
  };
  if (method === "CLIENT_SECRET_BASIC") {
    // RFC 6749 §2.3.1: each is encoded as in a form first.
    headers["authorization"] = basicOf(encodeURIComponent(clientId), encodeURIComponent(clientSecret));
  } else if (method === "CLIENT_SECRET_POST") {
    form.set("client_id", clientId);
    form.set("client_secret", clientSecret);
  } else {
    form.set("client_id", clientId);
    form.set("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
    form.set("client_assertion", assertionOf(auth, Math.floor(now / 1_000)));
  }
  return { headers, form };
};

const tokenIn = (text: string): Readonly<{ token: string; seconds: number | undefined }> | undefined => {
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch {
    return undefined; // no JSON, so no token either: the caller says so
  }
  if (typeof answer !== "object" || answer === null) return undefined;
  const { access_token: token, expires_in: seconds } = answer as Record<string, unknown>;
  if (typeof token !== "string" || !/^[\x21-\x7e]+$/.test(token)) return undefined;
  const lasts = Number(seconds);
  return { token, seconds: Number.isFinite(lasts) && lasts > 0 ? lasts : undefined };
};

type Parts = Readonly<{ storage: Storage; client: Pick<OutgoingClient, "post">; clock: Clock }>;

/**
 * The header by which a platform's receiver lets us in, where that is an OAuth token: fetched through the guarded client
 * when it is needed first, and kept until shortly before it ends. Throws NoToken.
 */
export const reservationCredentials = ({ storage, client, clock }: Parts) => {
  const tokens = new LruMap<string, Promise<Token>>(TOKENS_MAX);

  const fetchToken = async (auth: OAuth): Promise<Token> => {
    const now = clock();
    const { headers, form } = requestOf(auth, now);
    const body = Buffer.from(form.toString());
    const sent = await client.post({ url: auth.tokenUri, headers, body, signal: new AbortController().signal });
    if (sent.kind === "failed") throw new NoToken(`No token: ${sent.why}: ${sent.says}`);
    if (sent.status !== 200) throw new NoToken(`No token: its issuer answered ${sent.status}.`);
    const found = tokenIn(sent.head);
    if (!found) throw new NoToken("No token: its issuer answered without one.");
    const lasts = found.seconds === undefined ? LIFETIME_MS : Math.min(found.seconds * 1_000, LIFETIME_MAX_MS);
    return { text: found.token, until: now + Math.max(lasts - MARGIN_MS, 0) };
  };

  const tokenOf = async (company: number, auth: OAuth): Promise<string> => {
    const key = `${company} ${sha256(JSON.stringify(auth))}`; // other credentials, another token
    const known = tokens.get(key);
    if (known) {
      const token = await known;
      if (token.until > clock()) return token.text;
      if (tokens.get(key) === known) tokens.delete(key);
    }
    const fetching = tokens.get(key) ?? fetchToken(auth);
    tokens.set(key, fetching);
    try {
      return (await fetching).text;
    } catch (error) {
      if (tokens.get(key) === fetching) tokens.delete(key);
      throw error;
    }
  };

  return async (webhook: Webhook): Promise<Record<string, string>> => {
    if (webhook.topic !== TOPIC) return {};
    const purpose = purposeOf(webhook);
    if (!("platform" in purpose)) return {};
    const { documents } = storage.reads(webhook.companyId);
    const platform = await documents.get("reservation_platform", purpose.platform);
    if (platform?.auth.type !== "OAUTH2") return {};
    return { authorization: `Bearer ${await tokenOf(webhook.companyId, platform.auth)}` };
  };
};
