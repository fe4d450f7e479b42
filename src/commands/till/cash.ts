import type { RegisterId, StaffId } from "../../domain/ids.ts";
import { type CashKind, type CashMovement, NEW_TILL, drawerOf, withCash } from "../../domain/till/till.ts";
import { type Result, done, refuse } from "../../kit/brand.ts";
import type { Minor } from "../../kit/money.ts";
import type { ChangeTx } from "../../storage/storage.ts";

export type CashRefusal =
  | Readonly<{ kind: "register_not_found" }>
  /** The company takes no cash. */
  | Readonly<{ kind: "no_cash" }>;

export type NewCash = Readonly<{ kind: CashKind; amount: Minor; reason: string }>;

/** The key of a movement; a register's movements begin alike. */
export const cashKey = (register: RegisterId, id: number): string => `${register} ${id}`;

/** Puts cash into the drawer of a register, or takes it out, other than by a sale. */
export const moveCash =
  (registerId: RegisterId, staffId: StaffId, { kind, amount, reason }: NewCash) =>
  async (tx: ChangeTx): Promise<Result<CashMovement, CashRefusal>> => {
    const register = tx.catalogue.register(registerId);
    if (!register) return refuse({ kind: "register_not_found" });
    if (!drawerOf(tx.catalogue.all("payment_method"))) return refuse({ kind: "no_cash" });
    const { siteId } = register;
    const till = (await tx.documents.get("till", String(registerId))) ?? NEW_TILL;
    const id = await tx.count("cash movements");
    const at = tx.now;
    const movement: CashMovement = { id, siteId, registerId, staffId, kind, amount, reason, z: till.z + 1, at };
    tx.documents.put("cash_movement", cashKey(registerId, id), movement, { siteId, at });
    tx.documents.put("till", String(registerId), withCash(till, kind, amount), { siteId });
    return done(movement);
  };
