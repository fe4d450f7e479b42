import { z } from "zod";
import type { PlatformCommands } from "../../../commands/reservation-platforms.ts";
import { type OnboardingCode, onboardingCodes } from "../../../domain/reservations/onboarding.ts";
import type { Pair } from "../../../domain/reservations/platform.ts";
import { ofRestaurant } from "../../../domain/reservations/refusals.ts";
import { HttpError } from "../../../http/errors.ts";
import { type Answer, type Ask, type Route, route } from "../../../http/route.ts";
import type { Storage } from "../../../storage/storage.ts";
import { bodyLong, whole } from "../wire.ts";
import {
  PLATFORM,
  SCOPES_SAY,
  USER_PLATFORM,
  accepted,
  must,
  platformAsked,
  platformRoute,
  problem,
  siteNamed,
} from "./asking.ts";
import { LocationOut, placeOf } from "./notifications.ts";
import { mustPlatform } from "./profile-routes.ts";
import { bodyOf, complaintOf, ownId, said } from "./wire.ts";

export type IntegrationParts = Readonly<{ storage: Storage; platforms: PlatformCommands }>;

const businessLocationId = bodyLong("The business location's id.");

const PairIn = z.object({ businessLocationId, platformRestaurantId: ownId });
const OnboardingIn = z.object({
  onboardingId: said(),
  onboardingCode: z.enum(onboardingCodes),
  platformRestaurantId: ownId,
  businessLocationId,
});
const OnboardingAnswerOut = z.strictObject({ onboardingCode: z.enum(onboardingCodes) });

/** What to say of a field that cannot be read, the first of these first. */
const badFields: readonly (readonly [field: string, told: OnboardingCode])[] = [
  ["onboardingId", "ONBOARDING_ID_NOT_VALID"],
  ["businessLocationId", "BUSINESS_LOCATION_NOT_VALID"],
  ["platformRestaurantId", "PLATFORM_RESTAURANT_NOT_VALID"],
];

const told = (status: number, onboardingCode: OnboardingCode): Answer => ({ status, body: { onboardingCode } });

type Asked = Ask<Readonly<{ platformCode: string }>, unknown, unknown>;

/** These are for a person's own client: a client that only knows its secret has nobody behind it. */
const checkPerson = ({ caller }: Asked): void => {
  if (caller.by === "basic") throw new HttpError(403, "forbidden", "Use a token that a person has approved.");
};

/** The sites of a company that a platform takes reservations for, and how they come to it. */
export const integrationRoutes = ({ storage, platforms }: IntegrationParts): readonly Route[] => {
  /** Reads which site is meant by which name. Throws HttpError 400, 403, 404. */
  const pairAsked = async (ask: Asked): Promise<Pair> => {
    checkPerson(ask);
    const { code, by } = platformAsked(ask);
    await mustPlatform(storage, ask.who.company, code, by);
    const parsed = PairIn.safeParse(ask.body);
    if (!parsed.success) {
      const { missing, fields, says } = complaintOf(parsed.error, ask.body);
      const name = missing ? "RESTAURANT_PROPERTIES_REQUIRED" : "RESTAURANT_PROPERTIES_INVALID";
      throw problem(ofRestaurant(name, says, ...fields));
    }
    const { data } = parsed;
    const siteId = siteNamed(await storage.reads(ask.who.company).catalogue(), data.businessLocationId);
    if (siteId === undefined) {
      throw new HttpError(403, "forbidden", "The token does not reach this business location.");
    }
    return { siteId, restaurant: data.platformRestaurantId };
  };

  const switchRoute = (verb: "activate" | "deactivate", summary: string): Route =>
    route({
      ...platformRoute,
      id: `kseries.reservations.${verb}`,
      summary,
      description: `With a token that a person approved. ${SCOPES_SAY}`,
      method: "POST",
      path: `${USER_PLATFORM}/integration/${verb}`,
      body: bodyOf(PairIn),
      responses: { 200: accepted },
      async handle(ask) {
        const pair = await pairAsked(ask);
        const { code, by } = platformAsked(ask);
        must(await platforms[verb](ask.who.company, code, by, pair));
        return { status: 200 };
      },
    });

  return [
    route({
      ...platformRoute,
      id: "kseries.reservations.onboarding",
      summary: "Answer an onboarding",
      description: `\`ACCEPTED\` says that the platform is at it, \`DONE\` that reservations may come; any other code ends it. ${SCOPES_SAY}`,
      method: "POST",
      path: `${PLATFORM}/integration/onboarding`,
      body: bodyOf(OnboardingIn),
      responses: {
        200: { description: "What we have understood.", schema: OnboardingAnswerOut },
        400: { description: "What is wrong.", schema: OnboardingAnswerOut },
        404: { description: "No such platform.", schema: OnboardingAnswerOut },
      },
      async handle(ask) {
        const { code, by } = platformAsked(ask);
        const { company } = ask.who;
        const reads = storage.reads(company);
        const parsed = OnboardingIn.safeParse(ask.body);
        if (!parsed.success) {
          const known = await reads.documents.get("reservation_platform", code);
          if (!known) return told(404, "PLATFORM_CODE_NOT_VALID");
          const wrong = parsed.error.issues.map(({ path }) => String(path[0] ?? ""));
          const [, word] = badFields.find(([field]) => wrong.includes(field)) ?? [];
          return told(400, word ?? "UNEXPECTED_ERROR");
        }
        const {
          onboardingId,
          onboardingCode,
          platformRestaurantId: restaurant,
          businessLocationId: location,
        } = parsed.data;
        const siteId = siteNamed(await reads.catalogue(), location) ?? (0 as Pair["siteId"]);
        const answer = { siteId, code: onboardingCode, restaurant };
        const outcome = await platforms.answerOnboarding(company, code, by, onboardingId, answer);
        if (!outcome.ok) return told(404, "PLATFORM_CODE_NOT_VALID");
        return told(outcome.value.good ? 200 : 400, outcome.value.told);
      },
    }),
    route({
      ...platformRoute,
      id: "kseries.reservations.locations",
      summary: "Get the business locations that a platform could take on",
      description: `With a token that a person approved. ${SCOPES_SAY}`,
      method: "GET",
      path: `${USER_PLATFORM}/business-locations`,
      query: z.object({
        page: whole({ from: 0, to: 1_000_000, otherwise: 0, description: "Page, from 0." }),
        size: whole({ from: 1, to: 1_000, otherwise: 1_000, description: "Business locations on a page." }),
      }),
      responses: { 200: { description: "Ascending by id.", schema: z.array(LocationOut) } },
      async handle(ask) {
        checkPerson(ask);
        const { code, by } = platformAsked(ask);
        await mustPlatform(storage, ask.who.company, code, by);
        const catalogue = await storage.reads(ask.who.company).catalogue();
        const { page, size } = ask.query;
        const sites = catalogue.all("site").slice(page * size, (page + 1) * size);
        const body: z.output<typeof LocationOut>[] = sites.map((site) => ({
          businessLocationId: String(site.id),
          name: site.name,
          ...placeOf(site, catalogue.company),
        }));
        return { status: 200, body };
      },
    }),
    switchRoute("activate", "Connect a business location with a platform"),
    switchRoute("deactivate", "Part a business location from a platform"),
  ];
};
