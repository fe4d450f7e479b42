import { createContext, useContext } from "react";
import type { Api } from "../../common/api.ts";
import type { Device, Session } from "../../common/door/device.ts";
import type { LiveState } from "../../common/live.ts";
import type { Outbox, OutboxState } from "../data/outbox.ts";
import type { Snapshot } from "../data/snapshot.ts";
import type { Outgoing } from "../data/store.ts";

export type { Device, Session };

/** Everything that the pages of the register stand on. */
export type Register = Readonly<{
  api: Api;
  device: Device;
  session: Session;
  snapshot: Snapshot;
  live: LiveState;
  outbox: Outbox;
  outboxState: OutboxState;
  /** What waits to be sent, the oldest first. */
  pending: readonly Outgoing[];
  /** Under which what this register keeps in the browser's database lies: drafts, what waits, the snapshot. */
  scope: string;
  /** Nobody answers: orders are taken all the same, and wait. */
  offline: boolean;
  /** Covers the screen until somebody types a PIN; orders still come in and what waits is sent. */
  lock: () => void;
  signOut: () => void;
}>;

/** Registers of one site share what waits to be sent; another company's or site's is never touched. */
export const scopeOf = ({ companyId, siteId }: Pick<Device, "companyId" | "siteId">): string =>
  `${companyId}.${siteId}`;

export const RegisterContext = createContext<Register | null>(null);

/** The register that the page stands on. Throws outside of the signed-in part of the screen. */
export const useRegister = (): Register => {
  const register = useContext(RegisterContext);
  if (!register) throw new Error("a page of the register outside of it");
  return register;
};

/** A path of the operator API below the register's company. */
export const ofCompany = ({ device }: Pick<Register, "device">, path: string): string =>
  `companies/${device.companyId}/${path}`;
