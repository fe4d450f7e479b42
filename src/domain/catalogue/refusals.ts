/** Everything that a change to the catalogue or the back office may refuse, as values; a dialect has its words for them. */
export type CatalogueRefusal =
  | Readonly<{ kind: "not_there"; what: string }>
  | Readonly<{ kind: "unknown"; field: string; what: string; value: string }>
  | Readonly<{ kind: "price_required" }>
  | Readonly<{ kind: "variant_of_itself" }>
  | Readonly<{ kind: "variant_of_variant"; parent: number }>
  | Readonly<{ kind: "selection_not_possible"; min: number; max: number }>
  | Readonly<{ kind: "code_taken"; code: string; by: number }>;
