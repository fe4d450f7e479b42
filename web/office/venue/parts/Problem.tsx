import { Alert, Text } from "@mantine/core";
import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";
import type { Sender } from "./useSend.ts";

/** What the server said that belongs to none of the fields that are shown. */
export const Problem = ({ of, fields }: { of: Sender; fields: readonly string[] }): ReactNode => {
  const strange = Object.entries(of.errors).filter(
    ([name]) => !fields.some((field) => name === field || name.startsWith(`${field}.`)),
  );
  if (strange.length === 0) return null;
  return (
    <Alert color="red" variant="light" role="alert" icon={<CircleAlert size={20} aria-hidden />} title="Not saved">
      {strange.map(([name, says]) => (
        <Text key={name} size="sm" c="var(--mantine-color-text)">
          {says}
        </Text>
      ))}
    </Alert>
  );
};
