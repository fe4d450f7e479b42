import { useCallback } from "react";
import type { UrlValues } from "./url.ts";
import { useRawNavigate } from "./useRawNavigate.ts";

/** Goes to another page of the office. */
export const useGo = (): ((
  to: string,
  search?: UrlValues,
  how?: Readonly<{ replace?: boolean; anyway?: boolean }>,
) => Promise<void>) => {
  const navigate = useRawNavigate();
  return useCallback(
    // `anyway` leaves a form behind whose changes were just saved, or given up on purpose.
    (to, search = {}, { replace = false, anyway = false } = {}) =>
      navigate({ to, search, replace, ignoreBlocker: anyway }),
    [navigate],
  );
};
