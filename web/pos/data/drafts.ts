import { liveQuery } from "dexie";
import { useEffect, useSyncExternalStore } from "react";
import { newKey } from "../../common/api.ts";
import { keptHere } from "../../common/kept.ts";
import { useRegister } from "../app/context.ts";
import { type Draft, newDraft } from "./draft.ts";
import { type KeptDraft, store } from "./store.ts";

/**
 * The orders that are being taken on this device. Every change is in the browser's database a moment later, so a reload
 * or a flat battery loses nothing. One of them is the current one; the others wait to be opened again.
 */

type State = Readonly<{ draft: Draft; held: readonly KeptDraft[]; ready: boolean }>;

/** Nothing was said about it yet: not worth keeping. */
export const isEmptyDraft = (draft: Draft): boolean =>
  draft.lines.length === 0 &&
  draft.guests === null &&
  draft.table === null &&
  draft.customer === null &&
  draft.orderType === null &&
  draft.priceListId === null &&
  draft.notes === null &&
  draft.variation === null &&
  draft.tipService === null &&
  (draft.tenders ?? []).length === 0;

const fresh = (): Draft => newDraft(newKey(), Date.now());

/** The drafts under one name, shared by all that show them, and by all windows of the browser. */
class DraftKeeper {
  private readonly scope: string;
  private readonly currentKey;
  private readonly listeners = new Set<() => void>();
  private state: State = { draft: fresh(), held: [], ready: false };
  /** Writes go to the database one after another; while one is under way, what others wrote is not looked at. */
  private writes: Promise<unknown> = Promise.resolve();
  private writing = 0;
  private readonly loaded: Promise<void>;
  private watching = false;
  /** The draft that was last seen in the database. */
  private stored: string | null = null;

  constructor(scope: string) {
    this.scope = scope;
    this.currentKey = keptHere<string>(`servery-register-draft ${scope}`);
    this.loaded = this.load();
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  snapshot = (): State => this.state;

  private set(change: Partial<State>): void {
    this.state = { ...this.state, ...change };
    this.listeners.forEach((listener) => listener());
  }

  private kept = (): Promise<KeptDraft[]> => store.drafts.where("scope").equals(this.scope).sortBy("changedAt");

  private async load(): Promise<void> {
    const key = this.currentKey.get();
    let all = await this.kept();
    // The page may have died between handing an order over and forgetting it here: what waits to be sent is no draft.
    for (const { key: sent } of all) {
      if (await store.outgoing.where("key").equals(sent).first()) await store.drafts.delete(sent);
    }
    all = await this.kept();
    const current = all.find((one) => one.key === key);
    this.set({
      draft: current?.draft ?? this.state.draft,
      held: all.filter((one) => one !== current).reverse(),
      ready: true,
    });
    this.currentKey.set(this.state.draft.key);
  }

  /** Follows what other windows of this browser do. */
  watch(): void {
    if (this.watching) return;
    this.watching = true;
    void this.loaded.then(() => liveQuery(this.kept).subscribe((all) => this.seen(all)));
  }

  private seen(all: readonly KeptDraft[]): void {
    if (this.writing > 0) return;
    const { draft } = this.state;
    const mine = all.find(({ key }) => key === draft.key);
    const held = all.filter((one) => one !== mine).toReversed();
    if (mine) {
      this.stored = draft.key;
      this.set({ draft: mine.draft, held });
    }
    // It was there and is gone: another window sent or cleared it.
    else if (this.stored === draft.key) this.become(fresh(), held);
    else this.set({ held });
  }

  private become(draft: Draft, held: readonly KeptDraft[] = this.state.held): void {
    this.set({ draft, held });
    this.currentKey.set(draft.key);
  }

  private write(work: () => Promise<unknown>): Promise<void> {
    this.writing += 1;
    const done = this.writes.then(work).then(async () => {
      this.writing -= 1;
      if (this.writing === 0) this.seen(await this.kept());
    });
    this.writes = done;
    return done;
  }

  private save(draft: Draft): Promise<void> {
    const { scope } = this;
    const record = { key: draft.key, scope, draft, changedAt: Date.now() };
    return this.write(() => (isEmptyDraft(draft) ? store.drafts.delete(draft.key) : store.drafts.put(record)));
  }

  change = (fn: (draft: Draft) => Draft): void => {
    const apply = (): void => {
      const after = fn(this.state.draft);
      if (after === this.state.draft) return;
      this.set({ draft: after });
      void this.save(after);
    };
    if (this.state.ready) apply();
    else void this.loaded.then(apply);
  };

  /** Begins a new order; the one before is forgotten. */
  clear = async (): Promise<void> => {
    await this.loaded;
    const { key } = this.state.draft;
    this.become(fresh());
    await this.write(() => store.drafts.delete(key));
  };

  /** Begins a new order; the one before waits among the held ones. */
  setAside = async (): Promise<void> => {
    await this.loaded;
    const before = this.state.draft;
    this.become(fresh());
    await this.save(before);
  };

  open = async (draft: Draft): Promise<void> => {
    await this.loaded;
    const known = this.state.held.some(({ key }) => key === draft.key);
    // What comes back from the server refused is another request when it is sent again.
    const opened = known || draft.key === this.state.draft.key ? draft : { ...draft, key: newKey() };
    this.become(
      opened,
      this.state.held.filter(({ key }) => key !== opened.key),
    );
    await this.save(opened);
  };

  /** The same draft as another request: the server keeps what it answered under the old key, a refusal too. */
  rekey = async (): Promise<void> => {
    await this.loaded;
    const before = this.state.draft;
    const draft = { ...before, key: newKey() };
    this.become(draft);
    await this.write(async () => {
      await store.drafts.put({ key: draft.key, scope: this.scope, draft, changedAt: Date.now() });
      await store.drafts.delete(before.key);
    });
  };

  /** Forgets a draft that was handed over, the current one or not. */
  drop = async (key: string): Promise<void> => {
    await this.loaded;
    if (this.state.draft.key === key) this.become(fresh());
    await this.write(() => store.drafts.delete(key));
  };
}

const keepers = new Map<string, DraftKeeper>();
const keeperOf = (scope: string): DraftKeeper => {
  let keeper = keepers.get(scope);
  if (!keeper) keepers.set(scope, (keeper = new DraftKeeper(scope)));
  return keeper;
};

/** Under which name the drafts of a register lie; what is being added to an order of the server lies under its own. */
const nameOf = (scope: string, orderId?: number): string =>
  orderId === undefined ? scope : `${scope} order ${orderId}`;

export type Drafts = Readonly<{
  draft: Draft;
  /** Started and put aside on this device, the newest first. */
  held: readonly KeptDraft[];
  /** Whether the database was read; until then the draft is an empty one. */
  ready: boolean;
  change: (fn: (draft: Draft) => Draft) => void;
  /** Forgets the current order and begins a new one. */
  clear: () => Promise<void>;
  /** Puts the current order aside and begins a new one. */
  setAside: () => Promise<void>;
  /** Makes a draft the current one: a held one, or one that the server refused. The one before is held. */
  open: (draft: Draft) => Promise<void>;
}>;

/** The order that is being taken; with an id, what is being added to that order of the server. */
export const useDraft = (orderId?: number): Drafts => {
  const { scope } = useRegister();
  const keeper = keeperOf(nameOf(scope, orderId));
  const { draft, held, ready } = useSyncExternalStore(keeper.subscribe, keeper.snapshot);
  useEffect(() => keeper.watch(), [keeper]);
  const { change, clear, setAside, open } = keeper;
  return { draft, held, ready, change, clear, setAside, open };
};

/** Forgets a draft once what became of it is written down elsewhere. */
export const dropDraft = (scope: string, key: string, orderId?: number): Promise<void> =>
  keeperOf(nameOf(scope, orderId)).drop(key);

/** Makes what is being added to an order another request, after the server refused it as it was. */
export const rekeyDraft = (scope: string, orderId: number): Promise<void> => keeperOf(nameOf(scope, orderId)).rekey();
