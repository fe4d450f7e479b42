import { useEffect, useRef, useState } from "react";
import type { Api } from "./api.ts";

/** What the live feed tells. `at` is UTC with milliseconds; other facts depend on the type. */
export type LiveEvent = Readonly<{
  id: number;
  type: string;
  order_id: number | null;
  site_id: number | null;
  version: number;
  at: string;
}> &
  Readonly<Record<string, unknown>>;

export type LiveState = "connecting" | "on" | "off";

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 10_000;
/** The server writes a comment every 15 seconds: two missed ones are a dead line. */
const SILENT_MS = 35_000;

export type LiveParts = Readonly<{
  api: Api;
  path: string;
  onEvent: (event: LiveEvent) => void;
  /** The feed begins, or begins again and may have left things out: load what is shown. */
  onReset: () => void;
  onState: (state: LiveState) => void;
}>;

/**
 * Follows the live feed until it is stopped. By fetch and not by EventSource, which cannot send a session of its own
 * and does not notice a line that died. Reconnects with the last id, so nothing is missed.
 */
export const follow = ({ api, path, onEvent, onReset, onState }: LiveParts): (() => void) => {
  const stopping = new AbortController();
  let lastId: string | undefined;
  let wait = FIRST_WAIT_MS;

  const handle = (block: string): void => {
    let type = "message";
    const data: string[] = [];
    for (const line of block.split("\n")) {
      const cut = line.indexOf(":");
      if (cut < 1) continue; // a comment
      const value = line.slice(cut + 1).replace(/^ /, "");
      const field = line.slice(0, cut);
      if (field === "event") type = value;
      else if (field === "data") data.push(value);
      else if (field === "id") lastId = value;
    }
    if (type === "reset") onReset();
    else if (data.length > 0) onEvent(JSON.parse(data.join("\n")) as LiveEvent);
  };

  const once = async (): Promise<void> => {
    const line = new AbortController();
    const end = (): void => line.abort();
    stopping.signal.addEventListener("abort", end);
    // The browser knows at once; the line itself would only fall silent.
    window.addEventListener("offline", end);
    let timer = window.setTimeout(end, SILENT_MS);
    try {
      const answer = await fetch(api.urlOf(path), {
        headers: {
          accept: "text/event-stream",
          ...api.headers(),
          ...(lastId !== undefined && { "last-event-id": lastId }),
        },
        signal: line.signal,
        cache: "no-store",
      });
      if (!answer.ok || !answer.body) throw new Error(`the feed answered ${answer.status}`);
      onState("on");
      // Without a last id the feed tells nothing of what was before it began.
      if (lastId === undefined) onReset();
      wait = FIRST_WAIT_MS;
      const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
      let rest = "";
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return;
        window.clearTimeout(timer);
        timer = window.setTimeout(end, SILENT_MS);
        const blocks = (rest + value).split("\n\n");
        rest = blocks.pop() ?? "";
        blocks.forEach(handle);
      }
    } finally {
      window.clearTimeout(timer);
      stopping.signal.removeEventListener("abort", end);
      window.removeEventListener("offline", end);
    }
  };

  const run = async (): Promise<void> => {
    onState("connecting");
    while (!stopping.signal.aborted) {
      await once().catch(() => {}); // whatever it was, the feed is off, and that is shown
      if (stopping.signal.aborted) return;
      onState("off");
      await new Promise<void>((resolve) => {
        const goOn = (): void => {
          window.removeEventListener("online", goOn);
          resolve();
        };
        window.setTimeout(goOn, wait);
        window.addEventListener("online", goOn);
      });
      wait = Math.min(wait * 2, LONGEST_WAIT_MS);
    }
  };
  void run();
  return () => stopping.abort();
};

/** The live feed of a site for as long as the component is shown. Answers whether it is on. */
export const useLive = (
  api: Api,
  siteId: number | undefined,
  on: Pick<LiveParts, "onEvent" | "onReset">,
): LiveState => {
  const [state, setState] = useState<LiveState>("connecting");
  const latest = useRef(on);
  useEffect(() => {
    latest.current = on;
  });
  useEffect(
    () =>
      follow({
        api,
        path: siteId === undefined ? "events" : `events?site=${siteId}`,
        onEvent: (event) => latest.current.onEvent(event),
        onReset: () => latest.current.onReset(),
        onState: setState,
      }),
    [api, siteId],
  );
  return state;
};
