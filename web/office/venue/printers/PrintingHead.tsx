import type { ReactNode } from "react";
import { useOffice } from "../../app/office.ts";
import { LinkTabs } from "../../kit/LinkTabs.tsx";
import { PageHead } from "../../kit/PageHead.tsx";

const TABS = [
  { title: "Printers", to: "/printers" },
  { title: "Print rules", to: "/printers/rules" },
  { title: "What was printed", to: "/printers/jobs" },
];

/** The head that the pages about printing share. */
export const PrintingHead = ({ says, actions }: { says: string; actions?: ReactNode }): ReactNode => {
  const { may } = useOffice();
  const tabs = may("orders:read") ? [...TABS, { title: "Virtual printer", to: "/printers/virtual" }] : TABS;
  return (
    <>
      <PageHead title="Printers & print rules" says={says} actions={actions} />
      <LinkTabs label="Printing" tabs={tabs} />
    </>
  );
};
