import { ChartColumn, LayoutDashboard, Receipt } from "lucide-react";
import type { OfficePage } from "../app/pages.ts";

/** What was sold: today, one by one, and added up. */
export const salesPages: readonly OfficePage[] = [
  {
    path: "/",
    title: "Dashboard",
    section: "Sales",
    icon: LayoutDashboard,
    permission: null,
    words: "today home",
    bySite: true,
    component: async () => (await import("./dashboard/DashboardPage.tsx")).DashboardPage,
  },
  {
    path: "/sales",
    title: "Sales",
    section: "Sales",
    icon: Receipt,
    permission: "orders:read",
    words: "orders history receipts",
    bySite: true,
    component: async () => (await import("./orders/SalesPage.tsx")).SalesPage,
  },
  {
    path: "/sales/$order",
    title: "Order",
    section: null,
    icon: Receipt,
    permission: "orders:read",
    component: async () => (await import("./order/OrderPage.tsx")).OrderPage,
  },
  {
    path: "/reports",
    title: "Reports",
    section: "Sales",
    icon: ChartColumn,
    permission: "reports:read",
    words: "figures z report tax takings",
    bySite: true,
    component: async () => (await import("./reports/ReportsPage.tsx")).ReportsPage,
  },
  {
    path: "/reports/z",
    title: "Z reports",
    section: null,
    icon: ChartColumn,
    permission: "reports:read",
    bySite: true,
    component: async () => (await import("./reports/ZReportsPage.tsx")).ZReportsPage,
  },
  {
    path: "/reports/z/$register/$number",
    title: "Z report",
    section: null,
    icon: ChartColumn,
    permission: "reports:read",
    component: async () => (await import("./reports/ZReportPage.tsx")).ZReportPage,
  },
];
