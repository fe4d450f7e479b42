import { randomUUID } from "node:crypto";
import { platformCommands } from "../../../commands/reservation-platforms.ts";
import { reservationCommands } from "../../../commands/reservations.ts";
import type { Route } from "../../../http/route.ts";
import type { KseriesParts } from "../routes.ts";
import { integrationRoutes } from "./integration-routes.ts";
import { legacyRoutes } from "./legacy-routes.ts";
import { profileRoutes } from "./profile-routes.ts";
import { pushRoutes } from "./push-route.ts";
import { sampleRoutes } from "./samples.ts";

/** Reservations: platforms that take them, the sites that they take them for, and the reservations themselves. */
export const reservationRoutes = ({ storage, outgoing }: KseriesParts): readonly Route[] => {
  const platforms = platformCommands(storage, randomUUID);
  const reservations = reservationCommands(storage);
  const parts = { storage, outgoing, platforms, reservations };
  return [
    ...profileRoutes(parts),
    ...integrationRoutes(parts),
    ...pushRoutes(parts),
    ...sampleRoutes(parts),
    ...legacyRoutes(parts),
  ];
};
