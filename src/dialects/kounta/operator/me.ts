import { z } from "zod";
import type { PeopleCommands } from "../../../commands/people.ts";
import { notFound } from "../../../http/errors.ts";
import { type Ask, type Route, route } from "../../../http/route.ts";
import type { SignIns } from "../../../oauth/sign-in.ts";
import type { Person } from "../../../storage/access.ts";
import type { Storage } from "../../../storage/storage.ts";
import { outId } from "../resources/venue-wire.ts";
import { stamp } from "../wire.ts";
import { confirmError, orBusy, secret, secretText } from "./credentials-wire.ts";
import { endCookie, ownSession } from "./own-session.ts";
import { mustPeople } from "./refusals.ts";

export type MeParts = Readonly<{ storage: Storage; signIns: SignIns; people: PeopleCommands }>;

const SessionOut = z.object({
  kind: z.enum(["password", "pin"]),
  register_id: outId.nullable(),
  created_at: z.string(),
  expires_at: z.string(),
  current: z.boolean().meta({ description: "Whether it is the session that asks." }),
});

/** What people do about themselves. Their password is asked for again before it, or their PIN, is changed. */
export const meRoutes = ({ storage, signIns, people }: MeParts): readonly Route[] => {
  const doc = { tag: "Me", audience: "operator", permission: "account:write" } as const;

  /** The person who asks, and who knows the current password. Throws HttpError 400, 429. */
  const confirmed = async (ask: Ask<unknown, unknown, { current_password: string | undefined }>): Promise<Person> => {
    const person = await storage.access.people.get(ask.who.company, ask.caller.staffId!);
    if (!person) throw notFound("person");
    const typed = secretText(ask.body.current_password, "current_password");
    const known = await signIns.confirm(person, typed, ask.address);
    if (!known.ok) throw confirmError(known.error);
    return person;
  };
  const refused = {
    400: { description: "The current password is wrong, or the new one cannot be taken." },
    429: { description: "Too many wrong passwords; `Retry-After` says when to try again." },
  };

  return [
    route({
      ...doc,
      id: "operator.me.password",
      summary: "Change your password",
      description: "All your other sessions end.",
      method: "PUT",
      path: "/admin/api/me/password",
      body: z.object({ current_password: secret, password: secret }),
      responses: { 204: { description: "Changed." }, ...refused },
      async handle(ask) {
        const password = secretText(ask.body.password, "password");
        const change = async () => people.changeOwnPassword(await confirmed(ask), password, ownSession(ask).hash);
        mustPeople(await orBusy(change()));
        return { status: 204 };
      },
    }),
    route({
      ...doc,
      id: "operator.me.pin",
      summary: "Change your PIN",
      description: "Without a PIN (`null`) you cannot sign in at a register. Sessions with the old one end.",
      method: "PUT",
      path: "/admin/api/me/pin",
      body: z.object({ current_password: secret, pin: z.union([z.null(), secret]) }),
      responses: { 204: { description: "Changed." }, ...refused },
      async handle(ask) {
        const pin = ask.body.pin === null ? null : secretText(ask.body.pin, "pin");
        const change = async () => people.changeOwnPin(await confirmed(ask), pin);
        mustPeople(await orBusy(change()));
        return { status: 204 };
      },
    }),
    route({
      ...doc,
      id: "operator.me.sessions.list",
      summary: "See where you are signed in",
      method: "GET",
      path: "/admin/api/me/sessions",
      responses: { 200: { description: "Your sessions, the oldest first.", schema: z.array(SessionOut) } },
      async handle(ask) {
        const { company } = ask.who;
        const now = storage.clock();
        const [sessions, catalogue] = await Promise.all([
          storage.access.people.sessionsOf(company, ask.caller.staffId!),
          storage.reads(company).catalogue(),
        ]);
        const { timezone } = catalogue.company;
        const { hash } = ownSession(ask);
        return {
          status: 200,
          body: sessions
            .filter(({ expiresAt }) => expiresAt > now)
            .map((session) => ({
              kind: session.kind,
              register_id: session.registerId,
              created_at: stamp(session.createdAt, timezone),
              expires_at: stamp(session.expiresAt, timezone),
              current: session.hash === hash,
            })),
        };
      },
    }),
    route({
      ...doc,
      id: "operator.me.sessions.end",
      summary: "Sign out everywhere",
      description: "All your sessions end, this one too.",
      method: "DELETE",
      path: "/admin/api/me/sessions",
      responses: { 204: { description: "Signed out." } },
      async handle(ask) {
        await storage.access.people.endSessionsOf(ask.who.company, ask.caller.staffId!);
        return { status: 204, headers: endCookie(ask) };
      },
    }),
  ];
};
