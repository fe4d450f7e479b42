import type { Weight } from "./face.ts";

/** One font family on disk. `serves` says which grapheme clusters are worth opening the file for. */
export interface FamilySource {
  readonly key: string;
  readonly serves: RegExp;
  /** Package paths of the TTF files. */
  readonly files: Readonly<Record<Weight, string>>;
}

const noto = (script: string): Record<Weight, string> => ({
  regular: `@expo-google-fonts/noto-sans-${script.toLowerCase()}/400Regular/NotoSans${script}_400Regular.ttf`,
  strong: `@expo-google-fonts/noto-sans-${script.toLowerCase()}/600SemiBold/NotoSans${script}_600SemiBold.ttf`,
});

/** The house face: Latin, Vietnamese, Cyrillic, Greek, with tabular figures. */
export const TEXT_FAMILY: FamilySource = {
  key: "Inter",
  serves: /./su,
  files: {
    regular: "@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf",
    strong: "@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf",
  },
};

/** The faces for one script each, in the order they are asked after the house face. */
export const SCRIPT_FAMILIES: readonly FamilySource[] = [
  { key: "NotoSansThai", serves: /\p{scx=Thai}|\u0e3f/u, files: noto("Thai") },
  { key: "NotoSansArabic", serves: /\p{scx=Arabic}/u, files: noto("Arabic") },
  { key: "NotoSansHebrew", serves: /\p{scx=Hebrew}/u, files: noto("Hebrew") },
  { key: "NotoSansDevanagari", serves: /\p{scx=Devanagari}/u, files: noto("Devanagari") },
];

/** Monochrome emoji with the joined sequences, flags and keycaps. */
export const EMOJI_FAMILY: FamilySource = {
  key: "NotoEmoji",
  serves: /\p{Emoji}|\p{Regional_Indicator}|\u20e3/u,
  files: {
    regular: "@expo-google-fonts/noto-emoji/400Regular/NotoEmoji_400Regular.ttf",
    strong: "@expo-google-fonts/noto-emoji/600SemiBold/NotoEmoji_600SemiBold.ttf",
  },
};

/** The wide last resort: Armenian, Georgian, Lao, arrows, mathematics, box drawing and many symbols. */
export const WIDE_FAMILY: FamilySource = {
  key: "DejaVuSans",
  serves: /./su,
  files: {
    regular: "dejavu-fonts-ttf/ttf/DejaVuSans.ttf",
    strong: "dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf",
  },
};

/** Chinese, Japanese and Korean: each family is one package of about a hundred small variable fonts. */
export type HanRegion = "sc" | "jp" | "kr";

/** The clusters the Chinese, Japanese and Korean families are asked for. */
export const HAN_SERVES =
  /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}\p{scx=Bopomofo}\u3000-\u303f\u3200-\u33ff\uff00-\uffef]/u;
