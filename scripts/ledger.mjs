/**
 * Keeps the Tests column of docs/conformance.md true.
 *
 *   node scripts/ledger.mjs            rewrites the column, prints what is met and the rows that no test names
 *   node scripts/ledger.mjs --check    writes nothing; exits 1 when something is wrong or out of date
 *   … --root DIR                       works on another tree (its tests use this)
 *
 * A test names a row by the id in its title. The titles come from the source text, so the tests need not run.
 */
import { existsSync, readFileSync, readdirSync, realpathSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** @typedef {{ kind: "test" | "describe", title: string }} Title */
/** @typedef {{ id: string, behaviour: string, cells: string[], line: number }} Row */
/** @typedef {Map<string, Map<string, number>>} Named  for each id, the files that name it with their number of tests */

const LEDGER = "docs/conformance.md";
const COLUMNS = 5; // Id, Behaviour, Source, Status, Tests
const NONE = "—";
const ID = /\b[A-Z]{2}-\d{2,}\b/g;

const COMMENT = /\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/y;
const STRING = /"(?:\\[\s\S]|[^"\\\n])*"?|'(?:\\[\s\S]|[^'\\\n])*'?/y;
const TEMPLATE = /[`}](?:\\[\s\S]|\$(?!\{)|[^`\\$])*(?:\$\{|`|$)/y;
const REGEXP = /\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\//y;
const BEFORE_REGEXP = /(?:^|[(,=:[!&|?{;+\-*%~^]|=>|\b(?:return|typeof|case|in|of|void|throw|await|yield)) ?$/;

/**
 * The same text with comments and the insides of string, template and regular-expression literals turned to spaces.
 * Every character keeps its place. Code within `${…}` stays. `keep` leaves comments or literals as they are.
 * @param {string} text
 * @param {"comments" | "literals"} [keep]
 * @returns {string}
 */
export function blank(text, keep) {
  /** @param {string} piece */
  const wipe = (piece) => piece.replace(/[^\n]/g, " ");
  /** @type {number[]} the open braces within each `${` that is not yet closed */
  const open = [];
  let out = "";
  let tail = ""; // the last bit of code, to tell a regular expression from a division
  let at = 0;
  /** @param {RegExp} shape */
  const take = (shape) => {
    shape.lastIndex = at;
    return shape.exec(text)?.[0];
  };
  while (at < text.length) {
    const char = text.charAt(at);
    let piece = take(COMMENT);
    if (piece !== undefined) {
      out += keep === "comments" ? piece : wipe(piece);
      at += piece.length;
      continue;
    }
    let ending = 1;
    if (char === '"' || char === "'") piece = take(STRING);
    else if (char === "`" || (char === "}" && open.at(-1) === 0)) {
      piece = take(TEMPLATE);
      if (char === "}") open.pop();
      if (piece?.endsWith("${")) {
        ending = 2;
        open.push(0);
      }
    } else if (char === "/" && BEFORE_REGEXP.test(tail)) piece = take(REGEXP);

    if (piece === undefined || piece.length < 2) {
      const depth = open.length - 1;
      if (depth >= 0 && (char === "{" || char === "}")) open[depth] = (open[depth] ?? 0) + (char === "{" ? 1 : -1);
      piece = char;
      out += char;
    } else if (keep === "literals") out += piece;
    else out += char + wipe(piece.slice(1, -ending)) + piece.slice(-ending);
    at += piece.length;
    tail = (tail + (piece.length > 1 ? '"' : char)).replace(/\s+$/, " ").slice(-12);
  }
  return out;
}

/**
 * The titles of test(…), it(…) and describe(…), also behind .each(…), .skipIf(…) and the like. What is skipped or
 * still to be written is no title.
 * @param {string} text
 * @returns {Title[]}
 */
export function titlesOf(text) {
  const code = blank(text);
  /** @type {Title[]} */
  const titles = [];
  for (const call of code.matchAll(/(?<![\w$.])(test|it|describe)\b(?!\s*[:=])/g)) {
    const title = titleAt(text, code, call.index + call[0].length);
    if (title !== undefined) titles.push({ kind: call[1] === "describe" ? "describe" : "test", title });
  }
  return titles;
}

/**
 * Walks `.each(rows)`, `.skipIf(x).each<T>(rows)`, … up to the call whose first argument is a literal.
 * @param {string} text
 * @param {string} code
 * @param {number} start
 * @returns {string | undefined}
 */
function titleAt(text, code, start) {
  let at = start;
  const step = /\s*(?:\.(\w+)|<[^()]*>(?=\s*\()|`[^`]*`|\(\s*(["'`])|\()/y;
  for (;;) {
    step.lastIndex = at;
    const found = step.exec(code);
    if (!found || found[1] === "skip" || found[1] === "todo") return undefined;
    at = step.lastIndex;
    if (found[2]) return text.slice(at, code.indexOf(found[2], at));
    if (found[0].endsWith("(")) at = afterBracket(code, at);
  }
}

/**
 * @param {string} code
 * @param {number} start just after an opening bracket
 * @returns {number} just after the bracket that closes it
 */
function afterBracket(code, start) {
  let at = start;
  for (let depth = 1; at < code.length && depth > 0; at++) {
    if (code[at] === "(") depth++;
    else if (code[at] === ")") depth--;
  }
  return at;
}

/**
 * @param {string} root
 * @param {string} folder
 * @returns {string[]} test files below the folder, relative to the root, sorted
 */
function testFiles(root, folder) {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { withFileTypes: true })
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) return entry.name === "node_modules" ? [] : testFiles(root, path);
      return path.endsWith(".test.ts") || (path.startsWith("web/") && path.endsWith(".test.tsx")) ? [path] : [];
    })
    .sort();
}

/**
 * @param {string} root
 * @returns {Named}
 */
function namedIn(root) {
  /** @type {Named} */
  const named = new Map();
  for (const file of [...testFiles(root, "test"), ...testFiles(root, "web")]) {
    for (const { kind, title } of titlesOf(readFileSync(join(root, file), "utf8"))) {
      for (const id of new Set(title.match(ID))) {
        const files = named.get(id) ?? new Map();
        named.set(id, files.set(file, (files.get(file) ?? 0) + (kind === "test" ? 1 : 0)));
      }
    }
  }
  return named;
}

/**
 * @param {string} ledger
 * @returns {Row[]}
 */
function rowsOf(ledger) {
  return ledger.split("\n").flatMap((text, line) => {
    const cells = text.split(/(?<!\\)\|/);
    const id = cells[1]?.trim() ?? "";
    return /^[A-Z]{2}-\d{2,}$/.test(id) ? [{ id, behaviour: cells[2]?.trim() ?? "", cells, line }] : [];
  });
}

/**
 * @param {Map<string, number> | undefined} files
 * @returns {string} the Tests cell of one row
 */
function testsCell(files) {
  if (!files) return NONE;
  return [...files]
    .map(([file, tests]) => `[${file.replace(/^test\//, "")}](../${file}) (${Math.max(1, tests)})`)
    .join(", ");
}

/**
 * @param {string} ledger
 * @param {readonly Row[]} rows
 * @param {Named} named
 * @returns {string} the ledger with its Tests column brought up to date
 */
function filled(ledger, rows, named) {
  const lines = ledger.split("\n");
  for (const { id, cells, line } of rows) {
    if (cells.length === COLUMNS + 2) lines[line] = cells.with(COLUMNS, ` ${testsCell(named.get(id))} `).join("|");
  }
  return lines.join("\n");
}

/**
 * @param {string} ledger
 * @param {readonly Row[]} rows
 * @param {Named} named
 * @returns {string[]} what is wrong, one sentence each
 */
function problemsIn(ledger, rows, named) {
  const ids = rows.map((row) => row.id);
  const twice = new Set(ids.filter((id, index) => ids.indexOf(id) !== index));
  const unknown = [...named].filter(([id]) => !ids.includes(id));
  const badRows = rows.filter(({ cells }) => cells.length !== COLUMNS + 2);
  return [
    ...(rows.length === 0 ? [`${LEDGER} has no rows.`] : []),
    ...badRows.map(({ id }) => `${id} does not have the five columns of ${LEDGER}.`),
    ...[...twice].map((id) => `${id} stands twice in ${LEDGER}.`),
    ...unknown.map(([id, files]) => `${[...files.keys()].join(", ")} names ${id}, which ${LEDGER} does not have.`),
    ...(filled(ledger, rows, named) === ledger ? [] : [`${LEDGER} is out of date: run "npm run ledger".`]),
  ];
}

/**
 * @param {readonly Row[]} rows
 * @param {Named} named
 * @returns {string} how many rows of each group are met, then the rows that no test names
 */
function summary(rows, named) {
  /** @type {Map<string, Row[]>} */
  const groups = new Map();
  for (const row of rows) groups.set(row.id.slice(0, 2), [...(groups.get(row.id.slice(0, 2)) ?? []), row]);
  /** @param {string} group @param {readonly Row[]} members */
  const count = (group, members) =>
    `${group.padEnd(5)} ${String(members.filter(({ id }) => named.has(id)).length).padStart(3)} / ${members.length}`;
  const open = rows.filter(({ id }) => !named.has(id));
  const lines = [...groups].map(([group, members]) => count(group, members));
  lines.push(count("all", rows), "");
  lines.push(open.length === 0 ? "Every row is named by a test." : "Rows that no test names:");
  for (const { id, behaviour } of open) {
    lines.push(`${id}  ${behaviour.length > 100 ? `${behaviour.slice(0, 99)}…` : behaviour}`);
  }
  return lines.join("\n");
}

/**
 * @param {readonly string[]} args
 * @returns {number} the exit code
 */
function main(args) {
  const rootAt = args.indexOf("--root");
  const root = resolve((rootAt >= 0 && args[rootAt + 1]) || join(dirname(fileURLToPath(import.meta.url)), ".."));
  const path = join(root, LEDGER);
  if (!existsSync(path)) {
    console.error(`There is no ${LEDGER}.`);
    return 1;
  }
  const ledger = readFileSync(path, "utf8");
  const rows = rowsOf(ledger);
  const named = namedIn(root);
  if (args.includes("--check")) {
    const problems = problemsIn(ledger, rows, named);
    for (const problem of problems) console.error(problem);
    if (problems.length === 0) console.log(`${LEDGER} is up to date.`);
    return problems.length === 0 ? 0 : 1;
  }
  const next = filled(ledger, rows, named);
  if (next !== ledger) writeFileSync(path, next);
  for (const problem of problemsIn(next, rowsOf(next), named)) console.error(problem);
  console.log(summary(rows, named));
  return 0;
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  process.exitCode = main(process.argv.slice(2));
}
