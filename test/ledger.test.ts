import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, test } from "vitest";

const script = fileURLToPath(new URL("../scripts/ledger.mjs", import.meta.url));

const run = (...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], { encoding: "utf8" });
  return { status, stdout, stderr };
};

const ledger = (...rows: string[]): string =>
  ["# Ledger", "", "| Id | Behaviour | Source | Status | Tests |", "|---|---|---|---|---|", ...rows, ""].join("\n");
const row = (id: string, tests = "—"): string => `| ${id} | Does ${id} | Docs | *documented* | ${tests} |`;

const trees: string[] = [];
afterEach(() => {
  for (const tree of trees.splice(0)) rmSync(tree, { recursive: true, force: true });
});

/** A tiny project: a ledger, and test files by their path. */
const tree = (conformance: string, tests: Record<string, string> = {}) => {
  const root = mkdtempSync(join(tmpdir(), "ledger-"));
  trees.push(root);
  for (const [path, text] of Object.entries({ "docs/conformance.md": conformance, ...tests })) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return {
    check: () => run("--check", "--root", root),
    update: () => run("--root", root),
    text: () => readFileSync(join(root, "docs/conformance.md"), "utf8"),
  };
};

/** The Tests cell that a tree with this one test file ends up with. */
const cellFor = (source: string, path = "test/a.test.ts"): string | undefined => {
  const project = tree(ledger(row("KO-14")), { [path]: source });
  project.update();
  return /\*documented\* \| (.*) \|$/m.exec(project.text())?.[1];
};

describe("this repository", () => {
  test("has a ledger that is up to date", () => {
    expect(run("--check")).toEqual({ status: 0, stdout: "docs/conformance.md is up to date.\n", stderr: "" });
  });
});

describe("npm run ledger", () => {
  test("fills the Tests column, says what is open, and changes nothing the second time", () => {
    const project = tree(ledger(row("KC-01"), row("KO-14"), row("KO-15")), {
      "test/http/orders.test.ts": `test("KO-14 KO-15 found", f);\nit('KO-14 not found', f);`,
      "web/src/pos.test.tsx": "test(`KO-15 shown`, f);",
    });
    const first = project.update();
    expect(first.status).toBe(0);
    expect(first.stdout).toBe(
      "KC      0 / 1\nKO      2 / 2\nall     2 / 3\n\nRows that no test names:\nKC-01  Does KC-01\n",
    );
    const filled = project.text();
    expect(filled).toBe(
      ledger(
        row("KC-01"),
        row("KO-14", "[http/orders.test.ts](../test/http/orders.test.ts) (2)"),
        row(
          "KO-15",
          "[http/orders.test.ts](../test/http/orders.test.ts) (1), [web/src/pos.test.tsx](../web/src/pos.test.tsx) (1)",
        ),
      ),
    );
    project.update();
    expect(project.text()).toBe(filled);
    expect(project.check().status).toBe(0);
  });

  test("empties the cell of a row that lost its tests", () => {
    const project = tree(ledger(row("KO-14", "[gone.test.ts](../test/gone.test.ts) (3)")));
    project.update();
    expect(project.text()).toBe(ledger(row("KO-14")));
  });

  test.each([
    ["a title in quotes", `test("KO-14 found", f);`, 1],
    ["a title on the next line", `test(\n  "KO-14 found",\n  f,\n);`, 1],
    ["a template literal", "test(`KO-14 ${status} found`, f);", 1],
    ["test.each", `test.each([["a", (1)], ["b)", 2]])("KO-14 %s", f);`, 1],
    ["test.each with a type", `test.each<Row>(rows)("KO-14 $name", f);`, 1],
    ["test.each as a table", "test.each`a | b\n${1} | ${2}`('KO-14 $a', f);", 1],
    ["skipIf before the title", `describe.skipIf(!url).each(engines)("KO-14 %s", f);`, 1],
    ["describe alone", `describe("KO-14", () => { test("found", f); });`, 1],
    ["describe and two tests", `describe("KO-14", () => { test("KO-14 a", f); test("KO-14 b", f); });`, 2],
    ["after a regular expression with a quote", `const r = /['"\`]/;\ntest("KO-14 found", f);`, 1],
    ["after a nested template", "const t = `a ${b ? `${c}` : {}} d`;\ntest('KO-14 found', f);", 1],
  ])("finds the id in: %s", (_, source, tests) => {
    expect(cellFor(source)).toBe(`[a.test.ts](../test/a.test.ts) (${tests})`);
  });

  test.each([
    ["a comment", `// test("KO-14 found", f);\n/* it("KO-14") */\ntest("found", f); // KO-14`],
    ["the body of a test", `test("found", () => { expect("KO-14").toBe("KO-14"); });`],
    ["a test inside a string", 'const fixture = `test("KO-14 found", f);`;'],
    ["a method of that name", `pattern.test("KO-14");`],
    ["a test that is left out", `test.skip("KO-14 found", f);\ntest.todo("KO-14 later");`],
    ["the middle of a range", `test("KO-13…KO-15 found", f);`],
  ])("does not count an id in: %s", (_, source) => {
    expect(cellFor(source)).toBe("—");
  });

  test("reads test files only", () => {
    expect(cellFor(`test("KO-14 found", f);`, "test/support/helper.ts")).toBe("—");
    expect(cellFor(`test("KO-14 found", f);`, "web/node_modules/x/a.test.ts")).toBe("—");
  });
});

describe("the check fails", () => {
  test("when the column is out of date, and leaves the file alone", () => {
    const project = tree(ledger(row("KO-14")), { "test/a.test.ts": `test("KO-14 found", f);` });
    const { status, stderr } = project.check();
    expect(status).toBe(1);
    expect(stderr).toBe('docs/conformance.md is out of date: run "npm run ledger".\n');
    expect(project.text()).toBe(ledger(row("KO-14")));
  });

  test("when a test names an id that the ledger does not have", () => {
    const project = tree(ledger(row("KO-14")), { "test/a.test.ts": `test("KO-140 found", f);` });
    expect(project.check()).toMatchObject({
      status: 1,
      stderr: "test/a.test.ts names KO-140, which docs/conformance.md does not have.\n",
    });
  });

  test("when an id stands twice", () => {
    expect(tree(ledger(row("KO-14"), row("KO-14"))).check()).toMatchObject({
      status: 1,
      stderr: "KO-14 stands twice in docs/conformance.md.\n",
    });
  });

  test("when a row lacks a column, which the update then does not touch", () => {
    const broken = ledger("| KO-14 | Does it | Docs | — |");
    const project = tree(broken, { "test/a.test.ts": `test("KO-14 found", f);` });
    expect(project.check()).toMatchObject({
      status: 1,
      stderr: "KO-14 does not have the five columns of docs/conformance.md.\n",
    });
    project.update();
    expect(project.text()).toBe(broken);
  });

  test("when there are no rows, or no ledger at all", () => {
    expect(tree("# Ledger\n").check()).toMatchObject({ status: 1, stderr: "docs/conformance.md has no rows.\n" });
    const nowhere = run("--check", "--root", join(tmpdir(), "ledger-nowhere"));
    expect(nowhere).toMatchObject({ status: 1, stderr: "There is no docs/conformance.md.\n" });
  });
});
