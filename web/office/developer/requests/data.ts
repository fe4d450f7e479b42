/** A request of an add-on as the request log shows it. */
export type LoggedRequest = Readonly<{
  id: number;
  at: string;
  method: string;
  path: string;
  route: string;
  addon: Readonly<{ id: number; name: string }> | null;
  status: number;
  ms: number;
  request_id: string;
  bytes_in: number;
  bytes_out: number;
}>;

type Part = Readonly<{ headers: Readonly<Record<string, string>>; body: string | null }>;
export type FullRequest = LoggedRequest & Readonly<{ request: Part; response: Part; curl: string }>;

export const requestsKey = ["requests"] as const;

/** Which document of the reference describes a request; undefined for OAuth and for what met no route. */
export const documentOf = ({ path, route }: LoggedRequest): "kounta" | "kseries" | undefined =>
  route === "none" || route.startsWith("oauth.") ? undefined : path.startsWith("/v1/") ? "kounta" : "kseries";
