/** The one way in which screens talk to the server: JSON over `/admin/api`, with the session as a header or a cookie. */

/** What the server said no to. `says` is its sentence, fit to be shown; `field` is what it was about. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly says: string;
  readonly field: string | undefined;
  readonly detail: Readonly<Record<string, unknown>>;
  /** Seconds after which it may be tried again, where the server said so. */
  readonly retryAfter: number | undefined;
  constructor(status: number, body: Readonly<Record<string, unknown>>, retryAfter: string | null = null) {
    const says =
      typeof body["error_description"] === "string" ? body["error_description"] : `The server answered ${status}.`;
    super(says);
    this.status = status;
    this.code = typeof body["error"] === "string" ? body["error"] : String(status);
    this.says = says;
    this.field = typeof body["field"] === "string" ? body["field"] : undefined;
    this.detail = body;
    this.retryAfter = retryAfter !== null && /^\d+$/.test(retryAfter) ? Number(retryAfter) : undefined;
  }
}

/** Nobody answered: no network, or the server is not there. What was sent may or may not have arrived. */
export class Unreachable extends Error {
  constructor(cause?: unknown) {
    super("The server cannot be reached.", { cause });
  }
}

/** The sentence to show for any error. */
export const saysOf = (error: unknown): string =>
  error instanceof ApiError ? error.says : error instanceof Error ? error.message : String(error);

export type Query = Readonly<Record<string, string | number | boolean | null | undefined>>;
export type Send = Readonly<{
  query?: Query;
  /** The same key makes the same request happen once, however often it is sent. */
  key?: string;
  headers?: Readonly<Record<string, string>>;
  signal?: AbortSignal;
}>;

/** A page of a list: how many pages there are, when the server says so. */
export type Paged<T> = Readonly<{ rows: readonly T[]; pages: number; headers: Headers }>;

export type ApiSettings = Readonly<{
  /** `Bearer …` of a session that this page keeps itself; undefined where the browser's cookie is the session. */
  token?: () => string | undefined;
  /** The cookie session's token against forged requests. */
  csrf?: () => string | undefined;
  /** Told when the session is over. */
  signedOut?: () => void;
}>;

const withQuery = (path: string, query: Query = {}): string => {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== "");
  const text = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return text === "" ? path : `${path}${path.includes("?") ? "&" : "?"}${text}`;
};

const ANSWER_WITHIN_MS = 20_000;

/** Requests below `/admin/api`, or anywhere on this server for a path that begins with "/". */
export class Api {
  private readonly settings: ApiSettings;
  constructor(settings: ApiSettings) {
    this.settings = settings;
  }

  urlOf(path: string, query?: Query): string {
    return withQuery(path.startsWith("/") ? path : `/admin/api/${path}`, query);
  }

  /** What every request carries to say who asks. */
  headers(method = "GET"): Record<string, string> {
    const token = this.settings.token?.();
    const csrf = method === "GET" ? undefined : this.settings.csrf?.();
    return {
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(csrf !== undefined && { "x-csrf-token": csrf }),
    };
  }

  /** Throws ApiError, Unreachable. */
  async request(
    method: string,
    path: string,
    body?: unknown,
    { query, key, headers, signal }: Send = {},
  ): Promise<Response> {
    let answer: Response;
    try {
      answer = await fetch(this.urlOf(path, query), {
        method,
        headers: {
          accept: "application/json, */*;q=0.1",
          ...this.headers(method),
          ...(body !== undefined && { "content-type": "application/json" }),
          ...(key !== undefined && { "idempotency-key": key }),
          ...headers,
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        signal: signal
          ? AbortSignal.any([signal, AbortSignal.timeout(ANSWER_WITHIN_MS)])
          : AbortSignal.timeout(ANSWER_WITHIN_MS),
        cache: "no-store",
      });
    } catch (error) {
      if (signal?.aborted) throw error;
      throw new Unreachable(error);
    }
    if (answer.ok) return answer;
    const text = await answer.text().catch(() => "");
    let said: unknown;
    try {
      said = JSON.parse(text);
    } catch {
      said = {}; // a proxy's page, or nothing: the status says enough
    }
    // A proxy in between answers so when the server behind it is away.
    if (answer.status === 502 || answer.status === 504) throw new Unreachable(text);
    if (answer.status === 401) this.settings.signedOut?.();
    throw new ApiError(
      answer.status,
      typeof said === "object" && said !== null ? (said as Record<string, unknown>) : {},
      answer.headers.get("retry-after"),
    );
  }

  private async json<T>(method: string, path: string, body?: unknown, send?: Send): Promise<T> {
    const answer = await this.request(method, path, body, send);
    const text = await answer.text();
    return (text === "" ? undefined : JSON.parse(text)) as T;
  }

  get = <T>(path: string, query?: Query, send: Send = {}): Promise<T> =>
    this.json<T>("GET", path, undefined, { ...send, ...(query && { query }) });
  post = <T = unknown>(path: string, body?: unknown, send?: Send): Promise<T> =>
    this.json<T>("POST", path, body ?? {}, send);
  put = <T = unknown>(path: string, body?: unknown, send?: Send): Promise<T> =>
    this.json<T>("PUT", path, body ?? {}, send);
  delete = <T = unknown>(path: string, send?: Send): Promise<T> => this.json<T>("DELETE", path, undefined, send);

  /** Makes something and answers its id, from the Location of the answer. */
  async create(path: string, body: unknown, send?: Send): Promise<number> {
    const answer = await this.request("POST", path, body, send);
    return Number(/(\d+)(?:\.json)?$/.exec(answer.headers.get("location") ?? "")?.[1]);
  }

  /** One page of a list; `page` counts from 1. */
  async list<T>(path: string, query?: Query, send: Send = {}): Promise<Paged<T>> {
    const answer = await this.request("GET", path, undefined, { ...send, ...(query && { query }) });
    const rows = (await answer.json()) as T[];
    return { rows, pages: Number(answer.headers.get("x-pages") ?? 1), headers: answer.headers };
  }

  /** Every page of a list that is known to be short. */
  async all<T>(path: string, query: Query = {}): Promise<T[]> {
    const rows: T[] = [];
    for (let page = 1, pages = 1; page <= pages; page += 1) {
      const part = await this.list<T>(path, { ...query, page });
      rows.push(...part.rows);
      pages = Math.min(part.pages, ALL_PAGES_MAX);
    }
    return rows;
  }
}

/** A list that is longer is shown by pages, not fetched whole. */
const ALL_PAGES_MAX = 100;

/** A key for one thing to be done once. */
export const newKey = (): string => crypto.randomUUID();
