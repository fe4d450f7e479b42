import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { type File, bannedWords, brokenLinks, longFiles, wrongImports, wrongTitles } from "./support/tidy.ts";

/** Files of src/ that are long because they list data. src/demo/ need not be named. */
const catalogues: readonly string[] = [];

const root = fileURLToPath(new URL("..", import.meta.url));
const leftOut = new Set([".git", "node_modules", "dist"]);

const read = (folder: string): File[] =>
  readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) return leftOut.has(entry.name) || path === "data" ? [] : read(path);
    if (!/\.(?:[cm]?tsx?|[cm]?jsx?|md)$/.test(path)) return [];
    return [{ path, text: readFileSync(join(root, path), "utf8") }];
  });

const all = read("");
const code = all.filter(({ path }) => /^(?:src|test|web|bench|scripts)\//.test(path) && !path.endsWith(".md"));
const source = code.filter(({ path }) => /^(?:src|web)\//.test(path));
const markdown = all.filter(({ path }) => path.endsWith(".md"));
const pages = markdown.filter(({ path }) => /^(?:docs\/.*|[^/]+)$/.test(path));

describe("the tree", () => {
  test("was read", () => {
    const paths = all.map(({ path }) => path);
    expect(paths).toEqual(expect.arrayContaining(["src/kit/money.ts", "test/tidy.test.ts", "docs/conformance.md"]));
  });

  test("imports along the arrows only", () => expect(wrongImports(source)).toEqual([]));
  test("has nothing that is banned", () => expect(bannedWords(code)).toEqual([]));
  test("has no long file that is not a catalogue", () => expect(longFiles(source, catalogues)).toEqual([]));
  test("has one title on every page", () => expect(wrongTitles(pages)).toEqual([]));
  test("has no broken link", () => expect(brokenLinks(markdown, (path) => existsSync(join(root, path)))).toEqual([]));
});

describe("imports", () => {
  const importing = (path: string, ...lines: string[]): string[] => wrongImports([{ path, text: lines.join("\n") }]);

  test.each([
    ["src/kit/a.ts", "../domain/x.ts"],
    ["src/config.ts", "./http/x.ts"],
    ["src/domain/a.ts", "../storage/storage.ts"],
    ["src/domain/orders/a.ts", "../../http/x.ts"],
    ["src/storage/storage.ts", "./sql/x.ts"],
    ["src/storage/storage.ts", "../commands/x.ts"],
    ["src/storage/sql/a.ts", "../../commands/x.ts"],
    ["src/storage/engines/sqlite/a.ts", "../../../http/x.ts"],
    ["src/storage/a.ts", "../dialects/kounta/x.ts"],
    ["src/commands/a.ts", "../storage/sql/x.ts"],
    ["src/commands/a.ts", "../storage/engines/sqlite/x.ts"],
    ["src/commands/a.ts", "../http/x.ts"],
    ["src/commands/a.ts", "../dialects/kounta/x.ts"],
    ["src/http/a.ts", "../oauth/x.ts"],
    ["src/http/a.ts", "../storage/sql/x.ts"],
    ["src/dialects/kounta/a.ts", "../kseries/x.ts"],
    ["src/dialects/kseries/a.ts", "../kounta/x.ts"],
    ["src/dialects/kounta/wire/a.ts", "../../../storage/sql/x.ts"],
    ["src/dialects/kseries/a.ts", "../../storage/engines/x.ts"],
    ["src/dialects/kounta/a.ts", "../../config.ts"],
    ["src/paper/a.ts", "../commands/x.ts"],
    ["src/oauth/a.ts", "../dialects/kounta/x.ts"],
    ["src/jobs/a.ts", "../webhooks/x.ts"],
    ["src/jobs/a.ts", "../kitchen/x.ts"],
    ["src/webhooks/a.ts", "../commands/x.ts"],
    ["src/webhooks/a.ts", "../kitchen/x.ts"],
    ["src/kitchen/a.ts", "../webhooks/x.ts"],
    ["src/kitchen/a.ts", "../http/x.ts"],
    ["src/kitchen/a.ts", "../dialects/kounta/x.ts"],
    ["src/kitchen/a.ts", "../storage/sql/x.ts"],
    ["src/live/a.ts", "../commands/x.ts"],
    ["src/live/a.ts", "../http/x.ts"],
    ["src/live/a.ts", "../dialects/kounta/x.ts"],
    ["src/live/a.ts", "../storage/sql/x.ts"],
    ["src/dialects/kounta/a.ts", "../../kitchen/x.ts"],
    ["src/paper/a.ts", "../kitchen/x.ts"],
    ["src/demo/a.ts", "../cli/x.ts"],
    ["src/demo/a.ts", "../main.ts"],
    ["src/main.ts", "./cli/x.ts"],
    ["src/http/a.ts", "../main.ts"],
    ["src/kit/a.ts", "../../test/support/x.ts"],
    ["src/cli/a.ts", "../../bench/x.ts"],
    ["src/http/a.ts", "../../web/common/api.ts"],
    ["web/common/a.ts", "../pos/x.ts"],
    ["web/pos/a.ts", "../office/x.ts"],
    ["web/pos/app/a.ts", "../../../src/commands/x.ts"],
  ])("%s may not import %s", (path, specifier) => {
    expect(importing(path, `import { x } from "${specifier}";`)).toHaveLength(1);
    expect(importing(path, `import type { X } from "${specifier}";`)).toHaveLength(1);
  });

  test.each([
    ["src/kit/a.ts", "./b.ts"],
    ["src/domain/orders/a.ts", "../money/b.ts"],
    ["src/domain/a.ts", "../kit/x.ts"],
    ["src/storage/sql/a.ts", "../storage.ts"],
    ["src/storage/engines/a.ts", "../sql/x.ts"],
    ["src/commands/a.ts", "../storage/storage.ts"],
    ["src/commands/a.ts", "./b.ts"],
    ["src/http/a.ts", "../config.ts"],
    ["src/dialects/kounta/a.ts", "../../commands/x.ts"],
    ["src/dialects/kseries/a.ts", "../../http/x.ts"],
    ["src/oauth/a.ts", "../http/x.ts"],
    ["src/webhooks/a.ts", "../jobs/x.ts"],
    ["src/kitchen/a.ts", "../paper/x.ts"],
    ["src/kitchen/a.ts", "../commands/x.ts"],
    ["src/live/a.ts", "../storage/feed.ts"],
    ["src/dialects/kounta/a.ts", "../../live/x.ts"],
    ["src/main.ts", "./storage/engines/sqlite/x.ts"],
    ["src/cli/a.ts", "../main.ts"],
    ["src/demo/a.ts", "../commands/x.ts"],
    ["src/kit/a.ts", "node:fs"],
    ["web/pos/app/a.ts", "../../common/api.ts"],
    ["web/office/sales/a.tsx", "../../../src/kit/money.ts"],
  ])("%s may import %s", (path, specifier) => {
    expect(importing(path, `import { x } from "${specifier}";`)).toEqual([]);
  });

  test("http sees commands and the port as types only", () => {
    expect(importing("src/http/a.ts", `import type { X } from "../commands/x.ts";`)).toEqual([]);
    expect(importing("src/http/a.ts", `import { type X, type Y } from "../storage/storage.ts";`)).toEqual([]);
    expect(importing("src/http/a.ts", `import { type X, y } from "../commands/x.ts";`)).toEqual([
      "src/http/a.ts:1: http may import src/commands/x.ts for its types only",
    ]);
  });

  test("are seen in every form, and only where they are code", () => {
    expect(
      importing(
        "src/kit/a.ts",
        `import {`,
        `  x,`,
        `} from "../http/1.ts";`,
        `export * from "../http/2.ts";`,
        `import "../http/3.ts";`,
        `const y = await import("../http/4.ts");`,
        `// import { z } from "../http/5.ts";`,
        `const text = 'import { z } from "../http/6.ts";';`,
      ),
    ).toEqual([
      "src/kit/a.ts:1: kit may not import src/http/1.ts",
      "src/kit/a.ts:4: kit may not import src/http/2.ts",
      "src/kit/a.ts:5: kit may not import src/http/3.ts",
      "src/kit/a.ts:6: kit may not import src/http/4.ts",
    ]);
  });

  test("from a room without a rule are refused", () => {
    expect(importing("src/attic/a.ts")).toEqual(["src/attic/a.ts: the room attic has no rule in test/support/tidy.ts"]);
  });
});

describe("banned words", () => {
  const found = (path: string, text: string): string[] => bannedWords([{ path, text }]);

  test.each([
    ["web/src/a.tsx", "const a: any = 1;"],
    ["test/a.test.ts", "const a = b as any;"],
    ["src/kit/a.ts", "const f = (a: any): number => 1;"],
    ["bench/a.ts", "// @ts-ignore"],
    ["test/a.test.ts", `test.only("x", f);`],
    ["test/a.test.ts", `describe.skip("x", f);`],
    ["test/a.test.ts", `suite.skip("x", f);`],
    ["test/a.test.ts", `test.todo("x");`],
    ["src/domain/a.ts", "const n = Math.random();"],
    ["src/domain/a.ts", "const t = Date.now();"],
    ["src/commands/a.ts", "const t = new Date();"],
    ["src/commands/a.ts", "const t = new Date( );"],
    ["src/commands/a.ts", "const t = performance.now();"],
    ["src/commands/a.ts", "const id = crypto.randomUUID();"],
    ["src/commands/a.ts", "const id = randomUUID();"],
    ["src/http/a.ts", "console.log(1);"],
    ["src/main.ts", "console.error(1);"],
    ["src/main.ts", "const port = process.env.PORT;"],
    ["src/commands/a.ts", `if (dialect === "kounta") f();`],
    ["src/domain/a.ts", `const b = order.dialect !== "kounta";`],
    ["src/jobs/a.ts", "switch (job.dialect) {}"],
    ["src/kit/a.ts", "const t = `${console.log(1)}`;"],
  ])("%s may not hold: %s", (path, text) => expect(found(path, text)).toHaveLength(1));

  test.each([
    ["src/kit/a.ts", "const many = anything as unknown; // as any of them: any"],
    ["web/src/a.tsx", "const a = <p>Allergens: any of these</p>;"],
    ["test/a.test.ts", `const text = "test.only(1) @ts-ignore as any;";`],
    ["test/a.test.ts", `test.skipIf(!url)("x", f);`],
    ["src/domain/a.ts", "const t = new Date(ms);"],
    ["src/kit/a.ts", "const t = Date.now();"],
    ["src/commands/a.ts", "const id = ports.random.randomUUID();"],
    ["src/cli/a.ts", "console.log(process.env.HOME);"],
    ["src/config.ts", "const port = process.env.PORT;"],
    ["src/dialects/kounta/a.ts", `if (dialect === "kounta") f();`],
    ["src/http/a.ts", `if (dialect === "kounta") f();`],
  ])("%s may hold: %s", (path, text) => expect(found(path, text)).toEqual([]));

  test("come with their place and what to do instead", () => {
    expect(found("src/http/a.ts", "\n\nconsole.log(1);")).toEqual(["src/http/a.ts:3: console. (use the logger)"]);
  });
});

describe("long files", () => {
  const file = (path: string, lines: number): File => ({ path, text: "x;\n".repeat(lines) });

  test("are found, listed or not", () => {
    expect(longFiles([file("src/a.ts", 400), file("src/b.ts", 401)], [])).toEqual(["src/b.ts: 401 lines, above 400"]);
    expect(longFiles([file("src/b.ts", 401), file("src/demo/menu.ts", 900)], ["src/b.ts"])).toEqual([]);
  });

  test("leave the list when they are short or gone", () => {
    expect(longFiles([file("src/b.ts", 20)], ["src/b.ts", "src/c.ts"])).toHaveLength(2);
  });
});

describe("markdown", () => {
  const page = (text: string): File[] => [{ path: "docs/a.md", text }];

  test("needs exactly one title outside of code", () => {
    expect(wrongTitles(page("## Only a section\n"))).toEqual(["docs/a.md: 0 titles, not one"]);
    expect(wrongTitles(page("# One\n\n# Two\n"))).toEqual(["docs/a.md: 2 titles, not one"]);
    expect(wrongTitles(page("# One\n\n```sh\n# a comment\n```\n\n## Section\n"))).toEqual([]);
    expect(wrongTitles(page("```sh\n# a comment\n```\n"))).toHaveLength(1);
  });

  test("needs links that lead somewhere", () => {
    const exists = (path: string): boolean => ["README.md", "docs/b.md", "docs"].includes(path);
    const broken = (text: string): string[] => brokenLinks(page(text), exists);
    expect(broken("[b](b.md), [up](../README.md#start), [here](#there), [web](https://example.org/x.md)")).toEqual([]);
    expect(broken("[c](/docs/b.md) and `[code](gone.md)`\n\n```\n[code](gone.md)\n```\n")).toEqual([]);
    expect(broken("\n[c](gone.md)")).toEqual(["docs/a.md:2: no file at gone.md"]);
    expect(broken('![p](gone.png "title")')).toHaveLength(1);
    expect(broken("[ref]: gone.md\n")).toHaveLength(1);
    expect(broken('<img src="gone.png">')).toHaveLength(1);
    expect(broken("[out](../../elsewhere/README.md)")).toHaveLength(1);
  });
});
