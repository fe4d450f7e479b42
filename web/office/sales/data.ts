import type { z } from "zod";
import type { OperatorOrderOut, OperatorOrderRowOut } from "../../../src/dialects/kounta/orders/operator-shape.ts";
import type { DashboardOut } from "../../../src/dialects/kounta/operator/reports/dashboard-shape.ts";
import type { FoundSumsOut } from "../../../src/dialects/kounta/operator/find-orders/sums-shape.ts";
import type { ZReportOut } from "../../../src/dialects/kounta/operator/till/report-shape.ts";

/** What the server tells of sales. Amounts are numbers in the company's currency, times have the venue's offset. */

export type Dashboard = z.output<typeof DashboardOut>;
export type Order = z.output<typeof OperatorOrderOut>;
export type OrderLine = Order["lines"][number];
export type OrderRow = z.output<typeof OperatorOrderRowOut>;
export type FoundSums = z.output<typeof FoundSumsOut>;
export type ZReport = z.output<typeof ZReportOut>;

export type Step = Readonly<{ step: string; how: string; result: string }>;
export type Explained = Readonly<{
  lines: readonly Readonly<{ number: number; line_id: string; name: string; steps: readonly Step[] }>[];
  totals: readonly Step[];
  payments: readonly Readonly<{ number: number; steps: readonly Step[] }>[];
}>;

/** One row of a report; null where the group has no such thing. */
export type ReportRow = Readonly<{
  key: string;
  name: string;
  orders: number;
  quantity: number | null;
  gross: number;
  net: number | null;
  tax: number | null;
}>;
