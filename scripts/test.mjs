#!/usr/bin/env node
// `npm test`: install everything, then every check of the project. `npm test -- --help` explains the options.
import "./lib/check-node.mjs";
void import("./lib/check-all.mjs").then((checks) => checks.checkAll(process.argv.slice(2)));
