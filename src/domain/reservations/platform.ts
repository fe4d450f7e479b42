import { type Result, done, refuse } from "../../kit/brand.ts";
import type { AddonId, SiteId } from "../ids.ts";
import { type ReservationRefusal, ofPlatform, ofRestaurant } from "./refusals.ts";
import type { ReservationStatus } from "./status.ts";

/** What a platform can be told of, by the kind of address that it is sent to. */
export const notificationKinds = {
  order: ["ORDER_OPENED", "ORDER_UPDATED", "ORDER_CLOSED"],
  onboarding: ["ONBOARDING_STARTED"],
  integration: ["INTEGRATION_ACTIVATED", "INTEGRATION_DEACTIVATED"],
  reservation: ["POS_RESERVATION_UPDATED"],
  error: ["ERROR"],
} as const;
export type NotificationKind = keyof typeof notificationKinds;
export type NotificationType = (typeof notificationKinds)[NotificationKind][number];

/** How we prove to a platform's receivers who we are. `ttl` is epoch milliseconds. */
export type PlatformAuth =
  | Readonly<{ type: "NONE" }>
  | Readonly<{ type: "BASIC_AUTH"; username: string; password: string }>
  | Readonly<{ type: "BEARER_TOKEN"; token: string; ttl: number | null }>
  | Readonly<{
      type: "API_KEYS";
      headers: Readonly<Record<string, string>>;
      parameters: Readonly<Record<string, string>>;
    }>
  | Readonly<{
      type: "OAUTH2";
      clientId: string;
      clientSecret: string;
      tokenUri: string;
      method: "CLIENT_SECRET_BASIC" | "CLIENT_SECRET_POST" | "CLIENT_SECRET_JWT";
      clientName: string | null;
      jwkSetUri: string | null;
      scopes: readonly string[];
    }>;

/** What a platform calls the state of a table while the guests eat: one for each course. */
export type TableStatus = Readonly<{ label: string; value: string; sequence: number }>;

/** Where courses stand in a platform's own words. */
export type CourseSettings = Readonly<{ courseNumbers: boolean; tableStatuses: readonly TableStatus[] | null }>;

/** What a platform says of itself. Null: it has not said. */
export type PlatformTerms = CourseSettings &
  Readonly<{
    displayName: string;
    baseUrl: string | null;
    depositSupported: boolean | null;
    urls: Readonly<Record<NotificationKind, string | null>>;
    notificationTypes: readonly NotificationType[] | null;
    /** Orders of the venue's other guests are not told. */
    ownOnly: boolean | null;
    /** What the venue may say of a reservation. */
    allowedPosStatuses: readonly ReservationStatus[] | null;
    auth: PlatformAuth;
  }>;

/** A reservation platform as one company knows it, with the sites that it takes reservations for. */
export type Platform = PlatformTerms &
  Readonly<{
    code: string;
    /** The add-on that speaks for it. */
    addonId: AddonId;
    /** Active integrations: what the platform calls a site. */
    restaurants: readonly Readonly<{ restaurant: string; siteId: SiteId }>[];
  }>;

export const siteOfRestaurant = ({ restaurants }: Platform, restaurant: string): SiteId | undefined =>
  restaurants.find((known) => known.restaurant === restaurant)?.siteId;

export const restaurantOfSite = ({ restaurants }: Platform, siteId: SiteId): string | undefined =>
  restaurants.find((known) => known.siteId === siteId)?.restaurant;

export const wantsKind = ({ urls, notificationTypes }: PlatformTerms, kind: NotificationKind): boolean =>
  urls[kind] !== null && notificationKinds[kind].some((type) => notificationTypes?.includes(type));

/** By what the documents call the fields that hold the addresses. */
export const urlFields: Readonly<Record<NotificationKind, string>> = {
  order: "orderWebhookUrl",
  onboarding: "onboardingWebhookUrl",
  integration: "integrationWebhookUrl",
  reservation: "posReservationUpdateWebhookUrl",
  error: "errorsWebhookUrl",
};

type Around = Readonly<{
  now: number;
  /** Why an address cannot be used; undefined when it can. */ refuses: (url: string) => string | undefined;
}>;

/** What is wrong with a platform's terms, in this order: addresses, what they are needed for, lists, credentials. */
export const termsRefusal = (terms: PlatformTerms, around: Around): ReservationRefusal | undefined => {
  const { urls, notificationTypes, allowedPosStatuses: allowed } = terms;
  for (const kind of Object.keys(urlFields) as NotificationKind[]) {
    const url = urls[kind];
    const wrong = url === null ? undefined : urlRefusal(url, urlFields[kind], around);
    if (wrong) return wrong;
  }
  if (twice(notificationTypes ?? [])) return repeated("notificationTypes");
  for (const [kind, types] of Object.entries(notificationKinds) as [NotificationKind, readonly NotificationType[]][]) {
    if (urls[kind] !== null || !types.some((type) => notificationTypes?.includes(type))) continue;
    const says = `${types.find((type) => notificationTypes?.includes(type))} needs an address to be sent to.`;
    return ofPlatform("PLATFORM_FIELDS_CAN_NOT_BE_EMPTY", says, urlFields[kind]);
  }
  if (allowed) {
    if (urls.reservation === null && allowed.length > 0) {
      const says = "What the venue may say needs an address to be sent to.";
      return ofPlatform("PLATFORM_FIELDS_CAN_NOT_BE_EMPTY", says, urlFields.reservation);
    }
    if (twice(allowed)) return repeated("allowedPosStatuses");
    for (const whole of ["ARRIVED", "SEATED"] as const) {
      if (!allowed.includes(`PARTIALLY_${whole}`) || allowed.includes(whole)) continue;
      const says = `PARTIALLY_${whole} goes with ${whole} only.`;
      return ofPlatform("PLATFORM_PROPERTIES_INVALID", says, "allowedPosStatuses");
    }
  }
  return courseRefusal(terms) ?? authRefusal(terms.auth, around);
};

/** What is wrong with a platform's words for courses. */
export const courseRefusal = ({ tableStatuses }: CourseSettings): ReservationRefusal | undefined => {
  if (tableStatuses === null) return undefined;
  const unique = (["label", "value"] as const).every((part) => !twice(tableStatuses.map((status) => status[part])));
  return unique ? undefined : repeated("inServiceTableStatuses");
};

/** Header names that are ours to write, or the connection's. */
const OWN_HEADERS =
  /^(?:content-.*|host|user-agent|connection|keep-alive|te|trailer|transfer-encoding|upgrade|expect|proxy-.*|accept-encoding|webhook-.*|x-servery-.*|x-kounta-.*)$/i;
const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9a-z-]{1,100}$/i;
const HEADER_VALUE = /^[\x21-\x7e](?:[\t\x20-\x7e]*[\x21-\x7e])?$/;

/** What is wrong with the credentials that receivers are to be shown. Texts are not empty already. */
export const authRefusal = (auth: PlatformAuth, around: Around): ReservationRefusal | undefined => {
  const invalid = (says: string, field: string): ReservationRefusal =>
    ofPlatform("PLATFORM_PROPERTIES_INVALID", says, field);
  switch (auth.type) {
    case "NONE":
      return undefined;
    case "BASIC_AUTH":
      return auth.username.includes(":") ? invalid("A user name has no colon (RFC 7617).", "username") : undefined;
    case "BEARER_TOKEN":
      if (auth.ttl !== null && auth.ttl <= around.now) {
        return ofPlatform("BEARER_AUTH_TTL_IS_EXPIRED", "The token has ended already.", "ttl");
      }
      return HEADER_VALUE.test(auth.token) ? undefined : invalid("The token cannot stand in a header.", "token");
    case "API_KEYS": {
      const headers = Object.entries(auth.headers);
      if (headers.length === 0 && Object.keys(auth.parameters).length === 0) {
        const says = "Give headers or parameters, or both.";
        return ofPlatform("API_KEY_AUTH_FIELDS_CAN_NOT_BE_EMPTY", says, "headers", "parameters");
      }
      if (twice(headers.map(([name]) => name.toLowerCase()))) return repeated("headers");
      const bad = headers.find(
        ([name, value]) => !HEADER_NAME.test(name) || OWN_HEADERS.test(name) || !HEADER_VALUE.test(value),
      );
      return bad && invalid(`The header ${bad[0].slice(0, 100)} cannot be sent.`, "headers");
    }
    case "OAUTH2":
      return urlRefusal(auth.tokenUri, "providerTokenUri", around);
  }
};

const urlRefusal = (url: string, field: string, { refuses }: Around): ReservationRefusal | undefined => {
  const says = refuses(url);
  if (says === undefined) return undefined;
  const code = /^https:\/\//i.test(url) ? "PLATFORM_PROPERTIES_INVALID" : "URL_MUST_START_WITH_HTTPS";
  return ofPlatform(code, says, field);
};

const twice = (list: readonly string[]): boolean => new Set(list).size < list.length;
const repeated = (field: string): ReservationRefusal =>
  ofPlatform("PLATFORM_PROPERTIES_DUPLICATION", "Something is in the list twice.", field);

export type Pair = Readonly<{ restaurant: string; siteId: SiteId }>;

/** The platform with one more site. A site has one name at a platform, and a name stands for one site. */
export const activated = (platform: Platform, pair: Pair): Result<Platform, ReservationRefusal> => {
  const { restaurant, siteId } = pair;
  const known = siteOfRestaurant(platform, restaurant);
  if (known === siteId) {
    return refuse(ofRestaurant("PLATFORM_ALREADY_ACTIVATED", "It is active already.", "platformRestaurantId"));
  }
  if (known !== undefined) {
    const says = "The restaurant is active for another location.";
    return refuse(ofRestaurant("INTEGRATION_LOCATION_ID_MISMATCH", says, "businessLocationId"));
  }
  if (restaurantOfSite(platform, siteId) !== undefined) {
    const says = "The location is active under another restaurant id.";
    return refuse(ofRestaurant("TOO_MANY_INTEGRATIONS_WITH_PLATFORM", says, "platformRestaurantId"));
  }
  return done({ ...platform, restaurants: [...platform.restaurants, { restaurant, siteId }] });
};

/** The platform with one site less. */
export const deactivated = (platform: Platform, { restaurant, siteId }: Pair): Result<Platform, ReservationRefusal> => {
  const known = siteOfRestaurant(platform, restaurant);
  if (known === undefined) return refuse(restaurantNotFound());
  if (known !== siteId) {
    const says = "The restaurant is active for another location.";
    return refuse(ofRestaurant("INTEGRATION_LOCATION_ID_MISMATCH", says, "businessLocationId"));
  }
  const restaurants = platform.restaurants.filter((one) => one.restaurant !== restaurant);
  return done({ ...platform, restaurants });
};

export const restaurantNotFound = (): ReservationRefusal =>
  ofRestaurant("PLATFORM_RESTAURANT_NOT_FOUND", "No active integration has this restaurant.", "platformRestaurantId");
export const platformNotFound = (): ReservationRefusal =>
  ofPlatform("PLATFORM_NOT_FOUND", "There is no profile of this platform.");
