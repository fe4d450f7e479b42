import { useRef } from "react";
import { ApiError, newKey } from "../../../common/api.ts";

/**
 * Does something once: sent again after no answer came, it goes out under the same key. What the server refused is
 * over; the next try is a new one, with what was mended in it.
 */
export const useOnce = (): (<T>(work: (key: string) => Promise<T>) => Promise<T>) => {
  const key = useRef<string>(undefined);
  return async (work) => {
    key.current ??= newKey();
    try {
      const done = await work(key.current);
      key.current = undefined;
      return done;
    } catch (error) {
      if (error instanceof ApiError) key.current = undefined;
      throw error;
    }
  };
};
