import { describe, expect, test } from "vitest";
import { JSON_DEPTH_MAX, JsonError, parseStrictJson } from "../../src/kit/json.ts";

const deep = (levels: number): string => "[".repeat(levels) + "]".repeat(levels);

describe("strict JSON", () => {
  test.each([
    ["null"],
    ["true"],
    ["0"],
    ["-0.5e-3"],
    ['"plain"'],
    ['"\\u00e9\\n\\"\\\\"'],
    ['"\\ud83d\\ude00"'],
    ['"😀"'],
    ["[]"],
    ["{}"],
    ['{"a":1,"b":{"a":1},"c":[{"a":1},{"a":2}]}'],
    ['{"a:b":"c,d}]","e":"\\"f\\":1"}'],
    [' \n\t{ "a" : [ 1 , 2 ] } '],
    ['{"":0}'],
    ["1e308"],
    [deep(JSON_DEPTH_MAX)],
  ])("%s is what JSON.parse makes of it", (text) => expect(parseStrictJson(text)).toEqual(JSON.parse(text)));

  test.each([
    ["a key twice", '{"a":1,"a":2}', 'the key "a" stands twice'],
    ["a key twice, once escaped", '{"a":1,"\\u0061":2}', 'the key "a" stands twice'],
    ["a key twice further in", '[{"x":{"a":1,"b":[],"a":2}}]', 'the key "a" stands twice'],
    ["a key that reaches for prototypes", '{"__proto__":{}}', "not allowed"],
    ["the same, escaped", '{"\\u005f_proto__":{}}', "not allowed"],
    ["constructor", '{"constructor":{"prototype":1}}', "not allowed"],
    ["too deep", deep(JSON_DEPTH_MAX + 1), "nested deeper"],
    ["far too deep", deep(100_000), "nested deeper"],
    ["a number that is not finite", "1e400", "out of range"],
    ["a negative one", '{"a":-1e999}', "out of range"],
    ["a very long one", "9".repeat(400), "out of range"],
    ["half a surrogate pair, escaped", '"\\ud83d"', "surrogate"],
    ["half a surrogate pair, raw", '"\ud83d"', "well-formed"],
    ["the halves the wrong way round", '"\\ude00\\ud83d"', "surrogate"],
    ["an escaped NUL", '"a\\u0000b"', "NUL"],
    ["a raw NUL", '"a\0b"', ""],
    ["a raw newline in text", '"a\nb"', ""],
    ["an escape that JSON does not have", '"\\x41"', ""],
    ["a string that does not end", '{"a":"b', "does not end"],
    ["a string that ends in a backslash", '"a\\', "does not end"],
    ["nothing", "", ""],
    ["two values", "1 2", ""],
    ["a comma too many", "[1,]", ""],
    ["a comment", "{}//", ""],
    ["NaN", "NaN", ""],
    ["a leading zero", "01", ""],
    ["a plus sign", "+1", ""],
    ["single quotes", "{'a':1}", ""],
    ["brackets that do not match", "[}", ""],
    ["a byte order mark", "\ufeff{}", ""],
  ])("%s is refused", (_what, text, says) => {
    const attempt = (): unknown => parseStrictJson(text);
    expect(attempt).toThrow(JsonError);
    expect(attempt).toThrow(new RegExp(says));
  });
});

test("a whole number beyond 2^53 keeps its digits, as a text", () => {
  const text =
    '{"a":9007199254740993,"b":[9765040300495493, -9007199254740993,1.5,9007199254740991],"c":"9007199254740993"}';
  expect(parseStrictJson(text)).toEqual({
    a: "9007199254740993",
    b: ["9765040300495493", "-9007199254740993", 1.5, 9007199254740991],
    c: "9007199254740993",
  });
  expect(parseStrictJson('{"a":123456789012345678901234567890.5,"b":1e21}')).toEqual({
    a: 1.2345678901234568e29,
    b: 1e21,
  });
});
