import { type Api, ApiError, Unreachable } from "../../common/api.ts";
import { keptHere } from "../../common/kept.ts";
import type { Deed, Ticket } from "./ticket.ts";

const AGAIN_MS = 2_000;

export type DeedParts = Readonly<{
  api: Api;
  path: (deed: Deed) => string;
  /** The server's answer: how the ticket is now. */
  done: (ticket: Ticket) => void;
  /** The ticket changed before it was bumped: somebody should look again. */
  changed: (ticket: Ticket | undefined) => void;
  /** The server would not have it, for good. */
  refused: (error: ApiError) => void;
}>;

const kept = keptHere<readonly Deed[]>("servery-kitchen-deeds");

/** What cooks did, in order, kept on the device until the server has heard of it. */
export class Deeds {
  private waiting: readonly Deed[] = kept.get() ?? [];
  private readonly listeners = new Set<() => void>();
  private parts: DeedParts | undefined;
  private running = false;
  private timer: number | undefined;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  readonly all = (): readonly Deed[] => this.waiting;

  private set(next: readonly Deed[]): void {
    this.waiting = next;
    kept.set(next);
    this.listeners.forEach((listener) => listener());
  }

  /** Begins to send; answers how to stop. */
  start(parts: DeedParts): () => void {
    this.parts = parts;
    this.wake();
    window.addEventListener("online", this.wake);
    return () => {
      this.parts = undefined;
      window.clearTimeout(this.timer);
      window.removeEventListener("online", this.wake);
    };
  }

  add(deed: Deed): void {
    this.set([...this.waiting, deed]);
    this.wake();
  }

  readonly wake = (): void => {
    window.clearTimeout(this.timer);
    void this.run();
  };

  private async run(): Promise<void> {
    if (this.running) return;
    this.running = true;
    try {
      for (;;) {
        const [deed] = this.waiting;
        if (!deed || !this.parts) return;
        if (!(await this.send(deed, this.parts))) {
          this.timer = window.setTimeout(this.wake, AGAIN_MS);
          return;
        }
      }
    } finally {
      this.running = false;
    }
  }

  /** Whether the next may follow. */
  private async send(deed: Deed, { api, path, done, changed, refused }: DeedParts): Promise<boolean> {
    const { kind, lineIds, version } = deed;
    const body = { ...(lineIds && { line_ids: lineIds }), ...(kind === "bump" && { version }) };
    const over = (): void => this.set(this.waiting.filter(({ key }) => key !== deed.key));
    try {
      const ticket = await api.post<Ticket>(path(deed), body);
      // The answer first, or the ticket would be shown for a moment as it was.
      done(ticket);
      over();
      return true;
    } catch (error) {
      if (error instanceof Unreachable) return false;
      if (!(error instanceof ApiError)) throw error;
      if (error.status === 401 || error.status >= 500 || error.status === 429) return false;
      over();
      if (error.status === 409) changed(error.detail["ticket"] as Ticket | undefined);
      else refused(error);
      return true;
    }
  }
}

export const deeds = new Deeds();
