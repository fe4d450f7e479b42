/** What comes of sending something to an address that a client named: an answer, or why there is none. */
export type Sent =
  | Readonly<{
      kind: "answer";
      status: number;
      headers: Readonly<Record<string, string>>;
      /** The first 16 KiB, as text. */ head: string;
    }>
  | Readonly<{ kind: "failed"; why: SendFailure; says: string }>;

export type SendFailure =
  /** The address may not be reached from here, whatever is there. */
  | "forbidden"
  | "not_found"
  | "refused"
  | "reset"
  | "certificate"
  | "timeout"
  | "answer_too_large"
  | "protocol"
  /** What would prove to the receiver who we are was not to be had. */
  | "credentials"
  | "stopped";

export type Outgoing = Readonly<{
  url: string;
  headers: Readonly<Record<string, string>>;
  body: Buffer;
  /** Ends the attempt early, when the server stops. */
  signal: AbortSignal;
}>;

/** The one client for every address that somebody outside has named. */
export type OutgoingClient = Readonly<{
  /** Whether an address may be used at all, as far as its text tells: scheme, host, no credentials. */
  check(url: string): string | undefined;
  post(message: Outgoing): Promise<Sent>;
  /** Fetches something small, an image for instance; undefined when there is no 200 or it is larger than `maxBytes`. */
  get(url: string, maxBytes: number): Promise<Buffer | undefined>;
  close(): Promise<void>;
}>;

/** A question: a GET whose answer is kept, whatever its status, as text of at most `maxBytes`. */
export type Question = Pick<Outgoing, "url" | "headers"> & Readonly<{ maxBytes: number }>;

/** The same way out for those who need to know what was answered, and not only that it was. */
export type AskingClient = Readonly<{ ask(question: Question): Promise<Sent> }>;
