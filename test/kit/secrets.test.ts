import { expect, test } from "vitest";
import { newSecret, sameText, sha256 } from "../../src/kit/secrets.ts";

test("what is stored of a secret is SHA-256 in hex", () => {
  expect(sha256("")).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  expect(sha256("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  expect(sha256("☕")).toBe(sha256(Buffer.from("e29895", "hex").toString()));
});

test.each([
  ["", "", true],
  ["abc", "abc", true],
  ["abc", "abd", false],
  ["abc", "abcd", false],
  ["abc", "ABC", false],
  ["é", "e\u0301", false],
  ["é", "ab", false], // as many bytes
  ["", "\0", false],
])("%j and %j are the same text: %j", (a, b, same) => {
  expect(sameText(a, b)).toBe(same);
  expect(sameText(b, a)).toBe(same);
});

test("a new secret has the bits asked for, in letters that need no escaping, and is never the same", () => {
  const made = Array.from({ length: 200 }, () => newSecret());
  expect(new Set(made).size).toBe(200);
  for (const secret of made) expect(secret).toMatch(/^[\w-]{32}$/);
  for (const bytes of [12, 24, 32]) expect(Buffer.from(newSecret(bytes), "base64url")).toHaveLength(bytes);
});
