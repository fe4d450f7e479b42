import type { IncomingMessage } from "node:http";
import type { AddonId, CompanyId } from "../domain/ids.ts";

/** How much of a body is kept. */
export const BODY_KEPT_BYTES = 16 * 1024;
/** All that is kept of all companies; the oldest go first. */
export const REQUESTS_KEPT_BYTES = 64 * 1024 * 1024;
/** What a request takes besides its bodies: headers, address, and itself. */
const ENTRY_BYTES = 2_000;

/** A request that was answered. Nothing in it is redacted yet: that is done when somebody looks. */
export type KeptRequest = Readonly<{
  id: number;
  /** Epoch milliseconds at which it was answered. */
  at: number;
  method: string;
  /** Path and query as they came. */
  url: string;
  route: string;
  /** Null when the caller is not known: then nobody has said whose request it is. */
  company: CompanyId | null;
  addonId: AddonId | null;
  status: number;
  ms: number;
  requestId: string;
  /** Names and values in turn, as they came. */
  sent: readonly string[];
  told: Readonly<Record<string, unknown>> | readonly string[];
  /** At most BODY_KEPT_BYTES of each; the lengths are those of the whole. */
  body: Buffer | undefined;
  bytesIn: number;
  answer: Buffer | undefined;
  bytesOut: number;
  /** Where it stands in its company's ring. */
  place: number;
}>;

/** What is told of a request when it was answered; its bodies are whole. */
export type Answered = Readonly<{ raw: IncomingMessage }> &
  Pick<
    KeptRequest,
    "url" | "route" | "company" | "addonId" | "status" | "ms" | "requestId" | "told" | "body" | "answer"
  >;

/** A copy only where it lets go of something larger. */
const head = (bytes: Buffer | undefined): Buffer | undefined =>
  bytes && bytes.length > BODY_KEPT_BYTES ? Buffer.from(bytes.subarray(0, BODY_KEPT_BYTES)) : bytes;

const weightOf = ({ body, answer }: KeptRequest): number => ENTRY_BYTES + (body?.length ?? 0) + (answer?.length ?? 0);

/** A company's last requests, in a ring: `next` is the place of the oldest once it is full. */
type Ring = { readonly places: (KeptRequest | undefined)[]; next: number };

/**
 * The last requests of each company, in this server's memory: so many of a company, so many bytes of all. It is filled
 * on every request, so it holds on to what there is and works nothing out. Requests of nobody known have a ring of
 * their own.
 */
export class RequestKeeper {
  /** In the order in which they were answered, over all companies. */
  private readonly all = new Map<number, KeptRequest>();
  private readonly rings = new Map<CompanyId | null, Ring>();
  private readonly max: number;
  private readonly clock: () => number;
  private readonly bytesMax: number;
  private bytes = 0;
  private lastId: number;

  /** `max` is how many of one company. */
  constructor(max: number, clock: () => number, bytesMax = REQUESTS_KEPT_BYTES) {
    this.max = max;
    this.clock = clock;
    this.bytesMax = bytesMax;
    this.lastId = clock(); // ids go on rising after a restart
  }

  keep({ raw, url, route, company, addonId, status, ms, requestId, told, body, answer }: Answered): void {
    let ring = this.rings.get(company);
    if (!ring) this.rings.set(company, (ring = { places: [], next: 0 }));
    // Field by field: spreading objects would cost more than all the rest.
    const entry: KeptRequest = {
      id: ++this.lastId,
      at: this.clock(),
      method: raw.method ?? "",
      url,
      route,
      company,
      addonId,
      status,
      ms,
      requestId,
      sent: raw.rawHeaders,
      told,
      body: head(body),
      bytesIn: body?.length ?? 0,
      answer: head(answer),
      bytesOut: answer?.length ?? 0,
      place: ring.next,
    };
    const oldest = ring.places[ring.next];
    if (oldest) this.drop(oldest);
    ring.places[ring.next] = entry;
    ring.next = (ring.next + 1) % this.max;
    this.all.set(entry.id, entry);
    this.bytes += weightOf(entry);
    if (this.bytes > this.bytesMax) this.makeRoom();
  }

  private makeRoom(): void {
    for (const entry of this.all.values()) {
      if (this.bytes <= this.bytesMax) return;
      this.drop(entry);
    }
  }

  private drop(entry: KeptRequest): void {
    this.all.delete(entry.id);
    const ring = this.rings.get(entry.company);
    if (ring) ring.places[entry.place] = undefined;
    this.bytes -= weightOf(entry);
  }

  /** A company's requests and those of nobody known that are meant for it, the newest first. */
  of(company: CompanyId, isMeant: (stranger: KeptRequest) => boolean): KeptRequest[] {
    const kept = (whose: CompanyId | null): KeptRequest[] =>
      (this.rings.get(whose)?.places ?? []).filter((entry) => entry !== undefined);
    return [...kept(company), ...kept(null).filter(isMeant)].sort((a, b) => b.id - a.id).slice(0, this.max);
  }

  get(id: number): KeptRequest | undefined {
    return this.all.get(id);
  }
}
