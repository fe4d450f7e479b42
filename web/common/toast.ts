import { notifications } from "@mantine/notifications";
import { Unreachable, saysOf } from "./api.ts";

/** Says in passing that something was done. */
export const toastGood = (message: string): void => {
  notifications.show({ message, color: "green", withBorder: true, autoClose: 3_000 });
};

/** Says why something was not done; stays until it is read. */
export const toastBad = (error: unknown, title = "That did not work"): void => {
  const message =
    error instanceof Unreachable ? "The server cannot be reached. Nothing was changed here." : saysOf(error);
  notifications.show({ title, message, color: "red", withBorder: true, autoClose: 8_000 });
};
