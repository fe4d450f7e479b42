import { Button, Menu } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { FileText, Mail, Printer } from "lucide-react";
import type { ReactNode } from "react";
import { ApiError } from "../../common/api.ts";
import { useOnceEach } from "../../common/once.ts";
import { toastBad, toastGood } from "../../common/toast.ts";
import { ofCompany, useRegister } from "../app/context.ts";
import type { Order } from "../data/orders.ts";
import { mailOf, openPdf, useReceiptText } from "./receipt.ts";
import { usePrinters } from "./work.ts";
import styles from "./Order.module.css";

const ICON = { size: 20, "aria-hidden": true } as const;

/** A receipt on paper, as PDF, or in an e-mail. */
export const ReceiptButtons = ({ order }: { order: Order }): ReactNode => {
  const register = useRegister();
  const { data: text } = useReceiptText(order.id);
  const may = register.session.permissions.includes("printers:read");
  const printers = usePrinters(may).data ?? [];
  const printHere = (): void => {
    if (text !== undefined) printText(text, order.sale_number);
  };
  const once = useOnceEach();
  const print = useMutation({
    mutationFn: (printer: number | null) =>
      once(String(printer), (key) =>
        register.api.post(
          ofCompany(register, `orders/${order.id}/receipt`),
          { ...(printer !== null && { printer_id: printer }) },
          { key },
        ),
      ),
    onSuccess: () => toastGood("The receipt prints."),
    // A site without a printer prints as any page does.
    onError: (error) =>
      error instanceof ApiError && error.code === "no_printer" && text !== undefined ? printHere() : toastBad(error),
  });
  const pdf = useMutation({
    mutationFn: () =>
      openPdf(register.api, ofCompany(register, `orders/${order.id}/receipt.pdf`), `${order.sale_number}.pdf`),
    onError: (error) => toastBad(error),
  });
  return (
    <div className={styles["receiptButtons"]}>
      {printers.length > 1 ? (
        <Menu position="bottom-start" width="target" shadow="md">
          <Menu.Target>
            <Button variant="default" leftSection={<Printer {...ICON} />} loading={print.isPending}>
              Print
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {printers.map(({ id, name }) => (
              <Menu.Item key={id} h={48} onClick={() => print.mutate(id)}>
                {name}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      ) : (
        <Button
          variant="default"
          leftSection={<Printer {...ICON} />}
          loading={print.isPending}
          onClick={() => print.mutate(null)}
        >
          Print
        </Button>
      )}
      <Button
        variant="default"
        leftSection={<FileText {...ICON} />}
        loading={pdf.isPending}
        onClick={() => pdf.mutate()}
      >
        PDF
      </Button>
      <Button
        component="a"
        variant="default"
        leftSection={<Mail {...ICON} />}
        // No link before there is a text: an empty e-mail is worse than none.
        {...(text === undefined
          ? { "data-disabled": true, "aria-disabled": true }
          : { href: mailOf(text, register.snapshot.site.name, order) })}
      >
        E-mail
      </Button>
    </div>
  );
};

/** Prints a text with this device's own printing. */
const printText = (text: string, title: string): void => {
  const frame = document.createElement("iframe");
  frame.className = "unseen";
  frame.title = title;
  document.body.append(frame);
  const inside = frame.contentDocument!;
  inside.title = title;
  const paper = inside.createElement("pre");
  paper.textContent = text;
  inside.body.append(paper);
  frame.contentWindow!.addEventListener("afterprint", () => frame.remove());
  frame.contentWindow!.print();
};
