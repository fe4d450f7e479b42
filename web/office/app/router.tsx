import {
  type AnyRouter,
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  retainSearchParams,
} from "@tanstack/react-router";
import { Failed } from "../../common/components/States.tsx";
import { readSearch, writeSearch } from "../kit/url.ts";
import { Frame } from "./Frame.tsx";
import { Guarded } from "./Guarded.tsx";
import { NotFound } from "./NotFound.tsx";
import type { OfficePage } from "./pages.ts";

/** The router of the back office: the frame, and inside it the pages, each loaded when it is first opened. */
export const routerOf = (pages: readonly OfficePage[]): AnyRouter => {
  const root = createRootRoute({
    component: () => <Frame pages={pages} />,
    notFoundComponent: NotFound,
    validateSearch: (search: Record<string, unknown>) => search,
    // The site that the top bar is set to stays, wherever one goes.
    search: { middlewares: [retainSearchParams(["site"])] },
  });
  const routes = pages.map((page) => {
    const Page = lazyRouteComponent(async () => ({ default: await page.component() }));
    return createRoute({
      getParentRoute: () => root,
      path: page.path,
      component: () => (
        <Guarded page={page}>
          <Page />
        </Guarded>
      ),
      loader: () => Page.preload?.(),
      errorComponent: ({ error, reset }) => <Failed error={error} again={reset} />,
    });
  });
  return createRouter({
    routeTree: root.addChildren(routes),
    basepath: "/office",
    parseSearch: readSearch,
    stringifySearch: writeSearch,
    defaultPreload: "intent",
    scrollRestoration: true,
    defaultPendingMs: 300,
  });
};
