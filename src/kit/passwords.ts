import { hash, verify } from "@node-rs/argon2";

/** OWASP's first choice for argon2id: 19 MiB, two passes, one lane. */
const SETTINGS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Each one takes a core for about 30 ms; more at once would starve everything else that the server does. */
const AT_ONCE_MAX = 2;
const WAITING_MAX = 200;

/** So many passwords are being checked that another one would wait too long. */
export class PasswordsBusy extends Error {}

const waiting: (() => void)[] = [];
let running = 0;

const inTurn = async <T>(work: () => Promise<T>): Promise<T> => {
  if (running >= AT_ONCE_MAX) {
    if (waiting.length >= WAITING_MAX) throw new PasswordsBusy("too many passwords at once");
    await new Promise<void>((resolve) => waiting.push(resolve)); // whoever finishes hands its place over
  } else {
    running++;
  }
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running--;
  }
};

/** argon2id of a password or PIN. Throws PasswordsBusy. */
export const hashPassword = (password: string): Promise<string> => inTurn(() => hash(password, SETTINGS));

let decoy: Promise<string> | undefined;

/**
 * Whether a password is the one behind a hash. Without a hash it takes as long and answers false, so that nobody
 * learns from the time which usernames there are. Throws PasswordsBusy.
 */
export const isPassword = async (stored: string | undefined, password: string): Promise<boolean> => {
  decoy ??= hash("nobody's", SETTINGS);
  const against = stored ?? (await decoy);
  return (await inTurn(() => verify(against, password))) && stored !== undefined;
};
