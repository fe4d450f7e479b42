import type { IncomingMessage } from "node:http";

/**
 * The address a request came from. Behind a proxy of our own it is the last one in `X-Forwarded-For`, which that proxy
 * wrote; those before it are the client's word.
 */
export const addressFrom =
  (trustProxy: boolean) =>
  ({ headers, socket }: IncomingMessage): string => {
    const told = headers["x-forwarded-for"];
    const last = trustProxy && typeof told === "string" ? told.split(",").at(-1)?.trim() : undefined;
    return last && /^[0-9a-fA-F.:]{2,45}$/.test(last) ? last : (socket.remoteAddress ?? "unknown");
  };
