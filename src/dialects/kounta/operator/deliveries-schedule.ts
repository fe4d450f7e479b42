import { z } from "zod";
import { route } from "../../../http/route.ts";
import {
  ATTEMPTS_MAX,
  FAILING_MAX_MS,
  FAILURES_MIN,
  JITTER,
  RETRY_AFTER_MAX_MS,
  RETRY_WAITS_MS,
} from "../../../webhooks/schedule.ts";

const ms = z.int().meta({ description: "Milliseconds." });

/** When what was not taken is sent again. It is the same for everybody, and no secret. */
export const scheduleRoute = route({
  id: "operator.deliveries.schedule",
  summary: "When deliveries are tried again",
  tag: "Deliveries",
  method: "GET",
  path: "/admin/api/deliveries/schedule",
  audience: "public",
  permission: "none",
  responses: {
    200: {
      description: "The schedule.",
      schema: z.object({
        attempts_max: z.int(),
        retry_waits_ms: z.array(ms).meta({ description: "Before the second attempt, the third, and so on." }),
        jitter: z.number().meta({ description: "Each wait is longer by up to this part of it." }),
        retry_after_max_ms: ms.meta({ description: "How long a receiver's Retry-After can ask us to wait." }),
        disabled_after: z.object({
          failing_for_ms: ms,
          failures: z.int(),
          statuses: z.array(z.int()).meta({ description: "At once." }),
        }),
      }),
    },
  },
  handle: () =>
    Promise.resolve({
      status: 200,
      body: {
        attempts_max: ATTEMPTS_MAX,
        retry_waits_ms: RETRY_WAITS_MS,
        jitter: JITTER,
        retry_after_max_ms: RETRY_AFTER_MAX_MS,
        disabled_after: { failing_for_ms: FAILING_MAX_MS, failures: FAILURES_MIN, statuses: [410] },
      },
    }),
});
