import { Button, CopyButton, TextInput } from "@mantine/core";
import { Copy, Dices } from "lucide-react";
import type { ReactNode } from "react";
import { PASSWORD_LENGTH } from "../../../../src/domain/access/credentials.ts";
import styles from "./people.module.css";
import { newPassword } from "./person.ts";

/** A password for somebody else: shown while it is made, so that it can be handed over; never shown again. */
export const PasswordField = ({
  value,
  onChange,
  error,
}: {
  value: string;
  onChange: (password: string) => void;
  error: string | undefined;
}): ReactNode => (
  <div className={styles["password"]}>
    <TextInput
      label="Password"
      description={`${PASSWORD_LENGTH.min} characters at least. Hand it over now: it is not shown again.`}
      withAsterisk
      autoComplete="off"
      className="mono"
      value={value}
      error={error}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
    <div className={styles["buttons"]}>
      <Button variant="default" leftSection={<Dices size={18} aria-hidden />} onClick={() => onChange(newPassword())}>
        Make one
      </Button>
      {value !== "" && (
        <CopyButton value={value}>
          {({ copied, copy }) => (
            <Button variant="default" leftSection={<Copy size={18} aria-hidden />} onClick={copy}>
              {copied ? "Copied" : "Copy"}
            </Button>
          )}
        </CopyButton>
      )}
    </div>
  </div>
);
