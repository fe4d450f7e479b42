import cliProgress from "cli-progress";
import type { Progress } from "../kit/progress.ts";

/** A bar on a terminal, a line every few seconds elsewhere; on standard error, so that output stays clean. */
const progressBar = (): { show: Progress; end(): void } => {
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

/** Does a work that may be long, and shows how far it is. */
export const withProgress = async <T>(work: (show: Progress) => Promise<T>): Promise<T> => {
  const bar = progressBar();
  try {
    return await work(bar.show);
  } finally {
    bar.end();
  }
};
