import { Text, UnstyledButton } from "@mantine/core";
import { Delete } from "lucide-react";
import { type ReactNode, useCallback, useEffect, useState } from "react";
import { ApiError, Unreachable, saysOf } from "../api.ts";
import { useNow } from "../sound.ts";
import styles from "./Door.module.css";

/** PINs have four digits or more; how many, the server knows. */
const SHORTEST = 4;
const LONGEST = 12;
const KEYS = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];

type Refused = Readonly<{ says: string; until?: number }>;

export type Person = Readonly<{ id: number; name: string }>;
type PinPadProps = Readonly<{
  staff: Person | undefined;
  /** Throws ApiError, Unreachable. */
  signIn: (staff: Person, pin: string) => Promise<void>;
}>;

/** The pad for the PIN of somebody. A keyboard's digits, Backspace and Enter do the same. */
export const PinPad = ({ staff, signIn }: PinPadProps): ReactNode => {
  const [pin, setPin] = useState("");
  const [sending, setSending] = useState(false);
  const [refused, setRefused] = useState<Refused | null>(null);
  const now = useNow(1_000);
  const resting = refused?.until !== undefined && refused.until > now;
  const ready = staff !== undefined && !sending && !resting;

  const press = useCallback(
    (key: string): void => {
      if (!ready) return;
      setRefused(null);
      setPin((typed) => (typed.length < LONGEST ? typed + key : typed));
    },
    [ready],
  );
  const back = useCallback(() => setPin((typed) => typed.slice(0, -1)), []);
  const go = useCallback(async (): Promise<void> => {
    if (!ready || pin.length < SHORTEST) return;
    setSending(true);
    try {
      await signIn(staff, pin);
    } catch (error) {
      setRefused(refusalOf(error));
      setPin("");
    } finally {
      setSending(false);
    }
  }, [ready, pin, signIn, staff]);

  useEffect(() => {
    const typed = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("[role=dialog]")) return;
      if (/^\d$/.test(event.key)) press(event.key);
      else if (event.key === "Backspace") back();
      else if (event.key === "Enter" && pin !== "" && !isPad(event.target)) void go();
      else return;
      event.preventDefault();
    };
    window.addEventListener("keydown", typed);
    return () => window.removeEventListener("keydown", typed);
  }, [press, back, go, pin]);

  const seconds = resting ? Math.ceil(((refused?.until ?? now) - now) / 1_000) : 0;
  const wait = seconds > 90 ? `${Math.ceil(seconds / 60)} minutes` : `${seconds} seconds`;
  return (
    <section aria-label="PIN">
      <Text ta="center" fw={600}>
        {staff ? `Hello, ${staff.name}` : "Who are you?"}
      </Text>
      <div className={styles["dots"]} data-wrong={refused && pin === "" ? "" : undefined}>
        <span className="unseen" aria-live="polite">
          {pin.length === 1 ? "1 digit" : `${pin.length} digits`}
        </span>
        {Array.from({ length: Math.max(pin.length, SHORTEST) }, (_, at) => (
          <i key={at} data-on={at < pin.length ? "" : undefined} aria-hidden />
        ))}
      </div>
      <Text className={styles["says"]} c={refused ? "var(--bad)" : "dimmed"} role={refused ? "alert" : undefined}>
        {resting
          ? `Too many wrong PINs. Try again in ${wait}.`
          : (refused?.says ?? (staff ? "Type your PIN." : "Touch your name."))}
      </Text>
      <div className={styles["pad"]}>
        {KEYS.map((key) => (
          <UnstyledButton key={key} className={styles["key"]} disabled={!ready} onClick={() => press(key)}>
            {key}
          </UnstyledButton>
        ))}
        <UnstyledButton
          className={styles["key"]}
          disabled={pin === ""}
          onClick={back}
          aria-label="Delete the last digit"
        >
          <Delete size={24} aria-hidden />
        </UnstyledButton>
        <UnstyledButton className={styles["key"]} disabled={!ready} onClick={() => press("0")}>
          0
        </UnstyledButton>
        <UnstyledButton
          className={`${styles["key"]} ${styles["go"]}`}
          disabled={!ready || pin.length < SHORTEST}
          onClick={() => void go()}
        >
          {sending ? "…" : "Sign in"}
        </UnstyledButton>
      </div>
    </section>
  );
};

/** The pad's own keys are pressed with Enter too. */
const isPad = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest("section[aria-label=PIN]") !== null;

const refusalOf = (error: unknown): Refused => {
  if (error instanceof Unreachable) {
    return { says: "The server cannot be reached. A PIN can only be checked with the network." };
  }
  if (error instanceof ApiError && error.status === 429) {
    const seconds = error.retryAfter ?? 60;
    return { says: "Too many wrong PINs.", until: Date.now() + seconds * 1_000 };
  }
  if (error instanceof ApiError && error.code === "wrong_pin") return { says: "That is not your PIN. Try again." };
  return { says: saysOf(error) };
};
