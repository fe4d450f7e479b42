import type { Language, StepRequest } from "./steps.ts";

/** A text as one word of a shell. */
const word = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
const laidOut = (value: unknown): string => JSON.stringify(value, null, 2);

const formText = (form: Readonly<Record<string, string>>): string => new URLSearchParams(form).toString();

const typeOf = ({ json, form }: StepRequest): Record<string, string> =>
  json !== undefined
    ? { "Content-Type": "application/json" }
    : form
      ? { "Content-Type": "application/x-www-form-urlencoded" }
      : {};

const curl = (base: string, request: StepRequest): string => {
  const { method, path, json, form, headers = {}, by } = request;
  const own = { ...(json !== undefined && typeOf(request)), ...headers };
  return [
    `curl -i${method === "GET" ? "" : ` -X ${method}`} ${word(base + path)}`,
    by === "basic" ? '-u "$CLIENT_ID:$CLIENT_SECRET"' : '-H "Authorization: Bearer $TOKEN"',
    ...Object.entries(own).map(([name, value]) => `-H ${word(`${name}: ${value}`)}`),
    ...Object.entries(form ?? {}).map(([name, value]) => `--data-urlencode ${word(`${name}=${value}`)}`),
    ...(json === undefined ? [] : [`-d ${word(laidOut(json))}`]),
  ].join(" \\\n  ");
};

const indented = (text: string, by: string): string => text.replaceAll("\n", `\n${by}`);

/** For Node 18 and newer, in a file that ends in .mjs. */
const javascript = (base: string, request: StepRequest): string => {
  const { method, path, json, form, headers = {}, by } = request;
  const proof =
    by === "basic"
      ? '"Basic " + Buffer.from(`${process.env.CLIENT_ID}:${process.env.CLIENT_SECRET}`).toString("base64")'
      : "`Bearer ${process.env.TOKEN}`";
  const own = Object.entries({ ...typeOf(request), ...headers });
  return [
    `const answer = await fetch(${JSON.stringify(base + path)}, {`,
    `  method: ${JSON.stringify(method)},`,
    "  headers: {",
    `    Authorization: ${proof},`,
    ...own.map(([name, value]) => `    ${JSON.stringify(name)}: ${JSON.stringify(value)},`),
    "  },",
    ...(json === undefined ? [] : [`  body: JSON.stringify(${indented(laidOut(json), "  ")}),`]),
    ...(form ? [`  body: ${JSON.stringify(formText(form))},`] : []),
    "});",
    'console.log(answer.status, answer.headers.get("location") ?? "");',
    "console.log(await answer.text());",
  ].join("\n");
};

/** With nothing but Python's own library. */
const python = (base: string, request: StepRequest): string => {
  const { method, path, json, form, headers = {}, by } = request;
  const own = Object.entries({ ...typeOf(request), ...headers });
  const body =
    json !== undefined
      ? `json.dumps(json.loads(r'''${laidOut(json)}''')).encode()`
      : form
        ? `${JSON.stringify(formText(form))}.encode()`
        : "None";
  return [
    "import base64, json, os, urllib.request",
    "",
    ...(by === "basic"
      ? [
          "pair = f\"{os.environ['CLIENT_ID']}:{os.environ['CLIENT_SECRET']}\"",
          'proof = "Basic " + base64.b64encode(pair.encode()).decode()',
        ]
      : ['proof = "Bearer " + os.environ["TOKEN"]']),
    "request = urllib.request.Request(",
    `    ${JSON.stringify(base + path)},`,
    `    method=${JSON.stringify(method)},`,
    "    headers={",
    '        "Authorization": proof,',
    ...own.map(([name, value]) => `        ${JSON.stringify(name)}: ${JSON.stringify(value)},`),
    "    },",
    `    data=${body},`,
    ")",
    "with urllib.request.urlopen(request) as answer:",
    '    print(answer.status, answer.headers.get("location", ""))',
    "    print(answer.read().decode())",
  ].join("\n");
};

const writers = { curl, javascript, python } as const;

/** The code that sends a request, in one of the languages. */
export const codeOf = (language: Language, base: string, request: StepRequest): string =>
  writers[language](base, request);
