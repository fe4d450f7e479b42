// Refuses an old Node with one clear sentence. Written in the oldest syntax that modules know, so that it always parses.
var wanted = [20, 19];
var version = process.versions.node.split(".").map(Number);
if (version[0] < wanted[0] || (version[0] === wanted[0] && version[1] < wanted[1])) {
  console.error(
    "Servery needs Node.js " +
      wanted.join(".") +
      " or newer, and this is " +
      process.version +
      " (see https://nodejs.org).",
  );
  process.exit(1);
}
