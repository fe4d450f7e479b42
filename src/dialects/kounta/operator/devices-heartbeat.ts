import { SILENT_MS, presence } from "../../../commands/presence.ts";
import { type Route, route } from "../../../http/route.ts";
import type { Storage } from "../../../storage/storage.ts";
import { deviceOf } from "./device-token.ts";

/** A device says that it is there. */
export const heartbeatRoute = (storage: Storage): Route => {
  const registers = presence(storage);
  return route({
    id: "operator.devices.heartbeat",
    summary: "Say that this device is there",
    description: `Send the device's token as \`Authorization: Bearer servery_device_…\`. The register is online from then on, and offline when none of its devices was heard for ${SILENT_MS / 1_000} seconds: every 30 seconds is often enough. A register whose devices never send this keeps what people say of it.`,
    tag: "Register devices",
    method: "POST",
    path: "/admin/api/devices/current/heartbeat",
    audience: "public",
    permission: "none",
    responses: { 204: { description: "Heard." }, 401: { description: "No good device token." } },
    async handle(ask) {
      await registers.heartbeat(await deviceOf(storage, ask));
      return { status: 204 };
    },
  });
};
