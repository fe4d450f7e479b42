import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import { Unreachable } from "../api.ts";
import type { Kept } from "../kept.ts";
import type { Device } from "./device.ts";
import type { Person } from "./PinPad.tsx";
import { deviceApi, isUnknown } from "./sign-in.ts";

/**
 * Who can sign in at a device. `kept` is for when the list cannot be asked for: nobody can sign in then, but one sees
 * why. `removed` is called when the server does not know the device any more.
 */
export const useDeviceStaff = (
  device: Device,
  removed: () => void,
  kept?: Kept<readonly Person[]>,
): UseQueryResult<readonly Person[]> =>
  useQuery({
    queryKey: ["device staff", device.token],
    queryFn: async () => {
      try {
        const found = await deviceApi(device).get<readonly Person[]>("devices/current/staff");
        kept?.set(found);
        return found;
      } catch (error) {
        if (isUnknown(error)) removed();
        const before = kept?.get();
        if (error instanceof Unreachable && before) return before;
        throw error;
      }
    },
  });
