import { describe, expect, test } from "vitest";
import { Html, html } from "../../src/pages/html.ts";
import { localPath } from "../../src/pages/links.ts";
import { when } from "../../src/pages/when.ts";

describe("html", () => {
  test.each([
    ["<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"],
    [`" onfocus="x`, "&quot; onfocus=&quot;x"],
    ["' onfocus='x", "&#39; onfocus=&#39;x"],
    ["&lt;", "&amp;lt;"],
    ["</textarea>", "&lt;/textarea&gt;"],
    ["a\u0000b", "a\u0000b"],
    ["", ""],
    [0, "0"],
    [-1.5, "-1.5"],
  ])("escapes %j", (value, text) => {
    expect(html`<p title="${value}">${value}</p>`.text).toBe(`<p title="${text}">${text}</p>`);
  });

  test("takes markup and lists of markup as they are, and drops what is not there", () => {
    const items = ["<a>", "b"].map((text) => html`<i>${text}</i>`);
    const nothing = [null, undefined, false] as const;
    expect(html`<b>${items}${nothing}${null}${html`<u></u>`}</b>`.text).toBe("<b><i>&lt;a&gt;</i><i>b</i><u></u></b>");
    expect(html`${["<", [">", html`<b></b>`]]}`.text).toBe("&lt;&gt;<b></b>");
  });

  test("knows its own markup only by what made it", () => {
    const forged = JSON.parse('{ "text": "<script>" }') as Html;
    expect(() => html`${forged}`.text).toThrow(TypeError);
    expect(html`${new Html("<b>")}`.text).toBe("<b>");
  });
});

test.each([
  ["/apps", "/apps"],
  ["/oauth/authorize?client_id=a&state=%2F", "/oauth/authorize?client_id=a&state=%2F"],
  ["//evil.example", "/"],
  ["/\\evil.example", "/"],
  ["/\t/evil.example", "/"],
  ["/a\\b", "/"],
  ["https://evil.example", "/"],
  ["javascript:alert(1)", "/"],
  ["", "/"],
])("a link to %j goes to %s", (path, target) => expect(localPath(path)).toBe(target));

test.each([
  ["2026-11-03T09:05:00+11:00", "3 Nov 2026, 09:05"],
  ["2026-11-03T09:05:00.123Z", "3 Nov 2026, 09:05 UTC"],
  ["2026-01-31T00:00", "31 Jan 2026, 00:00"],
  ["2026-12-01", "1 Dec 2026"],
])("%s is shown as %s", (iso, shown) => expect(when(iso).text).toBe(`<time datetime="${iso}">${shown}</time>`));

test.each(["yesterday", "2026-13-01", "<b>"])("%s is no date and shown as it is", (text) =>
  expect(when(text).text).toBe(html`${text}`.text),
);
