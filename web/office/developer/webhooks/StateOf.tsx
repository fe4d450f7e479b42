import type { ReactNode } from "react";
import { WholeBadge } from "../parts/badges.tsx";
import type { Delivery } from "./data.ts";

const tones = { delivered: "good", waiting: "warn", failed: "bad", cancelled: "plain" } as const;
export const stateWords = {
  delivered: "Delivered",
  waiting: "Waiting",
  failed: "Given up",
  cancelled: "Cancelled",
} as const;

/** What became of a delivery, in a word. */
export const StateOf = ({ of: { state, attempt_count: attempts } }: { of: Delivery }): ReactNode => (
  <WholeBadge tone={tones[state]}>
    {state === "waiting" && attempts === 0
      ? "On its way"
      : state === "waiting"
        ? "To be tried again"
        : stateWords[state]}
  </WholeBadge>
);
