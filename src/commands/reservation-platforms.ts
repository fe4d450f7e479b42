import type { AddonId, CompanyId, SiteId } from "../domain/ids.ts";
import {
  ONBOARDING_MS,
  type Onboarding,
  type OnboardingAnswer,
  type OnboardingOutcome,
  answerOnboarding,
} from "../domain/reservations/onboarding.ts";
import {
  type CourseSettings,
  type Pair,
  type Platform,
  type PlatformAuth,
  type PlatformTerms,
  activated,
  courseRefusal,
  deactivated,
  platformNotFound,
} from "../domain/reservations/platform.ts";
import type { ReservationRefusal } from "../domain/reservations/refusals.ts";
import { type Result, done, refuse } from "../kit/brand.ts";
import type { OutboxEvent, Storage, Tx } from "../storage/storage.ts";

/** Who speaks for a platform: an add-on, and whether it was given the platform's own scope. */
export type PlatformSpeaker = Readonly<{ addonId: AddonId; hasScope: boolean }>;

/** Without the platform's scope an add-on speaks for its own platforms only. */
export const maySpeakFor = ({ addonId }: Platform, by: PlatformSpeaker): boolean =>
  by.hasScope || by.addonId === addonId;

const integrationEvent = (type: string, code: string, { restaurant, siteId }: Pair): OutboxEvent => ({
  type,
  siteId,
  platform: code,
  restaurant,
});

type Saved = Promise<Result<Platform, ReservationRefusal>>;

/** Platforms in a company: what they say of themselves, and the sites that they take reservations for. */
export const platformCommands = (storage: Storage, newOnboardingId: () => string) => {
  const change = (
    company: CompanyId,
    code: string,
    by: PlatformSpeaker,
    decide: (platform: Platform, tx: Tx) => Result<Platform, ReservationRefusal>,
  ): Saved =>
    storage.transact(company, async (tx) => {
      const before = await tx.documents.get("reservation_platform", code);
      if (!before || !maySpeakFor(before, by)) return refuse(platformNotFound());
      const after = decide(before, tx);
      if (after.ok) tx.documents.put("reservation_platform", code, after.value);
      return after;
    });

  return {
    /** Makes a platform's profile, or puts another in its place; its sites stay. */
    save: (company: CompanyId, code: string, by: PlatformSpeaker, terms: PlatformTerms): Saved =>
      storage.transact(company, async (tx) => {
        const before = await tx.documents.get("reservation_platform", code);
        if (before && !maySpeakFor(before, by)) return refuse(platformNotFound());
        const platform: Platform = { ...terms, code, addonId: by.addonId, restaurants: before?.restaurants ?? [] };
        tx.documents.put("reservation_platform", code, platform);
        return done(platform);
      }),

    setAuth: (company: CompanyId, code: string, by: PlatformSpeaker, auth: PlatformAuth): Saved =>
      change(company, code, by, (platform) => done({ ...platform, auth })),

    setCourses: (company: CompanyId, code: string, by: PlatformSpeaker, asked: Partial<CourseSettings>): Saved =>
      change(company, code, by, (platform) => {
        const after = { ...platform, ...asked };
        const refusal = courseRefusal(after);
        return refusal ? refuse(refusal) : done(after);
      }),

    activate: (company: CompanyId, code: string, by: PlatformSpeaker, pair: Pair): Saved =>
      change(company, code, by, (platform, tx) => {
        const after = activated(platform, pair);
        if (after.ok) tx.emit([integrationEvent("reservation.integration_activated", code, pair)]);
        return after;
      }),

    deactivate: (company: CompanyId, code: string, by: PlatformSpeaker, pair: Pair): Saved =>
      change(company, code, by, (platform, tx) => {
        const after = deactivated(platform, pair);
        if (after.ok) tx.emit([integrationEvent("reservation.integration_deactivated", code, pair)]);
        return after;
      }),

    /** The venue asks a platform to take a site on. `reference` is by what the platform may know it already. */
    startOnboarding: (
      company: CompanyId,
      code: string,
      { siteId, reference }: Readonly<{ siteId: SiteId; reference: string }>,
    ): Promise<Result<Onboarding, ReservationRefusal>> =>
      storage.transact(company, async (tx) => {
        if (!(await tx.documents.get("reservation_platform", code))) return refuse(platformNotFound());
        const onboarding: Onboarding = {
          id: newOnboardingId(),
          platform: code,
          siteId,
          reference,
          state: "waiting",
          code: null,
          endsAt: tx.now + ONBOARDING_MS,
          createdAt: tx.now,
        };
        tx.documents.put("reservation_onboarding", onboarding.id, onboarding, { siteId });
        const { id, endsAt } = onboarding;
        const facts = { siteId, platform: code, reference, onboarding: id, endsAt };
        tx.emit([{ type: "reservation.onboarding_started", ...facts }]);
        return done(onboarding);
      }),

    /** What the platform answers; its last word may activate the integration. */
    answerOnboarding: (
      company: CompanyId,
      code: string,
      by: PlatformSpeaker,
      id: string,
      answer: OnboardingAnswer,
    ): Promise<Result<OnboardingOutcome, ReservationRefusal>> =>
      storage.transact(company, async (tx) => {
        const platform = await tx.documents.get("reservation_platform", code);
        if (!platform || !maySpeakFor(platform, by)) return refuse(platformNotFound());
        const known = await tx.documents.get("reservation_onboarding", id);
        const outcome = answerOnboarding(known, platform, answer, tx.now);
        const { onboarding, activates } = outcome;
        if (onboarding) {
          tx.documents.put("reservation_onboarding", id, onboarding, {
            siteId: onboarding.siteId,
            at: onboarding.createdAt,
          });
        }
        if (activates) {
          const pair = { restaurant: answer.restaurant, siteId: answer.siteId };
          tx.documents.put("reservation_platform", code, { ...platform, restaurants: [...platform.restaurants, pair] });
          tx.emit([integrationEvent("reservation.integration_activated", code, pair)]);
        }
        return done(outcome);
      }),
  };
};
export type PlatformCommands = ReturnType<typeof platformCommands>;
