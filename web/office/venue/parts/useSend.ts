import { useState } from "react";
import { ApiError, saysOf } from "../../../common/api.ts";
import { errorsOf } from "../../kit/form-values.ts";

export type Sender = Readonly<{
  busy: boolean;
  /** What the server said about each field, and about none at `""`. */
  errors: Readonly<Record<string, string>>;
  /** Says what is missing before anything is sent. */
  setErrors(errors: Readonly<Record<string, string>>): void;
  /** Does some work; true when it was done, else its errors are kept. */
  send(work: () => Promise<unknown>): Promise<boolean>;
}>;

/** Sends a small form: busy while it is on its way, and afterwards what was wrong with it. */
export const useSend = (): Sender => {
  const [busy, setBusy] = useState(false);
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  return {
    busy,
    errors,
    setErrors,
    async send(work) {
      setBusy(true);
      setErrors({});
      try {
        await work();
        return true;
      } catch (error) {
        setErrors(error instanceof ApiError ? errorsOf(error) : { "": saysOf(error) });
        return false;
      } finally {
        setBusy(false);
      }
    },
  };
};
