import { describe, expect, test } from "vitest";
import { REDIRECT_URI_MAX, checkRedirectUri, isRegistered } from "../../../src/domain/access/redirect-uri.ts";

describe("an address that people are sent back to", () => {
  test.each([
    "https://app.example/back",
    "https://app.example",
    "https://app.example/",
    "https://app.example?from=servery",
    "https://app.example/?from=servery",
    "https://app.example:8443/back",
    "https://app.example/back?a=1&a=2&b=%20",
    "https://app.example/a//b",
    "https://app.example/%61",
    "https://xn--bcher-kva.example/back",
    "https://192.0.2.7/back",
    "https://[2001:db8::7]/back",
    "https://localhost/back",
    `https://app.example/${"a".repeat(REDIRECT_URI_MAX - 20)}`,
  ])("%s is taken anywhere", (uri) => {
    expect(checkRedirectUri(uri, false)).toBeUndefined();
    expect(checkRedirectUri(uri, true)).toBeUndefined();
  });

  test.each([
    "http://127.0.0.1/back",
    "http://127.0.0.1:8765/callback",
    "http://127.0.0.1:8765",
    "http://127.200.0.9/back",
    "http://[::1]/back",
    "http://[::1]:8765/back?x=1",
    "http://localhost:3000/back",
  ])("%s is taken where this very machine is allowed", (uri) => {
    expect(checkRedirectUri(uri, true)).toBeUndefined();
    expect(checkRedirectUri(uri, false)).toBe("not_https");
  });

  test.each([
    ["", "no_address"],
    ["back", "no_address"],
    ["/back", "no_address"],
    ["//app.example/back", "no_address"],
    ["https://", "no_address"],
    ["https://[::1", "no_address"],
    ["https://app.example:99999/", "no_address"],
    ["https://exa mple/", "no_address"],
    ["https://app.example\0/", "no_address"],

    ["http://app.example/back", "not_https"],
    ["http://127.0.0.1.app.example/back", "not_https"],
    ["http://localhost.app.example/back", "not_https"],
    ["http://app.localhost/back", "not_https"],
    ["http://localhost./back", "not_https"],
    ["http://128.0.0.1/back", "not_https"],
    ["http://0.0.0.0/back", "not_https"],
    ["http://10.0.0.1/back", "not_https"],
    ["http://[::2]/back", "not_https"],
    ["http://[::ffff:127.0.0.1]/back", "not_https"],
    ["http://127.0.0.1@app.example/back", "not_https"],
    ["javascript:alert(1)", "not_https"],
    ["javascript://app.example/%0aalert(1)", "not_https"],
    ["data:text/html,<script>alert(1)</script>", "not_https"],
    ["file:///etc/passwd", "not_https"],
    ["blob:https://app.example/1", "not_https"],
    ["ws://127.0.0.1/back", "not_https"],
    ["com.example.app:/back", "not_https"],
    ["urn:ietf:wg:oauth:2.0:oob", "not_https"],

    ["https://app.example/back#part", "fragment"],
    ["https://app.example/back#", "fragment"],
    ["http://127.0.0.1/back#/route", "fragment"],

    ["https://user@app.example/back", "credentials"],
    ["https://user:secret@app.example/back", "credentials"],
    ["https://:secret@app.example/back", "credentials"],
    ["https://app.example%2f@evil.example/", "credentials"],
    ["http://user@127.0.0.1/back", "credentials"],
    ["https://@app.example/back", "spelling"],

    ["https://APP.example/back", "spelling"],
    ["HTTPS://app.example/back", "spelling"],
    ["https://app.example:443/back", "spelling"],
    ["https://app.example:/back", "spelling"],
    ["https://bücher.example/back", "spelling"],
    ["https://аpp.example/back", "spelling"], // the first letter is Cyrillic
    ["https://a%2eexample/back", "spelling"],
    ["https://app.example/é", "spelling"],
    ["https://app.example/a b", "spelling"],
    ["https://app.example/back ", "spelling"],
    [" https://app.example/back", "spelling"],
    ["https://app.example/ba\nck", "spelling"],
    ["https://app.example\\@evil.example/", "spelling"],
    ["https://app.example/a/../back", "spelling"],
    ["https://app.example/%2e%2e/back", "spelling"],
    ["https:app.example/back", "spelling"],
    ["https:///app.example/back", "spelling"],
    ["https://3221225991/back", "spelling"],
    ["http://127.1/back", "spelling"],
    ["http://0x7f.1/back", "spelling"],
    ["http://0177.0.0.1/back", "spelling"],
    ["http://2130706433/back", "spelling"],
    ["http://127.0.0.1:80/back", "spelling"],
    ["http://127.0.0.1./back", "spelling"],
    ["http://[0:0:0:0:0:0:0:1]/back", "spelling"],
    ["http://LOCALHOST/back", "spelling"],

    [`https://app.example/${"a".repeat(REDIRECT_URI_MAX)}`, "too_long"],
  ])("%j is refused: %s", (uri, why) => {
    expect(checkRedirectUri(uri, true)).toBe(why);
  });
});

describe("an address that is asked for", () => {
  const registered = ["https://app.example/back", "https://app.example/back?a=1", "http://127.0.0.1:8765/callback"];
  const isOneOf = (uri: string, isPublic = false, loopback = true): boolean =>
    isRegistered(uri, registered, isPublic, loopback);

  test("is one of those registered, letter by letter", () => {
    for (const uri of registered) expect([uri, isOneOf(uri), isOneOf(uri, true)]).toEqual([uri, true, true]);
    for (const uri of [
      "https://app.example/back/",
      "https://app.example/Back",
      "https://APP.example/back",
      "https://app.example:443/back",
      "https://app.example:8443/back",
      "https://app.example/back?a=2",
      "https://app.example/back?a=1&b=2",
      "https://app.example/back?",
      "https://app.example/back#x",
      "https://app.example/back%20",
      "https://app.example/%62ack",
      "https://app.example/back/../back",
      "https://app.example",
      "https://app.example.evil.example/back",
      "https://user@app.example/back",
      "http://app.example/back",
      " https://app.example/back",
      "",
    ]) {
      expect([uri, isOneOf(uri), isOneOf(uri, true)]).toEqual([uri, false, false]);
    }
  });

  test("on this very machine has any port for apps on people's own devices, and for no others", () => {
    for (const uri of ["http://127.0.0.1:1/callback", "http://127.0.0.1:65535/callback", "http://127.0.0.1/callback"]) {
      expect([uri, isOneOf(uri, true), isOneOf(uri, false), isOneOf(uri, true, false)]).toEqual([
        uri,
        true,
        false,
        false,
      ]);
    }
    for (const uri of [
      "http://127.0.0.1:1/callback/",
      "http://127.0.0.1:1/other",
      "http://127.0.0.1:1/callback?x=1",
      "http://127.0.0.1:1/callback#x",
      "http://127.0.0.2:1/callback",
      "http://localhost:8765/callback",
      "http://[::1]:8765/callback",
      "http://127.1:1/callback",
      "http://user@127.0.0.1:1/callback",
      "http://127.0.0.1:1@evil.example/callback",
      "http://127.0.0.1:99999/callback",
      "https://127.0.0.1:1/callback",
    ]) {
      expect([uri, isOneOf(uri, true)]).toEqual([uri, false]);
    }
    expect(isRegistered("http://[::1]:9/x", ["http://[::1]/x"], true, true)).toBe(true);
    expect(isRegistered("http://localhost:9/x", ["http://localhost/x"], true, true)).toBe(false); // RFC 8252 §8.3
  });

  test("of an add-on that registered none is none", () => {
    expect(isRegistered("https://app.example/back", [], true, true)).toBe(false);
  });
});
