import { Button, Group, Text } from "@mantine/core";
import { Link, useSearch } from "@tanstack/react-router";
import { ArchiveX, ArrowLeft, ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { Difference, differenceOf } from "../../common/components/Difference.tsx";
import { Empty, Loaded } from "../../common/components/States.tsx";
import { dayAndTime, money } from "../../common/format.ts";
import page from "../app/Page.module.css";
import { useRegister } from "../app/context.ts";
import { Report } from "./Report.tsx";
import { PaperButtons } from "./XReportView.tsx";
import { type ZReport, useZReports } from "./till-data.ts";
import styles from "./Till.module.css";

/** The Z reports of this till, and one of them in full. */
export const PastCloses = (): ReactNode => {
  const { z } = useSearch({ from: "/till" });
  return (
    <Loaded of={useZReports()} what="Loading the closes">
      {(reports) => {
        const chosen = reports.find(({ number }) => number === z);
        if (chosen) return <One report={chosen} />;
        if (reports.length > 0) return <All reports={reports} />;
        return (
          <Empty icon={<ArchiveX size={40} />} title="The till was never closed">
            Count it at the end of the day and close it. Its Z report stands here then.
          </Empty>
        );
      }}
    </Loaded>
  );
};

const All = ({ reports }: { reports: readonly ZReport[] }): ReactNode => {
  const { currency, timezone } = useRegister().snapshot.company;
  const show = (amount: number): string => money(amount, currency);
  return (
    <ul className={styles["closes"]} aria-label="Z reports">
      {reports.map((report) => (
        <li key={report.number}>
          <Link to="/till" search={{ show: "z", z: report.number }} className={styles["close"]}>
            <b className="numbers">Z {report.number}</b>
            <span>
              {dayAndTime(report.at, timezone)}
              <small>{report.staff.name}</small>
            </span>
            <span className="numbers">
              <b>{show(report.net)}</b>
              <small>
                <Difference amount={differenceOf(report.tenders)} show={show} none="not counted" />
              </small>
            </span>
            <ChevronRight size={18} aria-hidden />
          </Link>
        </li>
      ))}
    </ul>
  );
};

const One = ({ report }: { report: ZReport }): ReactNode => (
  <>
    <Group gap="sm">
      <Button
        variant="default"
        leftSection={<ArrowLeft size={20} aria-hidden />}
        renderRoot={(props) => <Link to="/till" search={{ show: "z" }} {...props} />}
      >
        All closes
      </Button>
      <PaperButtons z={report.number} />
    </Group>
    <div className={page["head"]}>
      <h2 className={page["title"]}>Z report {report.number}</h2>
      <Text c="dimmed">closed by {report.staff.name}</Text>
    </div>
    {report.note && <Text>“{report.note}”</Text>}
    <Report report={report} />
  </>
);
