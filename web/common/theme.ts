import {
  type CSSVariablesResolver,
  type MantineColorsTuple,
  type VariantColorsResolver,
  createTheme,
  defaultVariantColorsResolver,
} from "@mantine/core";
import { tokens } from "../../src/pages/tokens.ts";

/** The look of the screens, from the same tokens as the pages that the server draws. */

const pine: MantineColorsTuple = [
  "#eaf5f0",
  "#d4e9e0",
  "#a9d3c1",
  "#86d6b5",
  "#4fa486",
  "#2f8a6b",
  "#1f7a60",
  "#1b6a54",
  "#1b5e4b",
  "#14342b",
];

/** What Mantine draws its own dark parts with (fields, dividers), in our greens instead of its greys. */
const dark: MantineColorsTuple = [
  "#e9f0ec",
  "#c9d6cf",
  "#a7b6ae",
  "#74867d",
  "#3a4d45",
  "#26352f",
  "#192621",
  "#131e1a",
  "#0c1411",
  "#070d0b",
];

/** The tokens that stand behind a colour's name: the ground, its text, and the soft ground of the light variant. */
const tones: Readonly<Record<string, readonly [strong: string, onStrong: string, soft: string]>> = {
  pine: ["--accent", "--on-accent", "--accent-soft"],
  red: ["--bad", "--on-bad", "--bad-soft"],
  green: ["--good", "--surface", "--good-soft"],
  yellow: ["--warn", "--surface", "--warn-soft"],
};

/** Buttons, badges and alerts take their colours from the tokens, so that both looks have enough contrast. */
const variantColorResolver: VariantColorsResolver = (input) => {
  const colours = defaultVariantColorsResolver(input);
  const tone = tones[input.color ?? input.theme.primaryColor];
  if (!tone) return colours;
  const [strong, onStrong, soft] = tone.map((name) => `var(${name})`) as [string, string, string];
  const mixed = (colour: string): string => `color-mix(in srgb, ${colour} 88%, var(--mantine-color-text))`;
  if (input.variant === "filled") return { ...colours, background: strong, hover: mixed(strong), color: onStrong };
  if (input.variant === "light") return { ...colours, background: soft, hover: mixed(soft), color: strong };
  if (input.variant === "subtle") return { ...colours, hover: soft, color: strong };
  return input.variant === "outline"
    ? { ...colours, hover: soft, color: strong, border: `1px solid ${strong}` }
    : colours;
};

const title = { title: { fontWeight: 650, fontSize: tokens.type.lead } };

/** The head of a dialog is a `header`, which would count as another banner of the page. */
const attributes = { header: { role: "presentation" } };

export const theme = createTheme({
  primaryColor: "pine",
  primaryShade: { light: 8, dark: 3 },
  autoContrast: true,
  luminanceThreshold: 0.35,
  variantColorResolver,
  colors: { pine, dark },
  fontFamily: tokens.type.family,
  fontFamilyMonospace: tokens.type.mono,
  defaultRadius: "md",
  radius: { xs: "0.25rem", sm: tokens.radius.small, md: tokens.radius.medium, lg: tokens.radius.large, xl: "1.5rem" },
  headings: { fontWeight: "650", fontFamily: tokens.type.family },
  cursorType: "pointer",
  respectReducedMotion: true,
  components: {
    // Whatever a finger should hit is 44 px high (WCAG 2.5.5).
    Button: { defaultProps: { size: "md" }, styles: { root: { minHeight: "2.75rem" } } },
    ActionIcon: { defaultProps: { size: 44, variant: "subtle" } },
    CloseButton: { defaultProps: { size: 44, iconSize: 22, "aria-label": "Close" } },
    TextInput: { defaultProps: { size: "md" } },
    PasswordInput: { defaultProps: { size: "md" } },
    NumberInput: { defaultProps: { size: "md" } },
    Textarea: { defaultProps: { size: "md" } },
    Select: { defaultProps: { size: "md", checkIconPosition: "right" } },
    MultiSelect: { defaultProps: { size: "md" } },
    TagsInput: { defaultProps: { size: "md" } },
    NativeSelect: { defaultProps: { size: "md" } },
    SegmentedControl: {
      defaultProps: { size: "md" },
      styles: { root: { background: "var(--sunken)" } },
    },
    Checkbox: { defaultProps: { size: "md" } },
    Switch: { defaultProps: { size: "md" } },
    Modal: {
      defaultProps: { centered: true, radius: "lg", closeButtonProps: { "aria-label": "Close" }, attributes },
      styles: title,
    },
    Drawer: { defaultProps: { closeButtonProps: { "aria-label": "Close" }, attributes }, styles: title },
    // What is said about a field stands below it, so that fields beside each other stay in line.
    InputWrapper: { defaultProps: { inputWrapperOrder: ["label", "input", "description", "error"] } },
    Notification: { defaultProps: { closeButtonProps: { "aria-label": "Dismiss" } } },
    Tooltip: { defaultProps: { openDelay: 300 } },
  },
});

const scheme = (name: "light" | "dark"): Record<string, string> => {
  const c = tokens.colours[name];
  return {
    "--mantine-color-body": c.surface,
    "--mantine-color-text": c.text,
    "--mantine-color-dimmed": c.muted,
    "--mantine-color-placeholder": c.muted,
    "--mantine-color-error": c.bad,
    "--mantine-color-default-border": c.line,
    "--mantine-color-default": c.surface,
    "--mantine-color-default-hover": c.sunken,
    "--mantine-color-anchor": c.accent,
    "--page": c.page,
    "--surface": c.surface,
    "--sunken": c.sunken,
    "--line": c.line,
    "--control": c.control,
    "--accent": c.accent,
    "--on-accent": c.onAccent,
    "--accent-soft": c.accentSoft,
    "--brand": c.brand,
    "--on-brand": c.onBrand,
    "--good": c.good,
    "--good-soft": c.goodSoft,
    "--warn": c.warn,
    "--warn-soft": c.warnSoft,
    "--bad": c.bad,
    "--bad-soft": c.badSoft,
    "--on-bad": c.onBad,
    "--raised": tokens.shadow[name],
  };
};

/** The tokens as CSS custom properties for what Mantine draws and for our own style sheets. */
export const variables: CSSVariablesResolver = () => ({ variables: {}, light: scheme("light"), dark: scheme("dark") });
