import { z } from "zod";
import type { ReservationCommands } from "../../../commands/reservations.ts";
import { restaurantNotFound, siteOfRestaurant } from "../../../domain/reservations/platform.ts";
import type { ReservationRefusal } from "../../../domain/reservations/refusals.ts";
import { type Route, route } from "../../../http/route.ts";
import type { Storage } from "../../../storage/storage.ts";
import { PLATFORM, SCOPES_SAY, pathRefusal, platformAsked, platformRoute, problem } from "./asking.ts";
import { mustPlatform } from "./profile-routes.ts";
import { ReservationIn, bodyOf, readReservation } from "./wire.ts";

export type PushParts = Readonly<{ storage: Storage; reservations: ReservationCommands }>;

const AcceptedOut = z.strictObject({
  platformCode: z.string(),
  platformRestaurantId: z.string(),
  platformReservationId: z.string(),
  accepted: z.boolean(),
});

/** Platforms say all of a reservation each time that something about it changes. */
export const pushRoutes = ({ storage, reservations }: PushParts): readonly Route[] => [
  route({
    ...platformRoute,
    id: "kseries.reservations.push",
    summary: "Create or update a reservation",
    description: `All of it each time. Updates that were overtaken are refused: by \`sequenceId\` where it is sent, else by \`utcUpdatedAt\`; the same \`sequenceId\` again is the same update. What is refused is told to \`errorsWebhookUrl\`, too, and so are tables that are not to be had. ${SCOPES_SAY}`,
    method: "PUT",
    path: `${PLATFORM}/restaurant/:platformRestaurantId/reservation/:platformReservationId/push`,
    params: z.object({
      platformCode: z.string(),
      platformRestaurantId: z.string(),
      platformReservationId: z.string(),
    }),
    body: bodyOf(ReservationIn),
    responses: { 202: { description: "Accepted.", schema: AcceptedOut } },
    async handle(ask) {
      const { params, who, requestId: trace } = ask;
      const { code, by } = platformAsked(ask);
      const { platformRestaurantId: restaurant, platformReservationId: id } = params;
      const platform = await mustPlatform(storage, who.company, code, by);

      /** The platform hears of it in two ways: its programs may not look at answers. */
      const refuseWith = async (refusal: ReservationRefusal): Promise<never> => {
        const answer = problem(refusal);
        const facts = { httpCode: answer.status, trace, addonId: by.addonId };
        await reservations.tellRefused(who.company, { platform: code, restaurant, id }, refusal, facts);
        throw answer;
      };

      const wrong = pathRefusal({ platformCode: code, restaurant, reservation: id });
      if (wrong) return refuseWith(wrong);
      if (siteOfRestaurant(platform, restaurant) === undefined) return refuseWith(restaurantNotFound());
      const read = readReservation(ask.body);
      if (!read.ok) return refuseWith(read.error);
      const ref = { platform: code, restaurant, id };
      const pushed = await reservations.push(who.company, by, ref, read.value, trace);
      if (!pushed.ok) return refuseWith(pushed.error);
      const body: z.output<typeof AcceptedOut> = {
        platformCode: code,
        platformRestaurantId: restaurant,
        platformReservationId: id,
        accepted: true,
      };
      return { status: 202, body };
    },
  }),
];
