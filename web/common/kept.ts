/** A small value that this device keeps under a name; undefined when there is none that can be read. */
export type Kept<T> = Readonly<{ get(): T | undefined; set(value: T): void; clear(): void }>;

const keptIn = <T>(store: () => Storage, name: string): Kept<T> => ({
  get() {
    const text = store().getItem(name);
    if (text === null) return undefined;
    try {
      return JSON.parse(text) as T;
    } catch {
      return undefined; // written by something else: as good as nothing
    }
  },
  set: (value) => store().setItem(name, JSON.stringify(value)),
  clear: () => store().removeItem(name),
});

/** Kept until somebody clears the device. */
export const keptHere = <T>(name: string): Kept<T> => keptIn<T>(() => localStorage, name);
/** Kept until the window is closed; a reload keeps it. */
export const keptInWindow = <T>(name: string): Kept<T> => keptIn<T>(() => sessionStorage, name);
