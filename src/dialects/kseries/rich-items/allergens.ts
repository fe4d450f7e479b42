/** The fourteen allergens that must be declared in the European Union (Regulation 1169/2011, annex II). */

const LOCALES = ["en", "fr", "de", "nl", "es", "it"] as const;

const names = {
  celery: ["Celery", "Céleri", "Sellerie", "Selderij", "Apio", "Sedano"],
  cereals: [
    "Cereals containing gluten",
    "Céréales contenant du gluten",
    "Glutenhaltiges Getreide",
    "Glutenbevattende granen",
    "Cereales con gluten",
    "Cereali contenenti glutine",
  ],
  crustaceans: ["Crustaceans", "Crustacés", "Krebstiere", "Schaaldieren", "Crustáceos", "Crostacei"],
  eggs: ["Eggs", "Œufs", "Eier", "Eieren", "Huevos", "Uova"],
  fish: ["Fish", "Poisson", "Fisch", "Vis", "Pescado", "Pesce"],
  lupin: ["Lupin", "Lupin", "Lupinen", "Lupine", "Altramuces", "Lupini"],
  milk: ["Milk", "Lait", "Milch", "Melk", "Leche", "Latte"],
  molluscs: ["Molluscs", "Mollusques", "Weichtiere", "Weekdieren", "Moluscos", "Molluschi"],
  mustard: ["Mustard", "Moutarde", "Senf", "Mosterd", "Mostaza", "Senape"],
  nuts: ["Nuts", "Fruits à coque", "Schalenfrüchte", "Noten", "Frutos de cáscara", "Frutta a guscio"],
  peanuts: ["Peanuts", "Arachides", "Erdnüsse", "Aardnoten", "Cacahuetes", "Arachidi"],
  sesame: ["Sesame seeds", "Graines de sésame", "Sesamsamen", "Sesamzaad", "Granos de sésamo", "Semi di sesamo"],
  soybeans: ["Soybeans", "Soja", "Soja", "Soja", "Soja", "Soia"],
  sulphites: ["Sulphites", "Sulfites", "Sulfite", "Sulfieten", "Sulfitos", "Solfiti"],
} as const satisfies Readonly<Record<string, Readonly<Record<number, string>> & { length: typeof LOCALES.length }>>;

type Allergen = Readonly<{ code: string; translations: readonly Readonly<{ locale: string; text: string }>[] }>;

export const allergens: readonly Allergen[] = Object.entries(names).map(([code, texts]) => ({
  code,
  translations: LOCALES.map((locale, i) => ({ locale, text: texts[i]! })),
}));

export const isAllergen = (code: string): boolean => Object.hasOwn(names, code);
