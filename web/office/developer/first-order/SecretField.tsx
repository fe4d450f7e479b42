import { PasswordInput } from "@mantine/core";
import type { ReactNode } from "react";
import { rememberSecret, useSecret } from "../parts/secrets.ts";

/** The secret of the chosen client, for what is copied from this page. It leaves it only with a copy. */
export const SecretField = ({ clientId }: { clientId: string }): ReactNode => {
  const secret = useSecret(clientId) ?? "";
  return (
    <PasswordInput
      label="Client secret"
      placeholder="For what you copy"
      autoComplete="off"
      value={secret}
      onChange={(event) => rememberSecret(clientId, event.currentTarget.value.trim())}
    />
  );
};
