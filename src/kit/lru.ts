/** A bounded map: when it is full, what was not asked for the longest goes. Bound by entries, or by their weight. */
export class LruMap<K, V> {
  private readonly entries = new Map<K, V>();
  private weight = 0;
  private readonly max: number;
  private readonly weigh: (value: V) => number;
  private readonly leave: (value: V) => boolean;

  /** `leave` is asked before something has to make room for others; false lets it stay for another round. */
  constructor(
    max: number,
    weigh: (value: V) => number = () => 1,
    { leave = () => true }: { leave?: (value: V) => boolean } = {},
  ) {
    this.max = max;
    this.weigh = weigh;
    this.leave = leave;
  }

  get(key: K): V | undefined {
    const value = this.entries.get(key);
    if (value === undefined) return undefined;
    this.entries.delete(key);
    this.entries.set(key, value);
    return value;
  }

  set(key: K, value: V): void {
    this.delete(key);
    this.entries.set(key, value);
    this.weight += this.weigh(value);
    for (const [oldest, held] of this.entries) {
      if (this.weight <= this.max || this.entries.size === 1) break;
      this.delete(oldest);
      if (this.leave(held)) continue;
      this.entries.set(oldest, held);
      this.weight += this.weigh(held);
    }
  }

  delete(key: K): boolean {
    const value = this.entries.get(key);
    if (value === undefined) return false;
    this.weight -= this.weigh(value);
    return this.entries.delete(key);
  }

  clear(): void {
    this.entries.clear();
    this.weight = 0;
  }

  get size(): number {
    return this.entries.size;
  }

  values(): IterableIterator<V> {
    return this.entries.values();
  }
}
