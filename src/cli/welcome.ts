import color from "picocolors";
import type { Config } from "../config.ts";
import type { DemoAccess } from "../demo/addons.ts";
import { demoFile } from "../demo/load.ts";
import { people, pins } from "../demo/staff.ts";
import { type Servery, demoFilePath } from "../main.ts";

const setUp = (url: string, code: string): string[] => [
  `There is no company yet. Set up your venue: ${color.bold(`${url}/setup?code=${code}`)}`,
  "",
  "The link is good until somebody has used it, or the server stops.",
];

/** The demo's credentials are public: see demo/staff.ts. */
const { username, password, staffId } = people[0]!;
const signInLine = `Sign in as ${username}, password ${password}, PIN ${pins.get(staffId)}.`;

const demoCompany = (url: string, config: Config, demo: DemoAccess): string[] => {
  const { kounta } = demoFile(url, demo, Date.now()) as {
    kounta: { company_id: number; site_id: number; product_ids: number[] };
  };
  const order = JSON.stringify({
    site_id: kounta.site_id,
    status: "PENDING",
    lines: [{ product_id: kounta.product_ids[0], quantity: 2, notes: "Extra hot" }],
  });
  return [
    `The demo company is loaded; its ids, credentials and usernames are in ${demoFilePath(config)}.`,
    signInLine,
    "Make an order:",
    "",
    `  curl -i -u ${demo.kounta.client_id}:${demo.kounta.client_secret} -H 'Content-Type: application/json' \\`,
    `    -d '${order}' \\`,
    `    ${url}/v1/companies/${kounta.company_id}/orders.json`,
  ];
};

/** What a start says when it is done: where everything is, and what to do next. */
export const welcome = ({ url, storage, setUpCode }: Servery, config: Config, demo: DemoAccess | undefined): string => {
  const engine = storage.engine === "sqlite" ? `SQLite in ${config.dataFolder}` : "PostgreSQL";
  const next = setUpCode !== undefined ? setUp(url, setUpCode) : demo ? demoCompany(url, config, demo) : [];
  const lines = [
    "",
    `${color.bold(color.green("Servery"))} is serving on ${color.bold(url)}  (${engine})`,
    "",
    `  Register        ${url}/pos`,
    `  Kitchen         ${url}/kitchen`,
    `  Back office     ${url}/office`,
    `  API reference   ${url}/docs`,
    `  OpenAPI         ${url}/openapi/kounta.json, kseries.json, operator.json`,
    `  Health          ${url}/readyz`,
    `  Metrics         ${url}/metrics`,
    ...(next.length > 0 ? ["", ...next] : []),
  ];
  return `${lines.join("\n")}\n\n`;
};
