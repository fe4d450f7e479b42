/**
 * A request that cannot be served, on its way to the client. The dialect gives it its shape; `code` is the error's
 * name for programs, `description` the sentence for people, `detail` what helps to diagnose.
 */
export class HttpError extends Error {
  readonly status: number;
  readonly code: string;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    code: string,
    description: string,
    detail: Readonly<Record<string, unknown>> = {},
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(description);
    this.name = "HttpError";
    this.status = status;
    this.code = code;
    this.detail = detail;
    this.headers = headers;
  }
}

export const notFound = (what = "resource"): HttpError =>
  new HttpError(404, "not_found", `The requested ${what} was not found.`);

export const badRequest = (description: string, detail: Readonly<Record<string, unknown>> = {}): HttpError =>
  new HttpError(400, "bad_request", description, detail);
