import { Link, type LinkProps } from "@tanstack/react-router";
import type { AnchorHTMLAttributes, ReactNode, Ref } from "react";
import type { UrlValues } from "./url.ts";

type Anchor = Omit<AnchorHTMLAttributes<HTMLAnchorElement>, "href">;

/** A link to a page of the office, below /office. The site filter goes along by itself. */
export const GoLink = ({
  to,
  search,
  ref,
  ...rest
}: Anchor & Readonly<{ to: string; search?: UrlValues; ref?: Ref<HTMLAnchorElement> }>): ReactNode => {
  const where = {
    ...rest,
    to,
    search: search ?? {},
    activeOptions: { exact: true, includeSearch: false },
    ...(ref !== undefined && { ref }),
  };
  return <Link {...(where as LinkProps)} />;
};
