import { z } from "zod";
import type { AddonId, SiteId } from "../../../domain/ids.ts";
import { type Catalogue } from "../../../domain/catalogue/catalogue.ts";
import {
  ofPlatform,
  ofReservation,
  ofRestaurant,
  isNotFound,
  type ReservationRefusal,
} from "../../../domain/reservations/refusals.ts";
import type { Result } from "../../../kit/brand.ts";
import { HttpError } from "../../../http/errors.ts";
import type { Ask, ResponseDoc } from "../../../http/route.ts";
import type { PlatformSpeaker } from "../../../commands/reservation-platforms.ts";
import { type Long, idOf } from "../wire.ts";

/** What all routes of a platform share: who may call them, how their paths read, how they refuse. */

export const PLATFORM = "/reservation/api/1/platform/:platformCode";
export const USER_PLATFORM = "/reservation/api/1/user/platform/:platformCode";
/** The older scope opens everything of the add-on's own platforms. */
export const SCOPE = "reservations-api";

export const scopeOf = (code: string): string => `reservation-${code}`;

/** Part of every declaration. A platform's own scope opens its routes, too. */
export const platformRoute = {
  tag: "Reservations for platforms",
  audience: "addon",
  permission: SCOPE,
  alsoBy: ({ platformCode = "" }: Readonly<Record<string, string>>) => scopeOf(platformCode),
  params: z.object({ platformCode: z.string() }),
} as const;

export const SCOPES_SAY = "The scope is `reservation-` and the platform's code, or `reservations-api`.";

export const accepted: ResponseDoc = { description: "Accepted." };

const CODE = /^[a-zA-Z0-9_-]+$/;
const CODE_MAX = 11;
const ID_MAX = 36;
const RESTAURANT_MAX = 255;

/** A refusal as an answer: the name of what is wrong, and a sentence. */
export const problem = (refusal: ReservationRefusal): HttpError =>
  new HttpError(isNotFound(refusal) ? 404 : 400, refusal.code.toLowerCase(), `${refusal.code}: ${refusal.says}`, {
    ...(refusal.fields[0] !== undefined && { field: refusal.fields[0] }),
  });

export const must = <T>(result: Result<T, ReservationRefusal>): T => {
  if (!result.ok) throw problem(result.error);
  return result.value;
};

/** What is wrong with the ids in a path; undefined when nothing is. */
export const pathRefusal = ({
  platformCode,
  restaurant,
  reservation,
}: Readonly<{ platformCode: string; restaurant?: string; reservation?: string }>): ReservationRefusal | undefined => {
  if (platformCode.length > CODE_MAX) {
    return ofPlatform(
      "PLATFORM_CODE_TOO_MANY_SYMBOLS",
      `A platform's code has ${CODE_MAX} characters at the most.`,
      "platform-code",
    );
  }
  if (!CODE.test(platformCode)) {
    return ofPlatform(
      "PLATFORM_PROPERTIES_INVALID",
      "A platform's code is of letters, digits, _ and -.",
      "platform-code",
    );
  }
  if (restaurant !== undefined && (restaurant.length > RESTAURANT_MAX || !CODE.test(restaurant))) {
    const says = "A restaurant's id is of letters, digits, _ and -.";
    return ofRestaurant("RESTAURANT_PROPERTIES_INVALID", says, "platform-restaurant-id");
  }
  if (reservation === undefined) return undefined;
  if (reservation.length > ID_MAX) {
    const says = `A reservation's id has ${ID_MAX} characters at the most.`;
    return ofReservation("RESERVATION_ID_TOO_MANY_SYMBOLS", says, "platform-reservation-id");
  }
  if (CODE.test(reservation)) return undefined;
  const says = "A reservation's id is of letters, digits, _ and -.";
  return ofReservation("RESERVATION_PROPERTIES_INVALID", says, "platform-reservation-id");
};

type Asking = Pick<Ask<Readonly<{ platformCode: string }>, unknown, unknown>, "params" | "who" | "caller">;

/** The platform that a path names, and who speaks for it. Throws HttpError 400 for what cannot be a code. */
export const platformAsked = ({ params, caller }: Asking): Readonly<{ code: string; by: PlatformSpeaker }> => {
  const { platformCode: code } = params;
  const wrong = pathRefusal({ platformCode: code });
  if (wrong) throw problem(wrong);
  return { code, by: speaker(caller, code) };
};

export const speaker = (caller: Asking["caller"], code: string): PlatformSpeaker => ({
  addonId: caller.addonId ?? (0 as AddonId), // the guard lets add-ons in only
  hasScope: caller.permissions.has(scopeOf(code)),
});

/** The site that an id in a body names; undefined when the company has none with it. */
export const siteNamed = (catalogue: Catalogue, id: Long): SiteId | undefined => catalogue.site(idOf<SiteId>(id))?.id;
