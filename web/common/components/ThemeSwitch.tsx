import { ActionIcon, useComputedColorScheme, useMantineColorScheme } from "@mantine/core";
import { Moon, Sun } from "lucide-react";
import type { ReactNode } from "react";

/** Turns the light look to the dark one and back, for this device. */
export const ThemeSwitch = ({ color }: { color?: string }): ReactNode => {
  const { setColorScheme } = useMantineColorScheme();
  const now = useComputedColorScheme("light");
  const next = now === "dark" ? "light" : "dark";
  return (
    <ActionIcon
      aria-label={`Use the ${next} look`}
      onClick={() => setColorScheme(next)}
      {...(color !== undefined && { c: color })}
    >
      {now === "dark" ? <Sun size={20} aria-hidden /> : <Moon size={20} aria-hidden />}
    </ActionIcon>
  );
};
