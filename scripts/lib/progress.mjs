const HEARTBEAT_MS = 5_000;
const REDRAW_MS = 100;
const BAR_WIDTH = 24;
const SPINNER = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];

/**
 * @typedef {object} Step
 * @property {(detail: string, fraction?: number) => void} update says how far it is, shown by the next redraw or heartbeat
 * @property {(text: string) => void} done ends the step well; the elapsed time is added
 * @property {(text: string) => void} fail ends the step badly; the elapsed time is added
 */

/**
 * Starts one visible step on a stream. A terminal gets one live line with the elapsed time; a pipe or a CI log gets a
 * line now, a line at the end, and a sign of life every five seconds in between.
 * @param {string} label such as "Installing packages"
 * @param {object} [options]
 * @param {NodeJS.WriteStream} [options.stream]
 * @param {boolean} [options.announce] false leaves out a pipe's first line, for steps that are mostly short
 * @returns {Step}
 */
export function startStep(label, { stream = process.stderr, announce = true } = {}) {
  const started = performance.now();
  const live = stream.isTTY && !process.env["CI"] && process.env["TERM"] !== "dumb";
  let detail = "";
  /** @type {number | undefined} */
  let fraction;
  let frame = 0;

  const draw = () => {
    const parts = [SPINNER[frame++ % SPINNER.length], label];
    if (fraction !== undefined) parts.push(bar(fraction));
    if (detail) parts.push(detail);
    parts.push(seconds(started, 0));
    const columns = stream.columns || 80;
    stream.write(`\r\u001b[2K${parts.join(" ").slice(0, columns - 1)}`);
  };
  const beat = () => stream.write(`${label}: ${[seconds(started, 0), detail].filter(Boolean).join(", ")}\n`);

  if (live) draw();
  else if (announce) stream.write(`${label} ...\n`);
  const timer = setInterval(live ? draw : beat, live ? REDRAW_MS : HEARTBEAT_MS);
  timer.unref();

  /** @param {string} mark @param {string} text */
  const end = (mark, text) => {
    clearInterval(timer);
    stream.write(`${live ? "\r\u001b[2K" : ""}${mark} ${text} (${seconds(started, 1)})\n`);
  };
  return {
    update: (text, portion) => {
      detail = text;
      fraction = portion;
    },
    done: (text) => end("✓", text),
    fail: (text) => end("✗", text),
  };
}

/** @param {number} fraction */
const bar = (fraction) => {
  const full = Math.round(Math.min(1, Math.max(0, fraction)) * BAR_WIDTH);
  return `${"█".repeat(full)}${"░".repeat(BAR_WIDTH - full)}`;
};

/** @param {number} started @param {number} digits */
const seconds = (started, digits) => `${((performance.now() - started) / 1000).toFixed(digits)} s`;
