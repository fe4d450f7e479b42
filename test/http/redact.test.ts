import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { HOLE, curlOf } from "../../src/http/curl.ts";
import { MASK, redactBody, redactHeader, redactUrl } from "../../src/http/redact.ts";

const api = { mask: MASK, oauth: false };
const oauth = { mask: MASK, oauth: true };
const body = (text: string, type: string | undefined = "application/json", how = api): string => {
  const bytes = Buffer.from(text);
  return redactBody(bytes, { type, length: bytes.length }, how);
};

// prettier-ignore
const json: readonly (readonly [string, string, string])[] = [
  ["a password",             `{"username":"sam","password":"hunter2"}`,      `{"username":"sam","password":"…"}`],
  ["any spelling",           `{"newPassword": "a", "CLIENT-SECRET":"b"}`,    `{"newPassword": "…", "CLIENT-SECRET":"…"}`],
  ["an escaped name",        `{"p\\u0069n":"1234"}`,                         `{"p\\u0069n":"…"}`],
  ["quotes in the secret",   `{"secret":"a\\"b","x":1}`,                     `{"secret":"…","x":1}`],
  ["a PIN as a number",      `{"pin": 1234, "spin": 12}`,                    `{"pin": "…", "spin": 12}`],
  ["an object of secrets",   `{"credentials":{"a":["}",{}]},"x":[1]}`,       `{"credentials":"…","x":[1]}`],
  ["headers of a webhook",   `{"headers":{"X-Key":"abc"},"active":true}`,    `{"headers":"…","active":true}`],
  ["tokens",                 `{"access_token":"a","refresh_token":"b","token_type":"Bearer"}`, `{"access_token":"…","refresh_token":"…","token_type":"Bearer"}`],
  ["a device's token",       `{"deviceToken":"a","device_token":"b"}`,       `{"deviceToken":"…","device_token":"…"}`],
  ["one that is not set",    `{"password":null,"pin":"","token":false}`,     `{"password":null,"pin":"","token":false}`],
  ["cut off in the secret",  `{"a":1,"password":"hunt`,                      `{"a":1,"password":"…"`],
  ["cut off in an object",   `{"credentials":{"a":"b`,                       `{"credentials":"…"`],
  ["no good JSON",           `{'password': 'hunter2', pin=1234}`,            `{'password': '…', pin=…}`],
  ["a card in a text",       `{"notes":"card 4111 1111 1111 1111 12/27"}`,   `{"notes":"card … 12/27"}`],
  ["a card in one run",      `{"n":"5555555555554444"}`,                     `{"n":"…"}`],
  ["a card as a number",     `{"n":4111111111111111}`,                       `{"n":"…"}`],
  ["an American card",       `{"n":"3782-822463-10005"}`,                    `{"n":"…"}`],
  ["a number that is none",  `{"n":4111111111111112,"at":1763785845123}`,    `{"n":4111111111111112,"at":1763785845123}`],
  ["wide numbers stay",      `{"n":12345678901234567890.10}`,                `{"n":12345678901234567890.10}`],
  ["authorization in a text", `{"says":"use Bearer abcdef1234567890"}`,          `{"says":"use Bearer …"}`],
  ["an address with a login", `{"url":"https://sam:pass@x.example/a"}`,      `{"url":"https://…@x.example/a"}`],
  ["the code of a site",     `{"code":"FIT","site_id":823}`,                 `{"code":"FIT","site_id":823}`],
];
for (const [what, text, shown] of json) {
  test(`VU-04 what is shown of a JSON body: ${what}`, () => expect(body(text)).toBe(shown));
}

test("VU-04 what is shown of OAuth: neither code nor verifier, secret or token", () => {
  const form = "grant_type=authorization_code&code=abc&code_verifier=def&client_id=me&client_secret=s%26s&state=1";
  expect(body(form, "application/x-www-form-urlencoded", oauth)).toBe(
    "grant_type=authorization_code&code=…&code_verifier=…&client_id=me&client_secret=…&state=1",
  );
  expect(redactUrl("/v1/token.json?client_secret=s&refresh_token=r&x=", oauth)).toBe(
    "/v1/token.json?client_secret=…&refresh_token=…&x=",
  );
  expect(redactHeader("Location", "https://app.example/back?code=abc&state=1", oauth)).toBe(
    "https://app.example/back?code=…&state=1",
  );
  expect(body(`{"code":"abc"}`, "application/json", oauth)).toBe(`{"code":"…"}`);
});

// prettier-ignore
const headers: readonly (readonly [string, string, string])[] = [
  ["Authorization", "Basic abc", "Basic …"],
  ["authorization", "garbage", "…"],
  ["proxy-authorization", "Bearer abc", "Bearer …"],
  ["Cookie", "a=b", "…"],
  ["set-cookie", "a=b", "…"],
  ["X-CSRF-Token", "abc", "…"],
  ["x-api-key", "abc", "…"],
  ["idempotency-key", "abc", "abc"],
  ["accept", "application/json", "application/json"],
  ["www-authenticate", `Bearer realm="Servery", error="invalid_token"`, `Bearer realm="Servery", error="invalid_token"`],
];
for (const [name, value, shown] of headers) {
  test(`VU-04 what is shown of a header: ${name} ${value}`, () => expect(redactHeader(name, value, api)).toBe(shown));
}

test("VU-04 a card in an address is not shown, however it is written; what is no text is only told of", () => {
  expect(redactUrl("/v1/x/4111111111111111?q=4111+1111%201111 1111&site=1", api)).toBe("/v1/x/…?q=…&site=1");
  expect(body("\u0001\u0002", "image/png")).toBe("(2 bytes of image/png)");
  expect(body("password=a b", "text/plain")).toBe("password=… b");
});

/** The words that a shell makes of a command. */
const wordsOf = (command: string, token: string): string[] => {
  const script = `curl() { printf '%s\\0' "$@"; }\n${command}`;
  return execFileSync("/bin/sh", ["-c", script], { env: { TOKEN: token } })
    .toString()
    .split("\0")
    .slice(0, -1);
};

test("VU-04 a shell reads the copied command as the very request, with the reader's secret in its place", () => {
  const text = `@it's "so" $HOME \`ls\` \\ !\n\té`;
  const command = curlOf({
    method: "PUT",
    url: "https://x.example/a[1]?b={c}&d='e'",
    headers: [
      ["host", "x.example"],
      ["Authorization", `Basic ${HOLE}`],
      ["X-Note", "it's"],
    ],
    body: `{"notes":${JSON.stringify(text)},"pin":"${HOLE}"}`,
  });
  expect(wordsOf(command, "s e'c\"ret$(ls)")).toEqual([
    "--request",
    "PUT",
    "--globoff",
    "https://x.example/a[1]?b={c}&d='e'",
    "--header",
    "Authorization: Basic s e'c\"ret$(ls)",
    "--header",
    "X-Note: it's",
    "--data-raw",
    `{"notes":${JSON.stringify(text)},"pin":"s e'c"ret$(ls)"}`,
  ]);
  expect(wordsOf(curlOf({ method: "GET", url: "https://x/", headers: [], body: null }), "")).toEqual([
    "--globoff",
    "https://x/",
  ]);
  expect(wordsOf(curlOf({ method: "POST", url: "https://x/", headers: [], body: "" }), "")).toEqual([
    "--globoff",
    "https://x/",
    "--data-raw",
    "",
  ]);
});
