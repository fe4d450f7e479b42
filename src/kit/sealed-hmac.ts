/**
 * HMAC-SHA256 (RFC 2104) from a state instead of the key. The state is what SHA-256 has become after the key's block,
 * inside and outside; it signs exactly like the key, and the key cannot be read back from it. So a server can sign with
 * a client's secret without keeping the secret.
 */

// FIPS 180-4 §4.2.2 and §5.3.3: fractional parts of cube and square roots of the first primes.
const PRIMES = (() => {
  const found: number[] = [];
  for (let n = 2; found.length < 64; n++) if (found.every((prime) => n % prime !== 0)) found.push(n);
  return found;
})();

/** The first 32 bits of the fractional part of an n-th root, exactly: by whole numbers, not by floating point. */
const fraction = (prime: number, root: 2n | 3n): number => {
  const target = BigInt(prime) << (32n * root);
  let [low, high] = [0n, 1n << 40n];
  while (high - low > 1n) {
    const middle = (low + high) / 2n;
    if (middle ** root <= target) low = middle;
    else high = middle;
  }
  return Number(low & 0xffffffffn);
};

const K = Int32Array.from(PRIMES, (prime) => fraction(prime, 3n));
const START = Int32Array.from(PRIMES.slice(0, 8), (prime) => fraction(prime, 2n));

const BLOCK = 64;
const words = new Int32Array(64);
const rotate = (value: number, by: number): number => (value >>> by) | (value << (32 - by));

/** FIPS 180-4 §6.2.2: one block into a state. */
const compress = (state: Int32Array, bytes: Uint8Array, at: number): void => {
  for (let i = 0; i < 16; i++) {
    const from = at + i * 4;
    words[i] = (bytes[from]! << 24) | (bytes[from + 1]! << 16) | (bytes[from + 2]! << 8) | bytes[from + 3]!;
  }
  for (let i = 16; i < 64; i++) {
    const [w15, w2] = [words[i - 15]!, words[i - 2]!];
    const s0 = rotate(w15, 7) ^ rotate(w15, 18) ^ (w15 >>> 3);
    const s1 = rotate(w2, 17) ^ rotate(w2, 19) ^ (w2 >>> 10);
    words[i] = (words[i - 16]! + s0 + words[i - 7]! + s1) | 0;
  }
  let [a, b, c, d, e, f, g, h] = state as unknown as [number, number, number, number, number, number, number, number];
  for (let i = 0; i < 64; i++) {
    const s1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + K[i]! + words[i]!) | 0;
    const s0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  [a, b, c, d, e, f, g, h].forEach((value, i) => (state[i] = (state[i]! + value) | 0));
};

const bytesOf = (state: Int32Array): Buffer => {
  const bytes = Buffer.alloc(32);
  state.forEach((word, i) => bytes.writeInt32BE(word, i * 4));
  return bytes;
};

const stateOf = (bytes: Buffer): Int32Array => Int32Array.from({ length: 8 }, (_, i) => bytes.readInt32BE(i * 4));

/** SHA-256 of the rest of a message whose first block is in the state already. */
const finish = (start: Int32Array, rest: Uint8Array): Buffer => {
  const state = Int32Array.from(start);
  const whole = rest.length - (rest.length % BLOCK);
  for (let at = 0; at < whole; at += BLOCK) compress(state, rest, at);
  const left = rest.length - whole;
  const tail = Buffer.alloc(left + 9 <= BLOCK ? BLOCK : 2 * BLOCK);
  tail.set(rest.subarray(whole));
  tail[left] = 0x80;
  tail.writeBigUInt64BE(BigInt(BLOCK + rest.length) * 8n, tail.length - 8);
  for (let at = 0; at < tail.length; at += BLOCK) compress(state, tail, at);
  return bytesOf(state);
};

const sha256Bytes = (bytes: Buffer): Buffer => {
  const state = Int32Array.from(START);
  const padded = Buffer.alloc(Math.ceil((bytes.length + 9) / BLOCK) * BLOCK);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  padded.writeBigUInt64BE(BigInt(bytes.length) * 8n, padded.length - 8);
  for (let at = 0; at < padded.length; at += BLOCK) compress(state, padded, at);
  return bytesOf(state);
};

/** What signs like a key: both states as 128 hex digits. */
export const sealKey = (key: string): string => {
  const bytes = Buffer.from(key);
  const block = Buffer.alloc(BLOCK);
  block.set(bytes.length > BLOCK ? sha256Bytes(bytes) : bytes);
  const half = (pad: number): string => {
    const state = Int32Array.from(START);
    compress(
      state,
      block.map((byte) => byte ^ pad),
      0,
    );
    return bytesOf(state).toString("hex");
  };
  return half(0x36) + half(0x5c);
};

/** HMAC-SHA256 of a message under a sealed key. */
export const signWith = (sealed: string, message: Uint8Array): Buffer => {
  const bytes = Buffer.from(sealed, "hex");
  return finish(stateOf(bytes.subarray(32)), finish(stateOf(bytes.subarray(0, 32)), message));
};
