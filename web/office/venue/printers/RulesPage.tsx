import { Button } from "@mantine/core";
import { Plus } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Empty, Loaded } from "../../../common/components/States.tsx";
import { useOffice } from "../../app/office.ts";
import { nameOf, useAll } from "../../kit/records-data.ts";
import { useList } from "../parts/useList.ts";
import { RULES, type Rule, orderStatusWords, usePrinters } from "./printing.ts";
import { PrintingHead } from "./PrintingHead.tsx";
import styles from "./printers.module.css";
import { RuleForm } from "./RuleForm.tsx";

/** What prints where, and from which moment of an order on. */
export const RulesPage = (): ReactNode => {
  const { site, sites, may } = useOffice();
  const rules = useList<Rule>(RULES, { site_id: site?.id });
  const printers = usePrinters(site?.id);
  const categories = useAll("categories");
  const [editing, setEditing] = useState<Rule | "new">();
  const mayWrite = may("printers:write");
  const printerName = (id: number): string => printers.data?.find((one) => one.id === id)?.name ?? "…";
  const whatOf = ({ category_ids: ids }: Rule): string =>
    ids.length === 0
      ? "Everything"
      : ids
          .map((id) => categories.data?.find((one) => one.id === id))
          .map((one) => (one ? nameOf(one) : "…"))
          .join(", ");
  const noPrinter = printers.data?.length === 0;
  const add = mayWrite && !noPrinter && (
    <Button leftSection={<Plus size={18} aria-hidden />} onClick={() => setEditing("new")}>
      Add rule
    </Button>
  );
  return (
    <>
      <PrintingHead says="Which station gets which goods, on which printer." actions={add} />
      <Loaded of={rules} what="Loading print rules">
        {(all) =>
          all.length === 0 ? (
            <div className="card">
              <Empty title="No print rules yet" action={add}>
                {noPrinter
                  ? "Add a printer first. Without rules nothing prints by itself, and the kitchen screen has one station."
                  : "A rule sends the goods of some categories to a station: drinks to the bar, food to the kitchen."}
              </Empty>
            </div>
          ) : (
            sites
              .filter(({ id }) => all.some((rule) => rule.site_id === id))
              .map(({ id, name }) => (
                <section key={id} aria-label={name} className={styles["site"]}>
                  {sites.length > 1 && <h2 className={styles["heading"]}>{name}</h2>}
                  <ul className={styles["rules"]}>
                    {all
                      .filter((rule) => rule.site_id === id)
                      .map((rule) => (
                        <li key={rule.id} className={styles["rule"]}>
                          <div className={styles["station"]}>
                            {mayWrite ? (
                              <button type="button" className={styles["open"]} onClick={() => setEditing(rule)}>
                                <bdi>{rule.station}</bdi>
                              </button>
                            ) : (
                              <bdi>{rule.station}</bdi>
                            )}
                            <span>
                              {printerName(rule.printer_id)}
                              {rule.copies > 1 && ` · ${rule.copies} copies`}
                            </span>
                          </div>
                          <p className={styles["goods"]}>{whatOf(rule)}</p>
                          <p className={styles["when"]}>
                            <span className="unseen">While an order is </span>
                            {rule.statuses.map((status) => orderStatusWords[status] ?? status).join(" · ")}
                          </p>
                        </li>
                      ))}
                  </ul>
                </section>
              ))
          )
        }
      </Loaded>
      <RuleForm editing={editing} printers={printers.data ?? []} onClose={() => setEditing(undefined)} />
    </>
  );
};
