/**
 * Checks on the project's own text. Each is a pure function over files and answers one line per violation, so that
 * test/tidy.test.ts can run it on the real tree and on a small wrong one.
 */
import { posix } from "node:path";

export type File = Readonly<{ path: string; text: string }>;

type Blank = (text: string, keep?: "comments" | "literals") => string;
const ledger = new URL("../../scripts/ledger.mjs", import.meta.url).href;
const { blank } = (await import(/* @vite-ignore */ ledger)) as { blank: Blank };

const at = ({ path, text }: File, index: number): string => `${path}:${text.slice(0, index).split("\n").length}`;

// ---- which room may import which -------------------------------------------------------------------------------

const storage = ["port", "storage", "storage/sql", "storage/engines"];
const below = ["kit", "domain", "port", "storage", "commands", "http"];
const dialect = [...below, "oauth", "jobs", "webhooks", "paper", "pages", "live"];

/** Room → what it may import beside itself. `type x` is for `import type` only, `*` is all but main and cli. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  kit: [],
  config: ["kit", "domain"],
  domain: ["kit"],
  port: ["kit", "domain"],
  storage: ["kit", "domain", ...storage],
  "storage/sql": ["kit", "domain", ...storage],
  "storage/engines": ["kit", "domain", ...storage],
  commands: ["kit", "domain", "port"],
  http: ["kit", "domain", "config", "type port", "type commands"],
  "dialects/kounta": dialect,
  "dialects/kseries": dialect,
  paper: ["kit", "domain"],
  pages: ["kit", "domain"],
  oauth: ["kit", "domain", "port", "commands", "http", "pages"],
  live: ["kit", "domain", "port"],
  jobs: ["kit", "domain", "port"],
  webhooks: ["kit", "domain", "port", "jobs"],
  kitchen: ["kit", "domain", "port", "commands", "jobs", "paper"],
  online: ["kit", "domain", "port", "commands", "jobs"],
  // The screens talk to the server over HTTP; what they share with it are pure rules, and the shapes as types.
  "web/common": ["kit", "pages"],
  "web/pos": ["web/common", "kit", "domain", "type dialects/kounta"],
  "web/kitchen": ["web/common", "kit", "domain", "type dialects/kounta"],
  "web/office": ["web/common", "kit", "domain", "type dialects/kounta"],
  "web/build": [],
  "web/public": [],
  demo: ["*"],
  main: ["*"],
  cli: ["*", "main"],
};

/** The room of a file: the port is a room of its own, and so are the SQL, the engines and each dialect. */
const roomOf = (path: string): string => {
  if (path.startsWith("web/")) return /^web\/\w+(?=\/)/.exec(path)?.[0] ?? "web/build";
  if (!path.startsWith("src/")) return path;
  const inside = path.slice("src/".length);
  if (/^storage\/\w+\.ts$/.test(inside)) return "port";
  const room = /^(?:storage\/(?:sql|engines)|dialects\/[^/]+|[^/]+)(?=\/)/.exec(inside)?.[0];
  return room ?? inside.replace(/\.ts$/, "");
};

type Import = Readonly<{ index: number; specifier: string; typeOnly: boolean }>;

const importsOf = (text: string): Import[] => {
  const code = blank(text);
  const shape = /\b(?:import|export)\b([^;"'`(]*?)\bfrom\s*(["'])|\bimport\s*\(?\s*(["'`])/g;
  return [...code.matchAll(shape)].map((found) => {
    const start = found.index + found[0].length;
    const specifier = text.slice(start, code.indexOf(found[2] ?? found[3] ?? '"', start));
    return { index: found.index, specifier, typeOnly: isTypeOnly(found[1] ?? "") };
  });
};

/** `import type …`, or braces in which every name is marked `type`: nothing the importer could call at run time. */
const isTypeOnly = (clause: string): boolean => {
  const names = /^\{([^}]*)\}$/.exec(clause.trim())?.[1];
  if (names === undefined) return /^type\s/.test(clause.trim());
  return names.split(",").every((name) => /^\s*(?:type\s|$)/.test(name));
};

/** The arrows between the rooms of src/. */
export const wrongImports = (files: readonly File[]): string[] =>
  files.flatMap((file) => {
    const room = roomOf(file.path);
    const allowed = mayImport[room];
    if (!allowed) return [`${file.path}: the room ${room} has no rule in test/support/tidy.ts`];
    return importsOf(file.text).flatMap(({ index, specifier, typeOnly }) => {
      if (!specifier.startsWith(".")) return [];
      const path = posix.join(posix.dirname(file.path), specifier);
      const target = roomOf(path);
      const any = allowed.includes("*") && path.startsWith("src/") && target !== "main" && target !== "cli";
      if (target === room || any || allowed.includes(target)) return [];
      if (!allowed.includes(`type ${target}`)) return [`${at(file, index)}: ${room} may not import ${path}`];
      return typeOnly ? [] : [`${at(file, index)}: ${room} may import ${path} for its types only`];
    });
  });

// ---- what must not be written ----------------------------------------------------------------------------------

type Ban = Readonly<{
  what: RegExp;
  /** Which files it binds. */
  where: (path: string) => boolean;
  instead: string;
  /** Some things are written in comments; all else is looked for in code, outside of string literals. */
  inComments?: true;
}>;

const anywhere = (): boolean => true;
const inSource = (path: string): boolean => path.startsWith("src/");
const inDecisions = (path: string): boolean => /^src\/(?:domain|commands)\//.test(path);

const bans: readonly Ban[] = [
  {
    what: /(?::|\bas)\s*any\b(?=\s*(?:[;,)\]}=>|&[{]|$))/gm,
    where: anywhere,
    instead: "name the type, or take unknown and look",
  },
  { what: /@ts-(?:ignore|nocheck)\b/g, where: anywhere, instead: "mend the type", inComments: true },
  {
    what: /\b(?:test|it|describe)(?:\.\w+)*\.(?:only|skip|todo)\b|\.skip\(/g,
    where: anywhere,
    instead: "run every test; what an engine lacks is skipIf",
  },
  {
    what: /\bDate\.now\b|\bnew Date\b(?!\s*\(\s*[^\s)])|\bperformance\.now\b|\bTemporal\.Now\b/g,
    where: inDecisions,
    instead: "take the time from the clock port",
  },
  {
    what: /\bMath\.random\b|\bcrypto\.(?:random|getRandom)\w+|(?<![.\w])random(?:UUID|Bytes|Int)\b/g,
    where: inDecisions,
    instead: "take randomness from its port",
  },
  {
    what: /(?<![.\w])console\./g,
    where: (path) => inSource(path) && !path.startsWith("src/cli/"),
    instead: "use the logger",
  },
  {
    what: /\bprocess\.env\b/g,
    where: (path) => inSource(path) && path !== "src/config.ts" && !path.startsWith("src/cli/"),
    instead: "read it in src/config.ts",
  },
  {
    what: /\bdialect\s*[!=]==?|[!=]==?\s*(?:\w+\.)*dialect\b|\bswitch\s*\(\s*(?:\w+\.)*dialect\s*\)/g,
    where: (path) => inSource(path) && !/^src\/(?:dialects|http)\//.test(path),
    instead: "let the dialect pass a policy value to the command",
  },
];

export const bannedWords = (files: readonly File[]): string[] =>
  files.flatMap((file) => {
    const binding = bans.filter(({ where }) => where(file.path));
    const code = blank(file.text);
    const withComments = blank(file.text, "comments");
    return binding.flatMap(({ what, instead, inComments }) =>
      [...(inComments ? withComments : code).matchAll(what)].map(
        (found) => `${at(file, found.index)}: ${found[0].trim()} (${instead})`,
      ),
    );
  });

// ---- size ------------------------------------------------------------------------------------------------------

const LINES_MAX = 400;
const lineCount = (text: string): number => text.replace(/\n$/, "").split("\n").length;

/**
 * Files that hold more than one sitting's reading. A file of nothing but data is no exception by itself: it has to be
 * listed in `catalogues`, and leaves that list when it has become short or is gone. The demo company is all data.
 */
export const longFiles = (files: readonly File[], catalogues: readonly string[]): string[] => {
  const long = files.filter(({ path, text }) => lineCount(text) > LINES_MAX && !path.startsWith("src/demo/"));
  return [
    ...long
      .filter(({ path }) => !catalogues.includes(path))
      .map(({ path, text }) => `${path}: ${lineCount(text)} lines, above ${LINES_MAX}`),
    ...catalogues
      .filter((path) => !long.some((file) => file.path === path))
      .map((path) => `${path}: need not be listed as a catalogue any more`),
  ];
};

// ---- markdown --------------------------------------------------------------------------------------------------

/** Markdown with its code, fenced or inline, turned to spaces. */
const prose = (text: string): string => {
  const wipe = (code: string): string => code.replace(/[^\n]/g, " ");
  return text
    .replace(/^ {0,3}(`{3,}|~{3,})[^\n]*\n(?:[\s\S]*?^ {0,3}\1[`~]*[ \t]*$|[\s\S]*)/gm, wipe)
    .replace(/(?<!`)(`+)(?!`)[^\n]*?(?<!`)\1(?!`)/g, wipe);
};

/** Each page has exactly one `# ` title. */
export const wrongTitles = (files: readonly File[]): string[] =>
  files.flatMap(({ path, text }) => {
    const titles = prose(text).match(/^# /gm)?.length ?? 0;
    return titles === 1 ? [] : [`${path}: ${titles} titles, not one`];
  });

const LINK =
  /\]\(\s*<?([^()\s<>]+)>?(?:\s+["'][^\n]*?["'])?\s*\)|^ {0,3}\[[^\]\n]+\]:\s*(\S+)|\b(?:src|href)="([^"]+)"/gm;

/** Links within the repository that lead nowhere. `exists` answers for a path from the root. */
export const brokenLinks = (files: readonly File[], exists: (path: string) => boolean): string[] =>
  files.flatMap((file) =>
    [...prose(file.text).matchAll(LINK)].flatMap((found) => {
      const link = found[1] ?? found[2] ?? found[3] ?? "";
      const [target = ""] = link.split(/[#?]/);
      if (target === "" || /^[a-z][a-z0-9+.-]*:|^\/\//i.test(link)) return [];
      const folder = target.startsWith("/") ? "." : posix.dirname(file.path);
      const path = posix.join(folder, target.replaceAll("%20", " ")).replace(/^\//, "");
      return !path.startsWith("..") && exists(path) ? [] : [`${at(file, found.index)}: no file at ${link}`];
    }),
  );
