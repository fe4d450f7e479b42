import { Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { ApiError, newKey, saysOf } from "../../common/api.ts";
import { Empty, Loaded } from "../../common/components/States.tsx";
import { ofCompany, useRegister } from "../app/context.ts";
import { DialogFoot } from "../app/DialogFoot.tsx";
import { useSale } from "./sale.ts";
import styles from "./Customer.module.css";

type Customer = Readonly<{
  id: number;
  first_name: string;
  last_name: string;
  email: string | null;
  phone: string | null;
  mobile: string | null;
}>;

const nameOf = ({ first_name: first, last_name: last }: Customer): string => `${first} ${last}`.trim();
const FOUND_MAX = 20;

export const CustomerDialog = ({ opened, close }: { opened: boolean; close: () => void }): ReactNode => (
  <Modal opened={opened} onClose={close} title="Customer" size="lg">
    {opened && <Inside close={close} />}
  </Modal>
);

const Inside = ({ close }: { close: () => void }): ReactNode => {
  const { say } = useSale().said;
  const [creating, setCreating] = useState<string | null>(null);
  const take = (customer: Customer | null): void => {
    say({ customer: customer && { id: customer.id, name: nameOf(customer) } });
    close();
  };
  return creating === null ? (
    <Find take={take} create={setCreating} />
  ) : (
    <Create from={creating} take={take} back={() => setCreating(null)} />
  );
};

const Find = ({ take, create }: { take: (c: Customer | null) => void; create: (typed: string) => void }): ReactNode => {
  const register = useRegister();
  const { facts } = useSale().said;
  const [typed, setTyped] = useState("");
  const [q] = useDebouncedValue(typed.trim(), 200);
  const found = useQuery({
    queryKey: ["customers", "find", q],
    enabled: q !== "",
    placeholderData: keepPreviousData,
    queryFn: async () =>
      (await register.api.list<Customer>(ofCompany(register, "customers"), { q, per_page: FOUND_MAX })).rows,
  });
  return (
    <Stack>
      <TextInput
        data-autofocus
        type="search"
        label="Name, telephone or email"
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      {q !== "" && (
        <Loaded of={found} what="Looking">
          {(rows) =>
            rows.length === 0 ? (
              <Empty title={`Nobody matches “${q}”`} />
            ) : (
              <ul className={styles["list"]} aria-label="Customers">
                {rows.map((customer) => (
                  <li key={customer.id}>
                    <button type="button" className={styles["row"]} onClick={() => take(customer)}>
                      <span className={styles["name"]}>{nameOf(customer)}</span>
                      <span className={styles["how"]}>
                        {[customer.mobile ?? customer.phone, customer.email].filter(Boolean).join(" · ")}
                      </span>
                    </button>
                  </li>
                ))}
              </ul>
            )
          }
        </Loaded>
      )}
      <Group grow>
        {facts.customer && (
          <Button variant="default" onClick={() => take(null)}>
            No customer
          </Button>
        )}
        <Button variant="light" onClick={() => create(typed)}>
          New customer
        </Button>
      </Group>
    </Stack>
  );
};

type Form = Readonly<{ first_name: string; last_name: string; mobile: string; email: string }>;
const FIELDS: readonly Readonly<{ name: keyof Form; label: string; type: string }>[] = [
  { name: "first_name", label: "First name", type: "text" },
  { name: "last_name", label: "Last name", type: "text" },
  { name: "mobile", label: "Mobile", type: "tel" },
  { name: "email", label: "Email", type: "email" },
];

const begun = (typed: string): Form => {
  const text = typed.trim();
  const empty = { first_name: "", last_name: "", mobile: "", email: "" };
  if (text.includes("@")) return { ...empty, email: text };
  if (/^[\d+][\d ()+-]*$/.test(text)) return { ...empty, mobile: text };
  const [first = "", ...rest] = text.split(/\s+/);
  return { ...empty, first_name: first, last_name: rest.join(" ") };
};

const Create = ({ from, take, back }: { from: string; take: (c: Customer) => void; back: () => void }): ReactNode => {
  const register = useRegister();
  const [form, setForm] = useState(() => begun(from));
  const [failed, setFailed] = useState<unknown>(null);
  const [sending, setSending] = useState(false);
  const field = failed instanceof ApiError ? failed.field : undefined;
  const send = async (): Promise<void> => {
    setSending(true);
    setFailed(null);
    try {
      const said = Object.fromEntries(Object.entries(form).filter(([, value]) => value.trim() !== ""));
      take(await register.api.post<Customer>(ofCompany(register, "customers"), said, { key: newKey() }));
    } catch (error) {
      setFailed(error);
      setSending(false);
    }
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <Stack>
        {FIELDS.map(({ name, label, type }) => (
          <TextInput
            key={name}
            type={type}
            label={label}
            autoComplete="off"
            required={name === "first_name"}
            {...(name === "first_name" && { "data-autofocus": true })}
            value={form[name]}
            error={field === name && saysOf(failed)}
            onChange={({ currentTarget: { value } }) => setForm((now) => ({ ...now, [name]: value }))}
          />
        ))}
        {failed !== null && !FIELDS.some(({ name }) => name === field) && (
          <Text c="var(--bad)" role="alert">
            {saysOf(failed)}
          </Text>
        )}
        <DialogFoot back="Back" close={back}>
          <Button type="submit" loading={sending}>
            Add the customer
          </Button>
        </DialogFoot>
      </Stack>
    </form>
  );
};
