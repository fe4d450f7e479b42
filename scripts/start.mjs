#!/usr/bin/env node
// `npm start`: install what is missing, build what changed, then serve. Nothing here may need a package or new syntax.
import "./lib/check-node.mjs";
void import("./lib/launch.mjs").then((launcher) => launcher.launch(["start"].concat(process.argv.slice(2))));
