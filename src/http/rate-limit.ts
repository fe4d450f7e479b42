import type { rateProfiles } from "../config.ts";
import { LruMap } from "../kit/lru.ts";
import type { Caller } from "./callers.ts";

type RateProfile = (typeof rateProfiles)[keyof typeof rateProfiles];

const WINDOW_MS = 60_000;
const CLIENTS_MAX = 50_000;

export type RateState = Readonly<{ allowed: boolean; headers: Readonly<Record<string, string>> }>;

/** Counts each add-on's requests in windows of a minute that begin with its first request. */
export class RateLimiter {
  private readonly windows = new LruMap<string, { count: number; resetAt: number }>(CLIENTS_MAX);
  private readonly profile: RateProfile;
  private readonly clock: () => number;

  constructor(profile: RateProfile, clock: () => number) {
    this.profile = profile;
    this.clock = clock;
  }

  get on(): boolean {
    return this.profile !== null;
  }

  /** Counts a request. The headers go on every answer, not only on the refusal. */
  take(caller: Caller): RateState {
    if (this.profile === null || caller.kind === "operator") return { allowed: true, headers: {} };
    const limit = this.profile[caller.by];
    const key = `${caller.by} ${caller.addonId} ${caller.company}`;
    const now = this.clock();
    let window = this.windows.get(key);
    if (!window || window.resetAt <= now) {
      window = { count: 0, resetAt: now + WINDOW_MS };
      this.windows.set(key, window);
    }
    window.count++;
    const allowed = window.count <= limit;
    const headers: Record<string, string> = {
      "x-ratelimit-limit": String(limit),
      "x-ratelimit-remaining": String(Math.max(0, limit - window.count)),
      "x-ratelimit-reset": String(Math.ceil(window.resetAt / 1000)),
    };
    if (!allowed) headers["retry-after"] = String(Math.max(1, Math.ceil((window.resetAt - now) / 1000)));
    return { allowed, headers };
  }
}
