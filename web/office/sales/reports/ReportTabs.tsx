import type { ReactNode } from "react";
import { LinkTabs } from "../../kit/LinkTabs.tsx";

/** The two kinds of reports: over days, and of a till from one count to the next. */
export const ReportTabs = (): ReactNode => (
  <LinkTabs
    label="Reports"
    tabs={[
      { title: "What was sold", to: "/reports" },
      { title: "Z reports", to: "/reports/z" },
    ]}
  />
);
