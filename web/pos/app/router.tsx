import { Button, Center } from "@mantine/core";
import { Link, createRootRoute, createRoute, createRouter, lazyRouteComponent } from "@tanstack/react-router";
import { Empty, Failed, Loading } from "../../common/components/States.tsx";
import { SellPage } from "../sell/SellPage.tsx";
import { Shell } from "./Shell.tsx";

/** A positive whole number of a search, as typed or as a number; anything else is as if it was not there. */
const idIn = (value: unknown): number | undefined => {
  const id = Number(value);
  return Number.isSafeInteger(id) && id > 0 ? id : undefined;
};
const textIn = (value: unknown): string | undefined => (typeof value === "string" && value !== "" ? value : undefined);

const root = createRootRoute({
  component: Shell,
  notFoundComponent: () => (
    <Center h="100%">
      <Empty
        title="There is no such page"
        action={
          <Button component={Link} to="/">
            To the menu
          </Button>
        }
      />
    </Center>
  ),
});

/** Taking an order; `order` is one on the server that more is added to, `table` where a new one sits. */
const sell = createRoute({
  getParentRoute: () => root,
  path: "/",
  component: SellPage,
  validateSearch: (search: Record<string, unknown>): { order?: number; table?: string } => {
    const order = idIn(search["order"]);
    const table =
      textIn(search["table"]) ?? (typeof search["table"] === "number" ? String(search["table"]) : undefined);
    return { ...(order !== undefined && { order }), ...(table !== undefined && { table }) };
  },
});

const tables = createRoute({
  getParentRoute: () => root,
  path: "/tables",
  component: lazyRouteComponent(() => import("../tables/TablesPage.tsx"), "TablesPage"),
});

export type OrdersSearch = Readonly<{
  show?: string | undefined;
  q?: string | undefined;
  type?: string | undefined;
}>;
const orders = createRoute({
  getParentRoute: () => root,
  path: "/orders",
  component: lazyRouteComponent(() => import("../orders/OrdersPage.tsx"), "OrdersPage"),
  validateSearch: (search: Record<string, unknown>): OrdersSearch => {
    const given = { show: textIn(search["show"]), q: textIn(search["q"]), type: textIn(search["type"]) };
    return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  },
});

const order = createRoute({
  getParentRoute: () => root,
  path: "/order/$id",
  component: lazyRouteComponent(() => import("../order/OrderPage.tsx"), "OrderPage"),
});

/** `id` is that of an order, or `draft`. */
const pay = createRoute({
  getParentRoute: () => root,
  path: "/pay/$id",
  component: lazyRouteComponent(() => import("../pay/PayPage.tsx"), "PayPage"),
});

export type TillSearch = Readonly<{ show?: string | undefined; z?: number | undefined }>;
const till = createRoute({
  getParentRoute: () => root,
  path: "/till",
  component: lazyRouteComponent(() => import("../till/TillPage.tsx"), "TillPage"),
  validateSearch: (search: Record<string, unknown>): TillSearch => {
    const show = textIn(search["show"]);
    const z = idIn(search["z"]);
    return { ...(show !== undefined && { show }), ...(z !== undefined && { z }) };
  },
});

const waiting = createRoute({
  getParentRoute: () => root,
  path: "/waiting",
  component: lazyRouteComponent(() => import("../waiting/WaitingPage.tsx"), "WaitingPage"),
});

export const router = createRouter({
  routeTree: root.addChildren([sell, tables, orders, order, pay, till, waiting]),
  basepath: "/pos",
  defaultPreload: "intent",
  defaultPendingComponent: () => <Loading />,
  defaultErrorComponent: ({ error, reset }) => <Failed error={error} again={reset} />,
  scrollRestoration: false,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
