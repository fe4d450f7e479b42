import type { IncomingMessage, ServerResponse } from "node:http";
import type { Answer, StillIn } from "./route.ts";

type To = Readonly<{ raw: IncomingMessage; response: ServerResponse; id: string }>;

/**
 * Sends an answer that goes on, and resolves when it is over; answers its status. When it breaks off by our fault, the
 * client notices by its missing end.
 */
export const sendStream = async (
  { status, stream, headers = {} }: Answer,
  { raw, response, id }: To,
  extra: Readonly<Record<string, string>>,
  stillIn: StillIn,
  failed: (error: unknown) => void,
): Promise<number> => {
  response.writeHead(status, { "x-request-id": id, ...extra, ...headers, "content-type": stream!.type });
  if (raw.method === "HEAD") response.end();
  else response.flushHeaders();
  try {
    await stream!.run(response, stillIn);
  } catch (error) {
    failed(error);
    response.destroy();
  }
  return status;
};
