import { z } from "zod";
import type { PlatformCommands, PlatformSpeaker } from "../../../commands/reservation-platforms.ts";
import { maySpeakFor } from "../../../commands/reservation-platforms.ts";
import type { CompanyId } from "../../../domain/ids.ts";
import {
  type Platform,
  type PlatformAuth,
  authRefusal,
  platformNotFound,
  termsRefusal,
} from "../../../domain/reservations/platform.ts";
import { type Route, route } from "../../../http/route.ts";
import type { Storage } from "../../../storage/storage.ts";
import type { OutgoingClient } from "../../../webhooks/outgoing.ts";
import { PLATFORM, SCOPES_SAY, accepted, must, platformAsked, platformRoute, problem } from "./asking.ts";
import {
  CoursesIn,
  ProfileIn,
  ProfileOut,
  authIns,
  profileShape,
  readAuth,
  readCourses,
  readProfile,
} from "./profile-wire.ts";
import { followProfile } from "./registrations.ts";
import { bodyOf } from "./wire.ts";

export type ProfileParts = Readonly<{
  storage: Storage;
  outgoing: Pick<OutgoingClient, "check">;
  platforms: PlatformCommands;
}>;

const SAFE = /^(?:https:\/\/|http:\/\/(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?:[:/]|$))/i;

/** A platform that the caller may speak for. Throws HttpError 404. */
export const mustPlatform = async (
  storage: Storage,
  company: CompanyId,
  code: string,
  by: PlatformSpeaker,
): Promise<Platform> => {
  const platform = await storage.reads(company).documents.get("reservation_platform", code);
  if (!platform || !maySpeakFor(platform, by)) throw problem(platformNotFound());
  return platform;
};

const AuthOut = z.strictObject({
  accepted: z.boolean(),
  currentAuthType: z.enum(["BASIC_AUTH", "BEARER_TOKEN", "API_KEYS", "OAUTH2"]),
});

/** What a platform says of itself: its name, where it wants to be told of what, and how we show who we are. */
export const profileRoutes = ({ storage, outgoing, platforms }: ProfileParts): readonly Route[] => {
  /** Guests' names go there, and credentials: in the clear on this machine only, where receivers are tried out. */
  const refuses = (url: string): string | undefined =>
    outgoing.check(url) ?? (SAFE.test(url) ? undefined : "The address must begin with https://.");
  const around = () => ({ now: storage.clock(), refuses });

  /** One way to prove who we are, in the place of the one before. */
  const authRoute = (field: keyof typeof authIns, ending: string, type: PlatformAuth["type"], words: string): Route =>
    route({
      ...platformRoute,
      id: `kseries.reservations.auth.${ending}`,
      summary: `Set the credentials of the platform's receivers: ${words}`,
      description: `They take the place of those before. They are not shown again. ${SCOPES_SAY}`,
      method: "PATCH",
      path: `${PLATFORM}/webhook/auth/${ending}`,
      body: bodyOf(authIns[field]),
      responses: { 200: { description: "Accepted.", schema: AuthOut } },
      async handle(ask) {
        const { code, by } = platformAsked(ask);
        const { company } = ask.who;
        await mustPlatform(storage, company, code, by);
        const auth = must(readAuth(field, ask.body));
        const refusal = authRefusal(auth, around());
        if (refusal) throw problem(refusal);
        await followProfile(storage, company, must(await platforms.setAuth(company, code, by, auth)));
        return { status: 200, body: { accepted: true, currentAuthType: type } };
      },
    });

  return [
    route({
      ...platformRoute,
      id: "kseries.reservations.profile.get",
      summary: "Get a platform's profile",
      description: `Without credentials. ${SCOPES_SAY}`,
      method: "GET",
      path: `${PLATFORM}/profile`,
      responses: { 200: { description: "The profile.", schema: ProfileOut } },
      async handle(ask) {
        const { code, by } = platformAsked(ask);
        return { status: 200, body: profileShape(await mustPlatform(storage, ask.who.company, code, by)) };
      },
    }),
    route({
      ...platformRoute,
      id: "kseries.reservations.profile.set",
      summary: "Create a platform's profile, or replace it",
      description: `Each type of notification needs the address that it is sent to. Credentials are not shown again. ${SCOPES_SAY}`,
      method: "POST",
      path: `${PLATFORM}/profile`,
      body: bodyOf(ProfileIn),
      responses: { 200: { description: "The profile.", schema: ProfileOut } },
      async handle(ask) {
        const { code, by } = platformAsked(ask);
        const { company } = ask.who;
        const terms = must(readProfile(ask.body));
        const refusal = termsRefusal(terms, around());
        if (refusal) throw problem(refusal);
        const platform = must(await platforms.save(company, code, by, terms));
        await followProfile(storage, company, platform);
        return { status: 200, body: profileShape(platform) };
      },
    }),
    route({
      ...platformRoute,
      id: "kseries.reservations.courses",
      summary: "Set what a platform calls the courses of a meal",
      description: `What is not sent stays; the list is replaced as a whole. ${SCOPES_SAY}`,
      method: "PATCH",
      path: `${PLATFORM}/course-settings`,
      body: bodyOf(CoursesIn),
      responses: { 200: accepted },
      async handle(ask) {
        const { code, by } = platformAsked(ask);
        const { company } = ask.who;
        await mustPlatform(storage, company, code, by);
        must(await platforms.setCourses(company, code, by, must(readCourses(ask.body))));
        return { status: 200 };
      },
    }),
    authRoute("apiKeys", "api-keys", "API_KEYS", "API keys in headers or in the query"),
    authRoute("basic", "basic-auth", "BASIC_AUTH", "a user name and a password"),
    authRoute("bearer", "bearer-auth", "BEARER_TOKEN", "a bearer token"),
    authRoute("oauth2", "oauth2", "OAUTH2", "OAuth 2.0 client credentials"),
  ];
};
