import { z } from "zod";
import { type NewTask, acceptTask } from "../../../commands/online/accept-task.ts";
import type { AddonId, Principal } from "../../../domain/ids.ts";
import { badRequest } from "../../../http/errors.ts";
import type { Answer } from "../../../http/route.ts";
import type { Storage } from "../../../storage/storage.ts";
import { endpointNamed } from "../../../commands/order-endpoints.ts";

/** What is common to everything that is taken in for a venue: it is for an endpoint, and its reference is new. */

export const OkOut = z.strictObject({ status: z.literal("ok") });
export const OK: Answer = { status: 200, body: { status: "ok" } };

/** The client that asks; routes here are for nobody else. */
export const addonOf = ({ actor }: Principal): AddonId => {
  if (actor.kind !== "addon") throw new Error("a route for add-ons was called by somebody else");
  return actor.addonId;
};

/** Throws HttpError 400 where the client has no endpoint of that name. */
export const mustHaveEndpoint = async (
  storage: Storage,
  { company, addonId }: Readonly<{ company: Principal["company"]; addonId: AddonId }>,
  endpointId: string,
): Promise<void> => {
  const webhooks = await storage.deliveries.webhooks.of(company);
  if (!endpointNamed(webhooks, addonId, endpointId)) throw badRequest(`endpoint ID not found for ${endpointId}`);
};

/** Whether a task was taken in; false: its reference was used before. */
export const taken = async (storage: Storage, { company }: Principal, task: NewTask): Promise<boolean> =>
  (await acceptTask(storage)(company, task)).ok;

export const usedBefore = (reference: string): string => `reference has already been used ${reference}`;
