import { TextInput, type TextInputProps } from "@mantine/core";
import { ImageOff } from "lucide-react";
import { type ReactNode, useState } from "react";
import styles from "./fields.module.css";

type Props = Omit<TextInputProps, "value" | "onChange"> &
  Readonly<{ value: unknown; onChange: (value: unknown) => void }>;

/** The address of a picture, with the picture beside it. */
export const ImageField = ({ value, onChange, ...rest }: Props): ReactNode => {
  const address = typeof value === "string" ? value : "";
  const [broken, setBroken] = useState<string>();
  const shown = /^https?:\/\/\S+$/.test(address) && broken !== address;
  return (
    <div className={styles["image"]}>
      <div className={styles["picture"]}>
        {shown ? (
          <img src={address} alt="" onError={() => setBroken(address)} referrerPolicy="no-referrer" />
        ) : (
          <ImageOff size={24} aria-hidden />
        )}
      </div>
      <TextInput
        {...rest}
        type="url"
        placeholder="https://…"
        value={address}
        description={rest.description ?? "The web address of a picture."}
        onChange={(event) => onChange(event.currentTarget.value.trim() || null)}
      />
      {broken === address && address !== "" && (
        <p className={styles["hint"]} role="status">
          There is no picture at this address.
        </p>
      )}
    </div>
  );
};
