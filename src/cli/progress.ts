import cliProgress from "cli-progress";

/** A bar on a terminal, a line every few seconds elsewhere; on standard error, so that output stays clean. */
export const progressBar = (): { show: (what: string, done: number, of: number) => void; end(): void } => {
  const bar = new cliProgress.SingleBar(
    {
      format: "{what} [{bar}] {percentage}% {value}/{total}",
      stream: process.stderr,
      hideCursor: true,
      noTTYOutput: true,
      notTTYSchedule: 2_000,
    },
    cliProgress.Presets.rect,
  );
  let begun = false;
  return {
    show(what, done, of) {
      if (begun) bar.update(done, { what });
      else bar.start(of, done, { what });
      begun = true;
    },
    end() {
      if (begun) bar.stop();
    },
  };
};
