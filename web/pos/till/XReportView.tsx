import { Button, Group } from "@mantine/core";
import { Printer, RefreshCw } from "lucide-react";
import type { ReactNode } from "react";
import { Loaded } from "../../common/components/States.tsx";
import { Report } from "./Report.tsx";
import { useTillChange, useTillPaths, useXReport } from "./till-data.ts";

/** Prints the report of the period that goes on, or of a closed one. */
export const PrintButton = ({ z }: { z: number | null }): ReactNode => {
  const { ofRegister } = useTillPaths();
  const change = useTillChange();
  return (
    <Button
      variant="default"
      leftSection={<Printer size={20} aria-hidden />}
      loading={change.isPending}
      onClick={() =>
        change.mutate({
          method: "POST",
          path: ofRegister("print_report"),
          body: { z },
          done: "The report is on its way to the printer.",
        })
      }
    >
      Print
    </Button>
  );
};

/** What the till has taken since it was last closed. Looking closes nothing. */
export const XReportView = (): ReactNode => {
  const asked = useXReport();
  return (
    <>
      <Group gap="sm">
        <PrintButton z={null} />
        <Button
          variant="default"
          leftSection={<RefreshCw size={20} aria-hidden />}
          loading={asked.isFetching}
          onClick={() => void asked.refetch()}
        >
          Now
        </Button>
      </Group>
      <Loaded of={asked} what="Adding it up">
        {(report) => <Report report={report} />}
      </Loaded>
    </>
  );
};
