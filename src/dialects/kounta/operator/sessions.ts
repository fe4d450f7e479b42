import { z } from "zod";
import { rolePermissions } from "../../../domain/access/roles.ts";
import { HttpError } from "../../../http/errors.ts";
import { route } from "../../../http/route.ts";
import { PasswordsBusy } from "../../../kit/passwords.ts";
import { SESSION_MS, type SignInRefusal, type SignIns } from "../../../oauth/sign-in.ts";

/** What a refused sign-in is over HTTP. */
export const signInError = (refusal: SignInRefusal): HttpError => {
  if (refusal.kind === "wrong") return new HttpError(401, "wrong_password", "The username or password is wrong.");
  const seconds = Math.ceil(refusal.ms / 1_000);
  const says = `Too many wrong passwords. Try again in ${seconds} seconds.`;
  return new HttpError(429, "too_many_tries", says, {}, { "retry-after": String(seconds) });
};

/** So many passwords are being checked that this one has to wait. */
export const orBusy = async <T>(work: Promise<T>): Promise<T> => {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof PasswordsBusy)) throw error;
    throw new HttpError(503, "busy", "Many people are signing in at this moment.", {}, { "retry-after": "5" });
  }
};

/** Signing in at the venue: a username and password for a token of one working day. */
export const sessionRoutes = ({ signIns }: { signIns: SignIns }) => [
  route({
    id: "operator.sessions.create",
    summary: "Sign in",
    tag: "Sessions",
    method: "POST",
    path: "/admin/api/sessions",
    audience: "public",
    permission: "none",
    body: z.object({ username: z.string().min(1).max(200), password: z.string().min(1).max(1_000) }),
    responses: {
      201: {
        description: "A token for the operator's routes.",
        schema: z.object({
          access_token: z.string(),
          expires_in: z.int(),
          company_id: z.int(),
          staff_id: z.int(),
          role: z.string(),
          permissions: z.array(z.string()),
        }),
      },
      401: { description: "Wrong username or password." },
      429: { description: "Too many wrong passwords; `Retry-After` says when to try again." },
    },
    async handle({ body, address }) {
      const found = await orBusy(signIns.withPassword(body.username, body.password, address));
      if (!found.ok) throw signInError(found.error);
      const { person, token } = found.value;
      return {
        status: 201,
        body: {
          access_token: token,
          expires_in: SESSION_MS / 1_000,
          company_id: person.companyId,
          staff_id: person.staffId,
          role: person.role,
          permissions: [...rolePermissions[person.role]],
        },
        headers: { "cache-control": "no-store" },
      };
    },
  }),
];
