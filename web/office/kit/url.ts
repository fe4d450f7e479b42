import { useSearch } from "@tanstack/react-router";
import { useCallback } from "react";
import { useRawNavigate } from "./useRawNavigate.ts";

/** What the address says after "?": plain texts, so that an address can be read and typed. */
export type UrlValues = Readonly<Record<string, string | undefined>>;

export const readSearch = (text: string): Record<string, string> =>
  Object.fromEntries(new URLSearchParams(text.replace(/^\?/, "")));

export const writeSearch = (values: Readonly<Record<string, unknown>>): string => {
  const said = Object.entries(values).filter(([, value]) => value !== undefined && value !== null && value !== "");
  const text = new URLSearchParams(said.map(([name, value]) => [name, String(value)])).toString();
  return text === "" ? "" : `?${text}`;
};

/**
 * The state of a page that lives in its address: filters, page, sort, tab. `set` changes some of it; undefined takes a
 * value out. Whatever changes what is listed goes back to the first page.
 */
export const useUrl = (): Readonly<{
  values: UrlValues;
  set(changes: UrlValues, how?: Readonly<{ replace?: boolean }>): void;
}> => {
  const values = useSearch({ strict: false }) as UrlValues;
  const navigate = useRawNavigate();
  const set = useCallback(
    (changes: UrlValues, { replace = true }: Readonly<{ replace?: boolean }> = {}): void => {
      const search = (before: UrlValues): UrlValues => ({
        ...before,
        ...(!("page" in changes) && { page: undefined }),
        ...changes,
      });
      void navigate({ to: ".", search, replace, resetScroll: false });
    },
    [navigate],
  );
  return { values, set };
};
