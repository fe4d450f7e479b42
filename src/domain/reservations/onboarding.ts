import type { SiteId } from "../ids.ts";
import { type Platform, restaurantOfSite, siteOfRestaurant } from "./platform.ts";

/** What a platform answers when it is asked to take a site on, and what it is told in return. */
export const onboardingCodes = [
  "ACCEPTED",
  "DONE",
  "ONBOARDING_EXPIRED",
  "ONBOARDING_ID_NOT_VALID",
  "PLATFORM_CODE_NOT_VALID",
  "BUSINESS_LOCATION_NOT_VALID",
  "PLATFORM_RESTAURANT_NOT_VALID",
  "PLATFORM_RESTAURANT_NOT_FOUND",
  "UNEXPECTED_ERROR",
] as const;
export type OnboardingCode = (typeof onboardingCodes)[number];

/** How long a platform has, from the venue's wish to its last word. */
export const ONBOARDING_MS = 24 * 3_600_000;

/**
 * A venue's wish to be taken on by a platform.
 *
 * waiting   the platform was asked, or has said that it is at it
 * done      it has taken the site on: the integration is active
 * failed    it has refused; the venue may begin anew
 */
export type Onboarding = Readonly<{
  id: string;
  platform: string;
  siteId: SiteId;
  /** By what the venue believes the platform knows it. */
  reference: string;
  state: "waiting" | "done" | "failed";
  /** The platform's last word. */
  code: OnboardingCode | null;
  endsAt: number;
  createdAt: number;
}>;

export type OnboardingAnswer = Readonly<{ siteId: SiteId; code: OnboardingCode; restaurant: string }>;

/** What comes of an answer: what the platform is told, and what has changed. */
export type OnboardingOutcome = Readonly<{
  told: OnboardingCode;
  good: boolean;
  onboarding?: Onboarding;
  activates?: true;
}>;

const bad = (told: OnboardingCode): OnboardingOutcome => ({ told, good: false });

/** In order of precedence: which onboarding, when, for which site, under which name; then what the platform says. */
export const answerOnboarding = (
  onboarding: Onboarding | undefined,
  platform: Platform,
  { siteId, code, restaurant }: OnboardingAnswer,
  now: number,
): OnboardingOutcome => {
  if (!onboarding || onboarding.platform !== platform.code || onboarding.state === "failed") {
    return bad("ONBOARDING_ID_NOT_VALID");
  }
  if (siteId !== onboarding.siteId) return bad("BUSINESS_LOCATION_NOT_VALID");
  const active = siteOfRestaurant(platform, restaurant);
  if (onboarding.state === "done") {
    const again = code === "DONE" && active === siteId; // the answer to the first was lost on its way
    return again ? { told: "DONE", good: true } : bad("ONBOARDING_ID_NOT_VALID");
  }
  if (now >= onboarding.endsAt) return bad("ONBOARDING_EXPIRED");
  if (code === "ACCEPTED") return { told: "ACCEPTED", good: true, onboarding: { ...onboarding, code } };
  if (code !== "DONE") return { told: "ACCEPTED", good: true, onboarding: { ...onboarding, state: "failed", code } };
  const other = restaurantOfSite(platform, siteId);
  if ((active !== undefined && active !== siteId) || (other !== undefined && other !== restaurant)) {
    return bad("PLATFORM_RESTAURANT_NOT_VALID");
  }
  const finished: Onboarding = { ...onboarding, state: "done", code };
  return { told: "DONE", good: true, onboarding: finished, ...(active === undefined && { activates: true }) };
};
