import { NumberInput, Select, Switch, TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { toastGood } from "../../../common/toast.ts";
import { useOffice } from "../../app/office.ts";
import { api } from "../../app/session.ts";
import { useListsAgain } from "../parts/useList.ts";
import { useSend } from "../parts/useSend.ts";
import { EditDrawer, EditForm } from "./EditDrawer.tsx";
import { PRINTERS, type Printer } from "./printing.ts";
import styles from "./printers.module.css";

const FIELDS = ["site_id", "name", "host", "port", "columns", "fallback_printer_id", "active"];

type Props = Readonly<{ editing: Printer | "new" | undefined; printers: readonly Printer[]; onClose: () => void }>;

/** Adds a printer, or changes one. */
export const PrinterForm = ({ editing, printers, onClose }: Props): ReactNode => (
  <EditDrawer editing={editing} title={(printer) => printer?.name ?? "New printer"} onClose={onClose}>
    {(printer) => <Form printer={printer} printers={printers} onClose={onClose} />}
  </EditDrawer>
);

const Form = ({ printer, printers, onClose }: Omit<Props, "editing"> & { printer: Printer | undefined }): ReactNode => {
  const { at, site, sites } = useOffice();
  const again = useListsAgain();
  const sender = useSend();
  const [values, setValues] = useState({
    site_id: printer?.site_id ?? site?.id ?? sites[0]?.id,
    name: printer?.name ?? "",
    host: printer?.host ?? "",
    port: (printer?.port ?? 9_100) as number | string,
    columns: (printer?.columns ?? 42) as number | string,
    fallback_printer_id: printer?.fallback_printer_id ?? null,
    active: printer?.active ?? true,
  });
  const set = (changes: Partial<typeof values>): void => setValues((before) => ({ ...before, ...changes }));
  const others = printers.filter(({ id, site_id }) => id !== printer?.id && site_id === values.site_id);

  const submit = async (): Promise<void> => {
    const missing = {
      ...(values.name.trim() === "" && { name: "This is needed." }),
      ...(values.host.trim() === "" && { host: "This is needed." }),
      ...(typeof values.port !== "number" && { port: "This is needed." }),
      ...(typeof values.columns !== "number" && { columns: "This is needed." }),
    };
    if (Object.keys(missing).length > 0) return sender.setErrors(missing);
    const { site_id, ...facts } = { ...values, host: values.host.trim() };
    const done = await sender.send(() =>
      printer ? api.put(at(`${PRINTERS}/${printer.id}`), facts) : api.post(at(PRINTERS), { ...facts, site_id }),
    );
    if (!done) return;
    await again(PRINTERS);
    toastGood(printer ? "Saved." : `${values.name.trim()} was added. Send it a test print.`);
    onClose();
  };

  const removal = printer && {
    what: printer.name,
    says: "What it printed stays in the list of what was printed.",
    async remove() {
      await api.delete(at(`${PRINTERS}/${printer.id}`));
      await again(PRINTERS);
      toastGood(`${printer.name} was removed.`);
    },
  };

  return (
    <EditForm
      label={printer?.name ?? "New printer"}
      sender={sender}
      fields={FIELDS}
      add="Add printer"
      removal={removal}
      onSubmit={submit}
      onClose={onClose}
    >
      {!printer && sites.length > 1 && (
        <Select
          label="Site"
          data={sites.map(({ id, name }) => ({ value: String(id), label: name }))}
          value={String(values.site_id)}
          allowDeselect={false}
          onChange={(next) => set({ site_id: Number(next), fallback_printer_id: null })}
        />
      )}
      <TextInput
        label="Name"
        withAsterisk
        data-autofocus
        value={values.name}
        error={sender.errors["name"]}
        onChange={(event) => set({ name: event.currentTarget.value })}
      />
      <div className={styles["address"]}>
        <TextInput
          label="Host"
          withAsterisk
          description="A name or an IP address: 192.168.1.50"
          value={values.host}
          error={sender.errors["host"]}
          onChange={(event) => set({ host: event.currentTarget.value })}
        />
        <NumberInput
          label="Port"
          withAsterisk
          hideControls
          allowDecimal={false}
          allowNegative={false}
          value={values.port}
          error={sender.errors["port"]}
          onChange={(port) => set({ port })}
        />
      </div>
      <NumberInput
        label="Letters in a line"
        description="42 or 48 on paper of 80 mm, 32 on 58 mm."
        withAsterisk
        allowDecimal={false}
        allowNegative={false}
        value={values.columns}
        error={sender.errors["columns"]}
        onChange={(columns) => set({ columns })}
      />
      <Select
        label="Stands in when it cannot print"
        data={[
          { value: "", label: "Nobody: dockets wait" },
          ...others.map(({ id, name }) => ({ value: String(id), label: name })),
        ]}
        value={String(values.fallback_printer_id ?? "")}
        allowDeselect={false}
        error={sender.errors["fallback_printer_id"]}
        onChange={(next) => set({ fallback_printer_id: next === "" || next === null ? null : Number(next) })}
      />
      <Switch
        label="Active"
        description="Switched off, it lets its dockets wait."
        checked={values.active}
        onChange={(event) => set({ active: event.currentTarget.checked })}
      />
    </EditForm>
  );
};
