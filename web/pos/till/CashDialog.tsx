import { Button, Modal, NumberInput, Stack, TextInput } from "@mantine/core";
import { type FormEvent, type ReactNode, useState } from "react";
import { ApiError, newKey, saysOf } from "../../common/api.ts";
import { digitsOf } from "../../common/format.ts";
import { useRegister } from "../app/context.ts";
import { DialogFoot } from "../app/DialogFoot.tsx";
import { type CashKind, useTillChange, useTillPaths } from "./till-data.ts";

const TITLES = { in: "Put cash in", out: "Take cash out", float: "Float: what the drawer begins with" } as const;
const DONE = { in: "The cash is booked in.", out: "The cash is booked out.", float: "The float is booked." } as const;

/** Books cash into the drawer or out of it, with a reason. */
export const CashDialog = ({ kind, close }: { kind: CashKind; close: () => void }): ReactNode => {
  const { currency } = useRegister().snapshot.company;
  const { ofRegister } = useTillPaths();
  const change = useTillChange();
  // One key for as long as the dialog is open: a lost answer and a second try book once.
  const [key] = useState(newKey);
  const [amount, setAmount] = useState<number | string>("");
  const [reason, setReason] = useState("");
  const error = change.error;
  const about = (field: string): string | undefined =>
    error instanceof ApiError && error.field === field ? saysOf(error) : undefined;
  // The field gives back a text while it shows zeros that a number does not have.
  const value = amount === "" ? 0 : Number(amount);
  const ready = value > 0 && (kind === "float" || reason.trim() !== "");
  const send = (event: FormEvent): void => {
    event.preventDefault();
    if (!ready) return;
    const body = { kind, amount: value, reason: reason.trim() };
    change.mutate({ method: "POST", path: ofRegister("cash"), body, key, done: DONE[kind] }, { onSuccess: close });
  };
  return (
    <Modal opened onClose={close} title={TITLES[kind]}>
      <form onSubmit={send}>
        <Stack>
          <NumberInput
            label={`Amount in ${currency}`}
            min={0}
            decimalScale={digitsOf(currency)}
            fixedDecimalScale
            hideControls
            inputMode="decimal"
            size="lg"
            data-autofocus
            value={amount}
            onChange={setAmount}
            error={about("amount")}
          />
          {kind !== "float" && (
            <TextInput
              label="Reason"
              placeholder={kind === "out" ? "Milk from the shop" : "Change from the bank"}
              maxLength={255}
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
              error={about("reason")}
            />
          )}
          <DialogFoot close={close}>
            <Button type="submit" disabled={!ready} loading={change.isPending}>
              Book
            </Button>
          </DialogFoot>
        </Stack>
      </form>
    </Modal>
  );
};
