import { challenge } from "../../../http/callers.ts";
import { HttpError } from "../../../http/errors.ts";
import type { Ask } from "../../../http/route.ts";
import { sha256 } from "../../../kit/secrets.ts";
import type { RegisterDevice } from "../../../storage/access.ts";
import type { Storage } from "../../../storage/storage.ts";
import { bearerOf } from "./own-session.ts";

/** How tokens of register devices begin, so that they are told from all others, also by secret scanners. */
export const DEVICE_PREFIX = "servery_device_";

/** The device whose token a request came with. Throws HttpError 401. */
export const deviceOf = async (
  storage: Storage,
  request: Pick<Ask<unknown, unknown, unknown>, "headers" | "base">,
): Promise<RegisterDevice> => {
  const token = bearerOf(request);
  const device = token?.startsWith(DEVICE_PREFIX) ? await storage.access.people.device(sha256(token)) : undefined;
  if (device) return device;
  const error = token === undefined ? undefined : "invalid_token";
  throw new HttpError(401, error ?? "unauthorized", "Send the register's device token.", {}, challenge(error));
};
