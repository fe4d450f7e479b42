import { z } from "zod";

/** Fields of a site, wherever it can be changed. */

const degrees = (max: number) =>
  z
    .number({ error: "must be a number of degrees" })
    .min(-max, { error: `must be at least ${-max}` })
    .max(max, { error: `must not be beyond ${max}` });

export const location = z.object({ latitude: degrees(90), longitude: degrees(180) }, { error: "must be a location" });

export const period = z.enum(["OPENED", "CLOSED"], { error: "must be OPENED or CLOSED" });

export const dayStart = z
  .string({ error: "must be a time such as 04:00" })
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: "must be a time such as 04:00" });
