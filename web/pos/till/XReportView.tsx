import { Button, Group } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { FileText, Printer, RefreshCw } from "lucide-react";
import type { ReactNode } from "react";
import { Loaded } from "../../common/components/States.tsx";
import { toastBad } from "../../common/toast.ts";
import { useRegister } from "../app/context.ts";
import { openPdf } from "../order/receipt.ts";
import { Report } from "./Report.tsx";
import { useTillChange, useTillPaths, useXReport } from "./till-data.ts";

/** The report of the period that goes on, or of a closed one: on the register's printer, and as PDF. */
export const PaperButtons = ({ z }: { z: number | null }): ReactNode => {
  const { ofRegister } = useTillPaths();
  const { api } = useRegister();
  const change = useTillChange();
  const pdf = useMutation({
    mutationFn: () =>
      z === null
        ? openPdf(api, ofRegister("x_report.pdf"), "X report.pdf")
        : openPdf(api, ofRegister(`z_reports/${z}.pdf`), `Z report ${z}.pdf`),
    onError: (error) => toastBad(error),
  });
  return (
    <>
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
      <Button
        variant="default"
        leftSection={<FileText size={20} aria-hidden />}
        loading={pdf.isPending}
        onClick={() => pdf.mutate()}
      >
        PDF
      </Button>
    </>
  );
};

/** What the till has taken since it was last closed. Looking closes nothing. */
export const XReportView = (): ReactNode => {
  const asked = useXReport();
  return (
    <>
      <Group gap="sm">
        <PaperButtons z={null} />
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
