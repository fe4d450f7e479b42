import type { Addon } from "../domain/access/addon.ts";
import type { AddonId, CompanyId } from "../domain/ids.ts";
import { LruMap } from "../kit/lru.ts";
import type { Storage } from "../storage/storage.ts";

const KEPT_MAX = 5_000;
const KEPT_MS = 10_000;

type Kept = Readonly<{ addon: Promise<Addon | undefined>; until: number }>;

/**
 * The add-ons that messages are signed for, remembered for a moment: a burst of deliveries asks once. What is taken back
 * is forgotten at once, here and on every server that hears of it; one that hears nothing asks each time.
 */
export class Signers {
  private readonly kept = new LruMap<string, Kept>(KEPT_MAX);
  private readonly storage: Storage;

  constructor(storage: Storage) {
    this.storage = storage;
    storage.onForeignChange(() => this.kept.clear());
  }

  /** The add-on while it is active and connected with the company; undefined: nothing may be sent for it any more. */
  of(company: CompanyId, id: AddonId): Promise<Addon | undefined> {
    if (!this.storage.hears()) return this.load(company, id);
    const key = `${company} ${id}`;
    const now = performance.now();
    const known = this.kept.get(key);
    if (known && known.until > now) return known.addon;
    const addon = this.load(company, id);
    this.kept.set(key, { addon, until: now + KEPT_MS });
    // Who may not hear now may be let in a moment later, and an error says nothing: the next one asks again.
    const forget = (): void => void this.kept.delete(key);
    addon.then((found) => found ?? forget(), forget);
    return addon;
  }

  private async load(company: CompanyId, id: AddonId): Promise<Addon | undefined> {
    const { addons } = this.storage.access;
    const addon = (await addons.isGranted(company, id)) ? await addons.byId(id) : undefined;
    return addon?.active ? addon : undefined;
  }
}
