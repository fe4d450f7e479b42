import { useNavigate } from "@tanstack/react-router";

type Search = Readonly<Record<string, string | undefined>>;
type Where = Readonly<{
  to: string;
  search: Search | ((before: Search) => Search);
  replace?: boolean;
  resetScroll?: boolean;
  /** Leaves a form whose changes were saved, or given up on purpose. */
  ignoreBlocker?: boolean;
}>;

/** The router's own way to go somewhere. Pages are a list, so their paths are texts and not types. */
export const useRawNavigate = useNavigate as () => (where: Where) => Promise<void>;
