import { Checkbox, MultiSelect, NumberInput, Select, Stack, TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { toastGood } from "../../../common/toast.ts";
import { useOffice } from "../../app/office.ts";
import { api } from "../../app/session.ts";
import { errorOf } from "../../kit/form-values.ts";
import { nameOf, useAll } from "../../kit/records-data.ts";
import { useListsAgain } from "../parts/useList.ts";
import { useSend } from "../parts/useSend.ts";
import { EditDrawer, EditForm } from "./EditDrawer.tsx";
import { PRINTABLE, PRINTERS, type Printer, RULES, type Rule, orderStatusWords } from "./printing.ts";

const FIELDS = ["site_id", "station", "printer_id", "category_ids", "statuses", "copies"];

type Props = Readonly<{ editing: Rule | "new" | undefined; printers: readonly Printer[]; onClose: () => void }>;

/** Adds a print rule, or changes one. */
export const RuleForm = ({ editing, printers, onClose }: Props): ReactNode => (
  <EditDrawer editing={editing} title={(rule) => rule?.station ?? "New print rule"} onClose={onClose}>
    {(rule) => <Form rule={rule} printers={printers} onClose={onClose} />}
  </EditDrawer>
);

const Form = ({ rule, printers, onClose }: Omit<Props, "editing"> & { rule: Rule | undefined }): ReactNode => {
  const { at, sites } = useOffice();
  const again = useListsAgain();
  const sender = useSend();
  const categories = useAll("categories");
  const [values, setValues] = useState({
    station: rule?.station ?? "",
    printer_id: rule?.printer_id ?? printers[0]?.id,
    category_ids: rule?.category_ids ?? [],
    statuses: rule?.statuses ?? [...PRINTABLE],
    copies: (rule?.copies ?? 1) as number | string,
  });
  const set = (changes: Partial<typeof values>): void => setValues((before) => ({ ...before, ...changes }));
  // A rule belongs to the site of its printer.
  const choices = printers.filter(({ site_id }) => !rule || site_id === rule.site_id);
  const siteName = (id: number): string => (sites.length > 1 ? ` · ${sites.find((one) => one.id === id)?.name}` : "");

  const submit = async (): Promise<void> => {
    const missing = {
      ...(values.station.trim() === "" && { station: "This is needed." }),
      ...(values.statuses.length === 0 && { statuses: "Choose one at least." }),
      ...(typeof values.copies !== "number" && { copies: "This is needed." }),
    };
    if (Object.keys(missing).length > 0) return sender.setErrors(missing);
    const site_id = printers.find(({ id }) => id === values.printer_id)?.site_id;
    const done = await sender.send(() =>
      rule ? api.put(at(`${RULES}/${rule.id}`), values) : api.post(at(RULES), { ...values, site_id }),
    );
    if (!done) return;
    await again(RULES, PRINTERS);
    toastGood(rule ? "Saved." : "The rule was added. It holds from the next order on.");
    onClose();
  };

  const removal = rule && {
    what: `the rule of ${rule.station}`,
    says: "Its goods print there no more, from the next order on.",
    async remove() {
      await api.delete(at(`${RULES}/${rule.id}`));
      await again(RULES);
      toastGood("The rule was removed.");
    },
  };

  return (
    <EditForm
      label="Print rule"
      sender={sender}
      fields={FIELDS}
      add="Add rule"
      removal={removal}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextInput
        label="Station"
        description="Printed at the head of each docket, and a column of the kitchen screen."
        withAsterisk
        data-autofocus
        maxLength={40}
        value={values.station}
        error={sender.errors["station"]}
        onChange={(event) => set({ station: event.currentTarget.value })}
      />
      <Select
        label="Printer"
        withAsterisk
        data={choices.map(({ id, name, site_id }) => ({ value: String(id), label: `${name}${siteName(site_id)}` }))}
        value={values.printer_id === undefined ? null : String(values.printer_id)}
        allowDeselect={false}
        error={sender.errors["printer_id"]}
        onChange={(next) => set({ printer_id: Number(next) })}
      />
      <MultiSelect
        label="Categories"
        description="None: everything is printed."
        data={(categories.data ?? []).map((one) => ({ value: String(one.id), label: nameOf(one) }))}
        value={categories.data ? values.category_ids.map(String) : []}
        placeholder={values.category_ids.length === 0 ? "Everything" : ""}
        searchable
        hidePickedOptions
        error={errorOf(sender.errors, "category_ids")}
        nothingFoundMessage="No category is called that"
        onChange={(next) => set({ category_ids: next.map(Number) })}
      />
      <Checkbox.Group
        label="While an order is"
        description="It prints when an order comes into one of them; what changes meanwhile prints as well."
        value={[...values.statuses]}
        error={errorOf(sender.errors, "statuses")}
        onChange={(statuses) => set({ statuses: PRINTABLE.filter((one) => statuses.includes(one)) })}
      >
        <Stack gap="0.25rem" mt="xs">
          {PRINTABLE.map((status) => (
            <Checkbox
              key={status}
              value={status}
              label={orderStatusWords[status]}
              styles={{ body: { minHeight: 40, alignItems: "center" } }}
            />
          ))}
        </Stack>
      </Checkbox.Group>
      <NumberInput
        label="Copies"
        min={1}
        max={5}
        allowDecimal={false}
        clampBehavior="none"
        value={values.copies}
        error={sender.errors["copies"]}
        onChange={(copies) => set({ copies })}
      />
    </EditForm>
  );
};
