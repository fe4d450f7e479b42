import type { z } from "zod";
import type { Catalogue } from "../../../domain/catalogue/catalogue.ts";
import type { SiteId } from "../../../domain/ids.ts";
import type { Order } from "../../../domain/order/order.ts";
import type { EntityType, ErrorCode } from "../../../domain/reservations/refusals.ts";
import type { PosStatus } from "../../../domain/reservations/status.ts";
import { accountOf } from "./account.ts";
import {
  type ErrorOut,
  type IntegrationOut,
  type OnboardingOut,
  type OrderOut,
  type PosUpdateOut,
  placeOf,
} from "./notifications.ts";

/** Notifications, made of what events say. `code` is the platform's. */

type Out<T extends z.ZodType> = z.output<T>;
type Data = Readonly<Record<string, unknown>>;

export const integrationBody = (
  facts: Readonly<{ active: boolean; code: string; siteId: SiteId; restaurant: string }>,
): Out<typeof IntegrationOut> => ({
  notificationType: facts.active ? "ACTIVATED" : "DEACTIVATED",
  platformCode: facts.code,
  businessLocationId: facts.siteId,
  platformRestaurantId: facts.restaurant,
});

export const onboardingBody = (
  code: string,
  catalogue: Catalogue,
  siteId: SiteId,
  data: Data,
): Out<typeof OnboardingOut> | undefined => {
  const site = catalogue.site(siteId);
  if (!site) return undefined;
  return {
    platformCode: code,
    platformRestaurantReference: data["reference"] as string,
    onboardingId: data["onboarding"] as string,
    epochSecondsDeadlineUtc: Math.floor((data["endsAt"] as number) / 1_000),
    businessInformation: { businessLocationId: siteId, name: site.name, ...placeOf(site, catalogue.company) },
  };
};

export const posUpdateBody = (
  facts: Readonly<{
    code: string;
    restaurant: string;
    id: string;
    siteId: SiteId;
    status: PosStatus;
    tables: readonly string[];
    covers: number;
  }>,
): Out<typeof PosUpdateOut> => ({
  platformCode: facts.code,
  platformRestaurantId: facts.restaurant,
  platformReservationId: facts.id,
  businessLocationId: facts.siteId,
  status: facts.status,
  tables: [...facts.tables],
  covers: facts.covers,
});

export const errorBody = (code: string, data: Data): Out<typeof ErrorOut> => {
  const { restaurant, reservation } = data as Readonly<{ restaurant?: string; reservation?: string }>;
  return {
    errorMessage: data["says"] as string,
    traceId: data["trace"] as string,
    httpCode: data["httpCode"] as number,
    entityType: data["entity"] as EntityType,
    errorCode: data["errorCode"] as ErrorCode,
    errorProperties: data["fields"] as string[],
    platformCode: code,
    ...(restaurant !== undefined && { platformRestaurantId: restaurant }),
    ...(reservation !== undefined && { platformReservationId: reservation }),
  };
};

export const orderBody = (
  facts: Readonly<{
    kind: Out<typeof OrderOut>["notificationType"];
    order: Order;
    catalogue: Catalogue;
    code: string;
    restaurant: string;
    reservation: string | undefined;
    covers: number | null;
  }>,
): Out<typeof OrderOut> => {
  const { kind, order, catalogue, code, restaurant, reservation, covers } = facts;
  return {
    notificationType: kind,
    businessLocationId: order.siteId,
    platformRestaurantId: restaurant,
    ...(reservation !== undefined && { platformReservationId: reservation }),
    platformCode: code,
    sequenceId: String(order.version), // grows with every change of the order
    account: accountOf(order, catalogue, covers),
  };
};
