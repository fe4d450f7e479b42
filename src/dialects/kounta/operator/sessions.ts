import { z } from "zod";
import { staffAtRegister } from "../../../commands/devices.ts";
import { pinPermissions, rolePermissions } from "../../../domain/access/roles.ts";
import type { StaffId } from "../../../domain/ids.ts";
import { notFound } from "../../../http/errors.ts";
import { type Answer, type Ask, type Route, route } from "../../../http/route.ts";
import { csrfOf } from "../../../http/session-cookie.ts";
import { SESSION_MS, type SignIns } from "../../../oauth/sign-in.ts";
import type { Session } from "../../../storage/access.ts";
import type { Storage } from "../../../storage/storage.ts";
import { flag, outId } from "../resources/venue-wire.ts";
import { id } from "../wire.ts";
import { orBusy, secret, secretText, signInError } from "./credentials-wire.ts";
import { deviceOf } from "./device-token.ts";
import { beginCookie, mustBeHere, replacedSession } from "./own-session.ts";
import { NO_STORE } from "./wire.ts";

const cookie = flag.optional().meta({
  description: "Sets the session as a cookie of this browser. The answer then has `csrf_token`, and no `access_token`.",
});

const SessionOut = z.object({
  access_token: z.string().optional().meta({ description: "For `Authorization: Bearer …`." }),
  csrf_token: z.string().optional().meta({ description: "To be sent as `X-CSRF-Token` with every change." }),
  expires_in: z.int().meta({ description: "Seconds." }),
  company_id: outId,
  staff_id: outId,
  role: z.string(),
  permissions: z.array(z.string()),
});

const tag = "Sessions";
const responses = {
  201: { description: "Signed in.", schema: SessionOut },
  429: { description: "Too many wrong tries; `Retry-After` says when to try again." },
};

type Begun = Readonly<{ token: string; session: Session; role: string; permissions: ReadonlySet<string> }>;

/** Signing in at the venue: with a username and password, or at a register with a PIN. A session lasts a working day. */
export const sessionRoutes = ({ storage, signIns }: { storage: Storage; signIns: SignIns }): readonly Route[] => {
  const begin = async (
    ask: Ask<unknown, unknown, { cookie?: boolean | undefined }>,
    { token, session, role, permissions }: Begun,
  ): Promise<Answer> => {
    const body = {
      expires_in: SESSION_MS / 1_000,
      company_id: session.companyId,
      staff_id: session.staffId,
      role,
      permissions: [...permissions],
    };
    if (!ask.body.cookie) return { status: 201, body: { access_token: token, ...body }, headers: NO_STORE };
    const before = replacedSession(ask);
    if (before !== undefined) await storage.access.people.endSession(before);
    const headers = { ...NO_STORE, "set-cookie": beginCookie(ask, token) };
    return { status: 201, body: { csrf_token: csrfOf(token), ...body }, headers };
  };

  return [
    route({
      id: "operator.sessions.create",
      summary: "Sign in with a username and password",
      tag,
      method: "POST",
      path: "/admin/api/sessions",
      audience: "public",
      permission: "none",
      body: z.object({
        username: z
          .string({ error: "must be text" })
          .min(1, { error: "must not be empty" })
          .max(200, { error: "must not be longer than 200 characters" }),
        password: secret,
        cookie,
      }),
      responses: { ...responses, 401: { description: "Wrong username or password." } },
      async handle(ask) {
        const { username, password } = ask.body;
        if (ask.body.cookie) mustBeHere(ask);
        const typed = secretText(password, "password");
        const found = await orBusy(signIns.withPassword(username, typed, ask.address));
        if (!found.ok) throw signInError(found.error, "password");
        const { role } = found.value.person;
        return begin(ask, { ...found.value, role, permissions: rolePermissions[role] });
      },
    }),
    route({
      id: "operator.sessions.createWithPin",
      summary: "Sign in at a register with a PIN",
      description:
        "Send the register's device token as `Authorization: Bearer servery_device_…`. The session is bound to that register. Whoever signs in may serve, and no more, whatever their role.",
      tag,
      method: "POST",
      path: "/admin/api/sessions/pin",
      audience: "public",
      permission: "none",
      body: z.object({ staff_id: id<StaffId>(), pin: secret, cookie }),
      responses: {
        ...responses,
        401: { description: "No good device token, or a wrong PIN." },
        404: { description: "Nobody who works at the register's site." },
      },
      async handle(ask) {
        const device = await deviceOf(storage, ask);
        const { staff_id: staffId, pin } = ask.body;
        if (ask.body.cookie) mustBeHere(ask);
        const catalogue = await storage.reads(device.companyId).catalogue();
        const works = staffAtRegister(catalogue, device.registerId).some((staff) => staff.id === staffId);
        if (!works) throw notFound("staff member");
        const typed = secretText(pin, "pin");
        const found = await orBusy(signIns.withPin(device, staffId, typed, ask.address));
        if (!found.ok) throw signInError(found.error, "pin");
        const person = await storage.access.people.get(device.companyId, staffId);
        return begin(ask, { ...found.value, role: person?.role ?? "staff", permissions: pinPermissions });
      },
    }),
  ];
};
