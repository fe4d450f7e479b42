import { useState } from "react";
import { Unreachable, newKey } from "./api.ts";

/**
 * Does things once each: what is asked for again after a lost answer goes out under the same key, so that it is done once.
 * `asked` says what it is; the same thing asked for again after an answer is done again.
 */
export const useOnceEach = (): (<T>(asked: string, work: (key: string) => Promise<T>) => Promise<T>) => {
  const [unanswered] = useState(() => new Map<string, string>());
  return async (asked, work) => {
    const key = unanswered.get(asked) ?? newKey();
    unanswered.set(asked, key);
    try {
      const answer = await work(key);
      unanswered.delete(asked);
      return answer;
    } catch (error) {
      if (!(error instanceof Unreachable)) unanswered.delete(asked);
      throw error;
    }
  };
};
