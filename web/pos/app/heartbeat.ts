import { useEffect } from "react";
import { ApiError, Unreachable } from "../../common/api.ts";
import type { Device } from "./context.ts";
import { deviceApi, isUnknown } from "../../common/door/sign-in.ts";

const EVERY_MS = 30_000;

/** Says every 30 seconds that this register is there, which keeps it online. `removed` is told when it was unpaired. */
export const useHeartbeat = (device: Device, removed: () => void): void => {
  const { token } = device;
  useEffect(() => {
    const api = deviceApi({ token });
    let over = false;
    const beat = async (): Promise<void> => {
      try {
        await api.request("POST", "devices/current/heartbeat", {});
      } catch (error) {
        if (!over && isUnknown(error)) return removed();
        // Away or busy: the next beat comes.
        if (!(error instanceof Unreachable) && !(error instanceof ApiError)) throw error;
      }
    };
    void beat();
    const timer = window.setInterval(() => void beat(), EVERY_MS);
    const back = (): void => void beat();
    window.addEventListener("online", back);
    return () => {
      over = true;
      window.clearInterval(timer);
      window.removeEventListener("online", back);
    };
  }, [token, removed]);
};
