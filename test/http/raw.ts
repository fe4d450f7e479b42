import { type OutgoingHttpHeaders, request as plain } from "node:http";
import { request as secure } from "node:https";

export type RawAnswer = Readonly<{
  status: number;
  headers: Readonly<Record<string, string | undefined>>;
  text: string;
}>;

export type RawAsk = Readonly<{
  method?: string;
  headers?: OutgoingHttpHeaders;
  body?: string | Buffer;
  /** The authority that a TLS server's certificate has to come from. */
  ca?: string;
}>;

/** A request just as it is written here: no header is added (fetch would send Accept), no path is tidied up. */
export const rawAsk = (
  url: string,
  path: string,
  { method = "GET", headers = {}, body, ca }: RawAsk = {},
): Promise<RawAnswer> => {
  const { hostname, port, protocol } = new URL(url);
  const options = { hostname, port, path, method, headers, agent: false, ...(ca !== undefined && { ca }) };
  return new Promise((resolve, reject) => {
    const sent = (protocol === "https:" ? secure : plain)(options, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers as Record<string, string | undefined>,
          text: Buffer.concat(chunks).toString(),
        }),
      );
    });
    sent.on("error", reject);
    sent.end(body);
  });
};
