import { describe, expect, test } from "vitest";
import { checkPassword, checkPin, checkUsername } from "../../../src/domain/access/credentials.ts";

describe("a password", () => {
  test.each([
    "lantern-lane-5678",
    "correct horse battery staple",
    "пароль-длинный",
    "密碼密碼很長的一個密碼",
    "☕☕☕ three coffees",
    "abcdabcdab",
    "    abcd    ",
    "aB3$".repeat(50),
  ])("%j is taken", (password) => expect(checkPassword(password, "maeve")).toBeUndefined());

  test.each([
    ["", "too_short"],
    ["abcdefghi", "too_short"],
    ["abcd".repeat(50) + "x", "too_long"],
    ["aaaaaaaaaaaaaaaa", "too_simple"],
    ["abababababab", "too_simple"],
    ["abcabcabcabc", "too_simple"],
    ["maeve@tram.example", "same_as_username"],
    ["MAEVE@tram.example", "same_as_username"],
  ])("%j is refused: %s", (password, why) => expect(checkPassword(password, "Maeve@Tram.example")).toBe(why));
});

describe("a PIN", () => {
  test.each(["0000001", "1357", "2580", "12345679", "9875", "1223", "00112233", "1234321"])("%s is taken", (pin) =>
    expect(checkPin(pin)).toBeUndefined(),
  );

  test.each([
    ["", "too_short"],
    ["135", "too_short"],
    ["135724680", "too_long"],
    ["0000", "too_simple"],
    ["99999999", "too_simple"],
    ["1234", "too_simple"],
    ["01234567", "too_simple"],
    ["7890", "too_simple"],
    ["4321", "too_simple"],
    ["98765432", "too_simple"],
    ["0987", "too_simple"],
    ["12a4", "characters"],
    ["12 34", "characters"],
    ["-1234", "characters"],
    ["12.34", "characters"],
    ["1357\n", "characters"],
    ["١٢٣٥", "characters"], // digits, but not those of the register
    ["１３５７", "characters"],
  ])("%j is refused: %s", (pin, why) => expect(checkPin(pin)).toBe(why));
});

describe("a username", () => {
  test.each(["jun", "maeve@tram.example", "maeve.o-sullivan_1+till", "ōkami", "Зоя", "美咲さん", "a".repeat(100)])(
    "%s is taken",
    (username) => expect(checkUsername(username)).toBeUndefined(),
  );

  test.each([
    ["", "too_short"],
    ["ab", "too_short"],
    ["a".repeat(101), "too_long"],
    ["two words", "characters"],
    [" jun", "characters"],
    ["jun\0", "characters"],
    ["jun\n", "characters"],
    ["jun\u202e", "characters"],
    ["jun\u200b", "characters"],
    ["<b>jun</b>", "characters"],
    ["jun/../x", "characters"],
    ["jun☕", "characters"],
    ["jun\ud800x", "characters"],
  ])("%j is refused: %s", (username, why) => expect(checkUsername(username)).toBe(why));
});
