/** Why a password, PIN or username cannot be taken; undefined when it can. */
export type CredentialRefusal = "too_short" | "too_long" | "same_as_username" | "characters" | "too_simple";

export const PASSWORD_LENGTH = { min: 10, max: 200 } as const;
export const PIN_LENGTH = { min: 4, max: 8 } as const;
export const USERNAME_LENGTH = { min: 3, max: 100 } as const;

/** Long enough, whatever is in it (NIST SP 800-63B §5.1.1.2 asks for length, not for odd characters). */
export const checkPassword = (password: string, username: string): CredentialRefusal | undefined => {
  if (password.length < PASSWORD_LENGTH.min) return "too_short";
  if (password.length > PASSWORD_LENGTH.max) return "too_long";
  if (password.toLowerCase() === username.toLowerCase()) return "same_as_username";
  if (new Set(password).size < 4) return "too_simple";
  return undefined;
};

const runs = "01234567890 09876543210";

/** Four to eight digits, not all alike and not counting up or down. */
export const checkPin = (pin: string): CredentialRefusal | undefined => {
  if (!/^\d*$/.test(pin)) return "characters";
  if (pin.length < PIN_LENGTH.min) return "too_short";
  if (pin.length > PIN_LENGTH.max) return "too_long";
  if (new Set(pin).size === 1 || runs.includes(pin)) return "too_simple";
  return undefined;
};

export const checkUsername = (username: string): CredentialRefusal | undefined => {
  if (username.length < USERNAME_LENGTH.min) return "too_short";
  if (username.length > USERNAME_LENGTH.max) return "too_long";
  return /^[\p{L}\p{N}._@+-]+$/u.test(username) ? undefined : "characters";
};
