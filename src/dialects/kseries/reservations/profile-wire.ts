import { z } from "zod";
import {
  type CourseSettings,
  type NotificationKind,
  type Platform,
  type PlatformAuth,
  type PlatformTerms,
  type TableStatus,
  notificationKinds,
  urlFields,
} from "../../../domain/reservations/platform.ts";
import { type ErrorCode, type ReservationRefusal, ofPlatform } from "../../../domain/reservations/refusals.ts";
import { reservationStatuses } from "../../../domain/reservations/status.ts";
import { type Result, done, refuse } from "../../../kit/brand.ts";
import { complaintOf, said, utc } from "./wire.ts";

/** How platforms describe themselves and the credentials of their receivers, and what is shown of that. */

const SECRET_MAX = 4_000;
const URL_MAX = 2_000;

const url = z.string().min(1).max(URL_MAX);
const notificationTypes = Object.values(notificationKinds).flat();
const authTypes = ["BASIC_AUTH", "BEARER_TOKEN", "API_KEYS", "OAUTH2", "NONE"] as const;

const TableStatusIo = z.object({
  statusLabel: said(),
  statusValue: said(),
  sequence: z.int().min(-2_147_483_648).max(2_147_483_647),
});

export const CoursesIn = z.object({
  allowCourseNumberUpdates: z.boolean().optional(),
  inServiceTableStatuses: z.array(TableStatusIo).max(100).optional(),
});

const keys = z.record(z.string(), z.string().max(SECRET_MAX)).refine((record) => Object.keys(record).length <= 20, {
  error: "may have 20 entries at the most",
});

/** The four kinds of credentials, by the field that holds them in a profile. */
export const authIns = {
  apiKeys: z.object({ headers: keys.nullish(), parameters: keys.nullish() }),
  basic: z.object({ username: said(), password: z.string().min(1).max(SECRET_MAX) }),
  bearer: z.object({ token: said(SECRET_MAX), ttl: utc.nullish() }),
  oauth2: z.object({
    clientId: said(),
    clientSecret: z.string().min(1).max(SECRET_MAX),
    providerTokenUri: url,
    authorizationGrantType: z.enum(["CLIENT_CREDENTIALS"]).nullish(),
    clientAuthorizationMethod: z.enum(["CLIENT_SECRET_BASIC", "CLIENT_SECRET_JWT", "CLIENT_SECRET_POST"]).nullish(),
    clientName: z.string().max(255).nullish(),
    providerJwkSetUri: url.nullish(),
    scopes: z.array(said()).max(100).nullish(),
  }),
} as const;
type AuthField = keyof typeof authIns;

const emptyCodes: Readonly<Record<AuthField, ErrorCode>> = {
  apiKeys: "API_KEY_AUTH_FIELDS_CAN_NOT_BE_EMPTY",
  basic: "BASIC_AUTH_FIELDS_CAN_NOT_BE_EMPTY",
  bearer: "BEARER_AUTH_FIELDS_CAN_NOT_BE_EMPTY",
  oauth2: "OAUTH_FIELDS_CAN_NOT_BE_EMPTY",
};

const fieldOf = { API_KEYS: "apiKeys", BASIC_AUTH: "basic", BEARER_TOKEN: "bearer", OAUTH2: "oauth2" } as const;

type Read<F extends AuthField> = z.output<(typeof authIns)[F]>;
const toAuth: { readonly [F in AuthField]: (given: Read<F>) => PlatformAuth } = {
  apiKeys: ({ headers, parameters }) => ({ type: "API_KEYS", headers: headers ?? {}, parameters: parameters ?? {} }),
  basic: ({ username, password }) => ({ type: "BASIC_AUTH", username, password }),
  bearer: ({ token, ttl }) => ({ type: "BEARER_TOKEN", token, ttl: ttl ?? null }),
  oauth2: (given) => ({
    type: "OAUTH2",
    clientId: given.clientId,
    clientSecret: given.clientSecret,
    tokenUri: given.providerTokenUri,
    method: given.clientAuthorizationMethod ?? "CLIENT_SECRET_BASIC",
    clientName: given.clientName ?? null,
    jwkSetUri: given.providerJwkSetUri ?? null,
    scopes: given.scopes ?? [],
  }),
};

/** Reads one kind of credentials. */
export const readAuth = <F extends AuthField>(field: F, input: unknown): Result<PlatformAuth, ReservationRefusal> => {
  const parsed = authIns[field].safeParse(input ?? {});
  if (parsed.success) return done((toAuth[field] as (given: unknown) => PlatformAuth)(parsed.data));
  const { missing, fields, says } = complaintOf(parsed.error, input ?? {});
  return refuse(ofPlatform(missing ? emptyCodes[field] : "PLATFORM_PROPERTIES_INVALID", says, ...fields));
};

const AuthDetailsIn = z.object({
  apiKeys: authIns.apiKeys.nullish(),
  basic: authIns.basic.nullish(),
  bearer: authIns.bearer.nullish(),
  oauth2: authIns.oauth2.nullish(),
});

/** As documented; the details are read by themselves, so that what they lack has its own name. */
const profile = {
  displayName: said(),
  baseUrl: url.nullish(),
  depositSupported: z.boolean().nullish(),
  errorsWebhookUrl: url.nullish(),
  integrationWebhookUrl: url.nullish(),
  onboardingWebhookUrl: url.nullish(),
  orderWebhookUrl: url.nullish(),
  posReservationUpdateWebhookUrl: url.nullish(),
  ownNotificationsOnly: z.boolean().nullish(),
  notificationTypes: z.array(z.enum(notificationTypes)).max(100).nullish(),
  allowedPosStatuses: z.array(z.enum(reservationStatuses)).max(100).nullish(),
  allowCourseNumberUpdates: z.boolean().nullish(),
  inServiceTableStatuses: z.array(TableStatusIo).max(100).nullish(),
  webhookAuthType: z.enum(authTypes),
};
export const ProfileIn = z.object({ ...profile, webhookAuthDetails: AuthDetailsIn });
const ProfileRead = z.object({ ...profile, webhookAuthDetails: z.record(z.string(), z.unknown()) });

const statusesOf = (given: readonly z.output<typeof TableStatusIo>[]): readonly TableStatus[] =>
  given.map(({ statusLabel: label, statusValue: value, sequence }) => ({ label, value, sequence }));

/** Reads a platform's profile. */
export const readProfile = (input: unknown): Result<PlatformTerms, ReservationRefusal> => {
  const parsed = ProfileRead.safeParse(input);
  if (!parsed.success) {
    const { missing, fields, says } = complaintOf(parsed.error, input);
    const code = missing ? "PLATFORM_FIELDS_CAN_NOT_BE_EMPTY" : "PLATFORM_PROPERTIES_INVALID";
    return refuse(ofPlatform(code, says, ...fields));
  }
  const { data } = parsed;
  const { webhookAuthType: type, webhookAuthDetails: details } = data;
  const auth = type === "NONE" ? done<PlatformAuth>({ type }) : readAuth(fieldOf[type], details[fieldOf[type]]);
  if (!auth.ok) return auth;
  const kinds = Object.entries(urlFields) as [NotificationKind, keyof typeof data][];
  return done({
    displayName: data.displayName,
    baseUrl: data.baseUrl ?? null,
    depositSupported: data.depositSupported ?? null,
    urls: Object.fromEntries(kinds.map(([kind, field]) => [kind, data[field] ?? null])) as PlatformTerms["urls"],
    notificationTypes: data.notificationTypes ?? null,
    ownOnly: data.ownNotificationsOnly ?? null,
    allowedPosStatuses: data.allowedPosStatuses ?? null,
    courseNumbers: data.allowCourseNumberUpdates ?? false,
    tableStatuses: data.inServiceTableStatuses ? statusesOf(data.inServiceTableStatuses) : null,
    auth: auth.value,
  });
};

/** Reads what is to change about courses; what is not there stays. */
export const readCourses = (input: unknown): Result<Partial<CourseSettings>, ReservationRefusal> => {
  const parsed = CoursesIn.safeParse(input);
  if (!parsed.success) {
    const { missing, fields, says } = complaintOf(parsed.error, input);
    const code = missing ? "PLATFORM_FIELDS_CAN_NOT_BE_EMPTY" : "PLATFORM_PROPERTIES_INVALID";
    return refuse(ofPlatform(code, says, ...fields));
  }
  const { allowCourseNumberUpdates, inServiceTableStatuses } = parsed.data;
  return done({
    ...(allowCourseNumberUpdates !== undefined && { courseNumbers: allowCourseNumberUpdates }),
    ...(inServiceTableStatuses && { tableStatuses: statusesOf(inServiceTableStatuses) }),
  });
};

/** What is shown of a profile: no credentials, and nothing that was not said. */
export const ProfileOut = z.strictObject({
  displayName: z.string(),
  baseUrl: z.string().optional(),
  depositSupported: z.boolean().optional(),
  errorsWebhookUrl: z.string().optional(),
  integrationWebhookUrl: z.string().optional(),
  onboardingWebhookUrl: z.string().optional(),
  orderWebhookUrl: z.string().optional(),
  posReservationUpdateWebhookUrl: z.string().optional(),
  notificationTypes: z.array(z.enum(notificationTypes)).optional(),
  ownNotificationsOnly: z.boolean().optional(),
  webhookAuthType: z.enum(authTypes),
  allowCourseNumberUpdates: z.boolean(),
  inServiceTableStatuses: z.array(TableStatusIo).optional(),
  allowedPosStatuses: z.array(z.enum(reservationStatuses)).optional(),
});

export const profileShape = (platform: Platform): z.output<typeof ProfileOut> => {
  const { baseUrl, depositSupported, urls, notificationTypes: types, ownOnly, tableStatuses } = platform;
  const kinds = Object.entries(urlFields) as [NotificationKind, string][];
  return {
    displayName: platform.displayName,
    ...(baseUrl !== null && { baseUrl }),
    ...(depositSupported !== null && { depositSupported }),
    ...Object.fromEntries(kinds.flatMap(([kind, field]) => (urls[kind] === null ? [] : [[field, urls[kind]]]))),
    ...(types && { notificationTypes: [...types] }),
    ...(ownOnly !== null && { ownNotificationsOnly: ownOnly }),
    webhookAuthType: platform.auth.type,
    allowCourseNumberUpdates: platform.courseNumbers,
    ...(tableStatuses && {
      inServiceTableStatuses: tableStatuses.map(({ label, value, sequence }) => ({
        statusLabel: label,
        statusValue: value,
        sequence,
      })),
    }),
    ...(platform.allowedPosStatuses && { allowedPosStatuses: [...platform.allowedPosStatuses] }),
  };
};
