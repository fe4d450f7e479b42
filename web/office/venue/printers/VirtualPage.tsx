import { SegmentedControl } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { PrinterCheck } from "lucide-react";
import { type ReactNode, useState } from "react";
import { ApiError } from "../../../common/api.ts";
import { Empty, Loaded } from "../../../common/components/States.tsx";
import { dayAndTime } from "../../../common/format.ts";
import { toastBad } from "../../../common/toast.ts";
import { useOffice } from "../../app/office.ts";
import { api } from "../../app/session.ts";
import { EVERY_MS } from "./printing.ts";
import { PrintingHead } from "./PrintingHead.tsx";
import styles from "./printers.module.css";

type Paper = Readonly<{ id: number; printed_at: string; text: string }>;

/** What each choice makes of the printer. */
const FAULTS = {
  works: { online: true, paper_out: false, cover_open: false },
  paper: { online: true, paper_out: true, cover_open: false },
  cover: { online: true, paper_out: false, cover_open: true },
  off: { online: false, paper_out: false, cover_open: false },
} as const;
const CHOICES = [
  { value: "works", label: "Works" },
  { value: "paper", label: "No paper" },
  { value: "cover", label: "Cover open" },
  { value: "off", label: "Switched off" },
];

/** The printer for trying out: what came out of it as pictures, and its faults to be played. */
export const VirtualPage = (): ReactNode => {
  const { may, timezone } = useOffice();
  const client = useQueryClient();
  const [fault, setFault] = useState<string>("");
  const papers = useQuery({
    queryKey: ["venue", "virtual_printer"],
    queryFn: async (): Promise<readonly Paper[] | null> => {
      try {
        return await api.get<Paper[]>("virtual_printer/dockets");
      } catch (error) {
        // The server says so where there is none.
        if (error instanceof ApiError && error.status === 404) return null;
        throw error;
      }
    },
    refetchInterval: EVERY_MS,
  });
  const play = async (next: string): Promise<void> => {
    try {
      await api.put("virtual_printer", FAULTS[next as keyof typeof FAULTS]);
      setFault(next);
    } catch (error) {
      toastBad(error);
    }
    await client.invalidateQueries({ queryKey: ["venue"] });
  };
  return (
    <>
      <PrintingHead says="A printer with the host “virtual” prints here, on no paper: for trying out." />
      <Loaded of={papers} what="Loading dockets">
        {(all) =>
          all === null ? (
            <div className="card">
              <Empty title="The virtual printer is switched off on this server">
                The setting SERVERY_VIRTUAL_PRINTER switches it on.
              </Empty>
            </div>
          ) : (
            <>
              {may("printers:write") && (
                <div className={styles["play"]}>
                  <span id="play-a-fault">Play a fault</span>
                  <SegmentedControl
                    aria-labelledby="play-a-fault"
                    data={CHOICES}
                    value={fault}
                    onChange={(next) => void play(next)}
                  />
                </div>
              )}
              {all.length === 0 ? (
                <div className="card">
                  <Empty icon={<PrinterCheck size={32} />} title="Nothing came out yet">
                    Send a test print to a printer with the host “virtual”, or take an order.
                  </Empty>
                </div>
              ) : (
                <ul className={styles["papers"]} aria-label="Dockets">
                  {all.toReversed().map(({ id, printed_at: at, text }) => (
                    <li key={id}>
                      <p>{dayAndTime(at, timezone)}</p>
                      <img src={`/admin/api/virtual_printer/dockets/${id}/png`} alt={text} loading="lazy" />
                    </li>
                  ))}
                </ul>
              )}
            </>
          )
        }
      </Loaded>
    </>
  );
};
