/** Why something about reservations is not as it should be: the vendor's words, which platforms' programs know. */
export const errorCodes = [
  "PLATFORM_NOT_FOUND",
  "URL_MUST_START_WITH_HTTPS",
  "BEARER_AUTH_TTL_IS_EXPIRED",
  "BASIC_AUTH_FIELDS_CAN_NOT_BE_EMPTY",
  "BEARER_AUTH_FIELDS_CAN_NOT_BE_EMPTY",
  "API_KEY_AUTH_FIELDS_CAN_NOT_BE_EMPTY",
  "OAUTH_FIELDS_CAN_NOT_BE_EMPTY",
  "RESTAURANT_PROPERTIES_REQUIRED",
  "RESTAURANT_PROPERTIES_INVALID",
  "INTEGRATION_LOCATION_ID_MISMATCH",
  "PLATFORM_ALREADY_ACTIVATED",
  "CURRENCY_NOT_ACCEPTABLE",
  "PLATFORM_FIELDS_CAN_NOT_BE_EMPTY",
  "PLATFORM_CODE_TOO_MANY_SYMBOLS",
  "REQUESTED_TABLE_IS_UNAVAILABLE",
  "PLATFORM_RESTAURANT_NOT_FOUND",
  "PLATFORM_PROPERTIES_INVALID",
  "PLATFORM_PROPERTIES_DUPLICATION",
  "RESERVATION_FIELDS_CAN_NOT_BE_EMPTY",
  "RESERVATION_ID_TOO_MANY_SYMBOLS",
  "RESERVATION_PARTY_SIZE_ERROR",
  "RESERVATION_SEQUENCE_ID_ERROR",
  "RESERVATION_PROPERTIES_INVALID",
  "GUEST_PROPERTIES_INVALID",
  "GUEST_FIELDS_CAN_NOT_BE_EMPTY",
  "VOIDED_DEPOSIT_CAN_NOT_BE_FUNDED_AGAIN",
  "DEPOSIT_AMOUNT_CAN_NOT_BE_CHANGED",
  "DEPOSIT_UNACCEPTABLE_AMOUNT",
  "DEPOSIT_ID_MUST_BE_UNIQUE",
  "VOIDED_REFUND_CAN_NOT_BE_REFUNDED_AGAIN",
  "REFUND_AMOUNT_CAN_NOT_BE_CHANGED",
  "REFUND_ID_MUST_BE_UNIQUE",
  "REFUND_UNACCEPTABLE_AMOUNT",
  "CURRENCY_CAN_NOT_BE_CHANGED",
  "TOO_MANY_DEPOSITS",
  "TOO_MANY_REFUNDS",
  "TOO_MANY_INTEGRATIONS_WITH_PLATFORM",
] as const;
export type ErrorCode = (typeof errorCodes)[number];

export const entityTypes = [
  "business-location",
  "general",
  "platform-profile",
  "platform-restaurant",
  "platform-reservation",
] as const;
export type EntityType = (typeof entityTypes)[number];

/** A refusal: what it is about, its name for programs, a sentence for people, and the fields that are wrong. */
export type ReservationRefusal = Readonly<{
  code: ErrorCode;
  entity: EntityType;
  says: string;
  fields: readonly string[];
}>;

const refusing =
  (entity: EntityType) =>
  (code: ErrorCode, says: string, ...fields: readonly string[]): ReservationRefusal => ({ code, entity, says, fields });

export const ofPlatform = refusing("platform-profile");
export const ofRestaurant = refusing("platform-restaurant");
export const ofReservation = refusing("platform-reservation");

/** What cannot be found; everything else cannot be used. */
export const isNotFound = ({ code }: ReservationRefusal): boolean =>
  code === "PLATFORM_NOT_FOUND" || code === "PLATFORM_RESTAURANT_NOT_FOUND";
