import type { Permission } from "./catalogue/records.ts";
import type { StaffId } from "./ids.ts";

/**
 * What a register knows of a staff member beside their record. Who was never changed as such a user has none: they are
 * active and visible, under their own name.
 */
export type PosUser = Readonly<{
  staffId: StaffId;
  /** As written; two that differ in their capitals only are the same. */
  username: string;
  /** Who is not active has no PIN. */
  active: boolean;
  visible: boolean;
  /** Whose reports they see. */
  reportAccess: string;
}>;

/** Under what a username is found. */
export const posUsernameKey = (username: string): string => username.trim().toLowerCase();

/** Where a permission of a staff member belongs: at the register, or in the office. */
export const POINT_OF_SALE = "Point of Sale";
export const BACK_OFFICE = "Back Office";

/** The permissions with those of one domain put in the place of the ones that were there. */
export const withPermissionsOf = (
  domain: string,
  before: readonly Permission[],
  given: readonly Permission[],
): readonly Permission[] => [...given, ...before.filter((permission) => permission.domain !== domain)];
