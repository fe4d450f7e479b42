/** A bounded map: when it is full, what was not asked for the longest goes. Bound by entries, or by their weight. */
export class LruMap<K, V> {
  private readonly entries = new Map<K, V>();
  private weight = 0;
  private readonly max: number;
  private readonly weigh: (value: V) => number;
  private readonly gone: (value: V) => void;

  /** `gone` is told of what had to make room for others. */
  constructor(max: number, weigh: (value: V) => number = () => 1, gone: (value: V) => void = () => undefined) {
    this.max = max;
    this.weigh = weigh;
    this.gone = gone;
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
      this.gone(held);
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
