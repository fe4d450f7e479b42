#!/usr/bin/env node
// The `servery` command: `npx servery client list`. Installs and builds first when that is needed.
import "./lib/check-node.mjs";
void import("./lib/launch.mjs").then((launcher) => launcher.launch(process.argv.slice(2)));
