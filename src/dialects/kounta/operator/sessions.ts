import { randomBytes } from "node:crypto";
import { hash, verify } from "@node-rs/argon2";
import { z } from "zod";
import { sha256 } from "../../../http/callers.ts";
import { HttpError } from "../../../http/errors.ts";
import { route } from "../../../http/route.ts";
import { LruMap } from "../../../kit/lru.ts";
import type { Storage } from "../../../storage/storage.ts";

const SESSION_MS = 12 * 3_600_000;
const TRIES_MAX = 5;
const TRIES_WINDOW_MS = 60_000;

/**
 * Signing in at the venue: a username and password for a token of one working day. After five wrong passwords a
 * username rests for a minute. An unknown username takes as long as a wrong password.
 */
export const sessionRoutes = ({ storage }: { storage: Storage }) => {
  const failures = new LruMap<string, { count: number; until: number }>(10_000);
  let decoy: Promise<string> | undefined;
  return [
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
          }),
        },
        401: { description: "Wrong username or password." },
        429: { description: "Too many wrong passwords; try again in a minute." },
      },
      async handle({ body }) {
        const now = storage.clock();
        const key = body.username.toLowerCase();
        const failed = failures.get(key);
        if (failed && failed.until > now && failed.count >= TRIES_MAX) {
          const wait = String(Math.ceil((failed.until - now) / 1000));
          throw new HttpError(
            429,
            "too_many_tries",
            "Too many wrong passwords. Try again in a minute.",
            {},
            { "retry-after": wait },
          );
        }
        const person = await storage.access.person(body.username);
        decoy ??= hash(randomBytes(16).toString("hex"));
        const good = await verify(person?.passwordHash ?? (await decoy), body.password);
        if (!person || !good) {
          const count = failed && failed.until > now ? failed.count + 1 : 1;
          failures.set(key, { count, until: now + TRIES_WINDOW_MS });
          throw new HttpError(401, "wrong_password", "The username or password is wrong.");
        }
        failures.delete(key);
        const token = randomBytes(32).toString("base64url");
        await storage.access.addToken({
          hash: sha256(token),
          companyId: person.companyId,
          addonId: null,
          staffId: person.staffId,
          createdAt: now,
          expiresAt: now + SESSION_MS,
        });
        return {
          status: 201,
          body: {
            access_token: token,
            expires_in: SESSION_MS / 1000,
            company_id: person.companyId,
            staff_id: person.staffId,
            role: person.role,
          },
          headers: { "cache-control": "no-store" },
        };
      },
    }),
  ];
};
