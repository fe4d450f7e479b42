import { type Result, done, refuse } from "../../kit/brand.ts";

const folded = (name: string): string => name.trim().replaceAll(/\s+/g, " ").toLowerCase();

/** How many single letters have to change to make one word of another, as far as `most`. */
const distance = (a: string, b: string, most: number): number => {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j++) {
      next.push(Math.min(next[j]! + 1, row[j + 1]! + 1, row[j]! + (b[j] === letter ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length]!;
};

/** Longer names are not compared: it takes long, and nobody mistypes only a letter of them. */
const COMPARED_MAX = 40;
/** How often one look-up says what was probably meant. */
const HINTS_MAX = 100;

/** The name that somebody probably meant; undefined when none is near. */
export const nearest = (name: string, names: Iterable<string>): string | undefined => {
  const wanted = folded(name);
  if (wanted.length > COMPARED_MAX) return undefined;
  const most = Math.max(1, Math.floor(wanted.length / 4));
  let best: { name: string; far: number } | undefined;
  for (const one of names) {
    const far = distance(wanted, folded(one), most);
    if (far <= most && far < (best?.far ?? Infinity)) best = { name: one, far };
  }
  return best?.name;
};

type Named = Readonly<{ id: number; name: string }>;

/** Records by their names, as people write them. */
export class Names<T extends Named> {
  private readonly byName = new Map<string, T[]>();
  private readonly what: string;
  private hints = HINTS_MAX;

  /** `what` is what people call one. */
  constructor(what: string, records: readonly T[]) {
    this.what = what;
    for (const record of records) this.add(record);
  }

  add(record: T): void {
    const key = folded(record.name);
    const same = this.byName.get(key);
    if (same) same.push(record);
    else this.byName.set(key, [record]);
  }

  has(name: string): boolean {
    return this.byName.has(folded(name));
  }

  /** The record of a name. Of several with it, the one written exactly so, or the one that is among `own`. */
  find(name: string, own: readonly number[]): Result<T, string> {
    const all = this.byName.get(folded(name)) ?? [];
    if (all.length === 0) {
      const names = this.hints-- > 0 ? [...this.byName.values()].map(([first]) => first!.name) : [];
      const near = nearest(name, names);
      return refuse(`there is no ${this.what} ${name}${near === undefined ? "" : ` (did you mean ${near}?)`}`);
    }
    const exact = all.filter((one) => one.name === name);
    const left = exact.length > 0 ? exact : all;
    const one = left.length === 1 ? left[0] : left.find(({ id }) => own.includes(id));
    return one ? done(one) : refuse(`there is more than one ${this.what} ${name}`);
  }
}
