import { Button } from "@mantine/core";
import { ArrowRightLeft, Pencil, Plus, Printer as PrinterIcon, ScrollText } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Empty, Loaded } from "../../../common/components/States.tsx";
import { toastBad, toastGood } from "../../../common/toast.ts";
import { useOffice } from "../../app/office.ts";
import { api } from "../../app/session.ts";
import { StateBadge } from "../../kit/cells.tsx";
import { useListsAgain } from "../parts/useList.ts";
import { MoveDialog } from "./MoveDialog.tsx";
import { PrinterForm } from "./PrinterForm.tsx";
import { JOBS, PRINTERS, type Printer, faultWords, usePrinters } from "./printing.ts";
import { PrintingHead } from "./PrintingHead.tsx";
import styles from "./printers.module.css";

/** The printers of the sites, and how each fares. */
export const PrintersPage = (): ReactNode => {
  const { site, sites, may } = useOffice();
  const printers = usePrinters(site?.id);
  const [editing, setEditing] = useState<Printer | "new">();
  const [moving, setMoving] = useState<Printer>();
  const mayWrite = may("printers:write");
  const add = mayWrite && (
    <Button leftSection={<Plus size={18} aria-hidden />} onClick={() => setEditing("new")}>
      Add printer
    </Button>
  );
  return (
    <>
      <PrintingHead says="Where dockets and receipts come out. Each is looked at all the time." actions={add} />
      <Loaded of={printers} what="Loading printers">
        {(all) =>
          all.length === 0 ? (
            <div className="card">
              <Empty icon={<PrinterIcon size={32} />} title="No printers yet" action={add}>
                Add the first one by its address in your network. Without printers the kitchen screen shows every order.
              </Empty>
            </div>
          ) : (
            sites
              .filter(({ id }) => all.some((printer) => printer.site_id === id))
              .map(({ id, name }) => (
                <section key={id} aria-label={name} className={styles["site"]}>
                  {sites.length > 1 && <h2 className={styles["heading"]}>{name}</h2>}
                  <ul className={styles["printers"]}>
                    {all
                      .filter((printer) => printer.site_id === id)
                      .map((printer) => (
                        <Card
                          key={printer.id}
                          printer={printer}
                          all={all}
                          mayWrite={mayWrite}
                          onEdit={() => setEditing(printer)}
                          onMove={() => setMoving(printer)}
                        />
                      ))}
                  </ul>
                </section>
              ))
          )
        }
      </Loaded>
      <PrinterForm editing={editing} printers={printers.data ?? []} onClose={() => setEditing(undefined)} />
      <MoveDialog from={moving} printers={printers.data ?? []} onClose={() => setMoving(undefined)} />
    </>
  );
};

type State = Readonly<{ title: string; tone: "good" | "warn" | "bad" | "plain"; says: string }>;
const stateOf = ({ active, last_error: error, waiting }: Printer): State => {
  const dockets = waiting === 1 ? "1 docket waits" : `${waiting} dockets wait`;
  if (!active)
    return { title: "Off", tone: "plain", says: waiting > 0 ? `${dockets} for it.` : "Nothing is sent to it." };
  if (error !== null && waiting > 0)
    return { title: "Trouble", tone: "bad", says: `It ${faultWords(error)}. ${dockets}.` };
  return waiting > 0
    ? { title: "Printing", tone: "warn", says: `${dockets}.` }
    : { title: "Ready", tone: "good", says: "Nothing waits." };
};

const Card = ({
  printer,
  all,
  mayWrite,
  onEdit,
  onMove,
}: {
  printer: Printer;
  all: readonly Printer[];
  mayWrite: boolean;
  onEdit: () => void;
  onMove: () => void;
}): ReactNode => {
  const { at } = useOffice();
  const again = useListsAgain();
  const [busy, setBusy] = useState(false);
  const { name, host, port, columns, fallback_printer_id: fallbackId, waiting } = printer;
  const { title, tone, says } = stateOf(printer);
  const fallback = all.find(({ id }) => id === fallbackId);
  const test = async (): Promise<void> => {
    setBusy(true);
    try {
      await api.post(at(`${PRINTERS}/${printer.id}/test`));
      toastGood(`A test print is on its way to ${name}.`);
    } catch (error) {
      toastBad(error);
    }
    await again(PRINTERS, JOBS);
    setBusy(false);
  };
  return (
    <li className={styles["card"]} data-tone={tone}>
      <div className={styles["top"]}>
        <h3 className={styles["name"]}>
          <bdi>{name}</bdi>
        </h3>
        <StateBadge tone={tone}>{title}</StateBadge>
      </div>
      <p className={styles["says"]} role="status">
        {says}
      </p>
      <dl className={styles["facts"]}>
        <div>
          <dt>Address</dt>
          <dd className="numbers">{host === "virtual" ? "Virtual printer" : `${host}:${port}`}</dd>
        </div>
        <div>
          <dt>Paper</dt>
          <dd>{columns} letters wide</dd>
        </div>
        <div>
          <dt>Stands in</dt>
          <dd>{fallback ? fallback.name : "Nobody"}</dd>
        </div>
      </dl>
      {mayWrite && (
        <div className={styles["deeds"]}>
          <Button
            variant="default"
            leftSection={<ScrollText size={18} aria-hidden />}
            aria-label={`Test print on ${name}`}
            loading={busy}
            onClick={() => void test()}
          >
            Test print
          </Button>
          <Button
            variant="default"
            leftSection={<Pencil size={18} aria-hidden />}
            aria-label={`Change ${name}`}
            onClick={onEdit}
          >
            Change
          </Button>
          {waiting > 0 && (
            <Button
              variant="default"
              leftSection={<ArrowRightLeft size={18} aria-hidden />}
              aria-label={`Move what waits for ${name}`}
              onClick={onMove}
            >
              Move {waiting}
            </Button>
          )}
        </div>
      )}
    </li>
  );
};
