import { Stack, Switch, TagsInput } from "@mantine/core";
import type { ReactNode } from "react";
import type { OwnProps, Values } from "../../kit/fields/field.ts";
import { PercentField } from "../../kit/fields/NumberFields.tsx";
import { RowsInput } from "../../kit/fields/RowsInput.tsx";

type Rich = Readonly<{
  descriptions: readonly Values[];
  allergen_codes: readonly string[];
  contains_alcohol: boolean;
  alcohol_percentage: string | null;
}>;

const NOTHING: Rich = { descriptions: [], allergen_codes: [], contains_alcohol: false, alcohol_percentage: null };

/** What ordering apps show of a product besides its name and price. */
export const RichContent = ({ value, onChange, errorAt, error, disabled }: OwnProps): ReactNode => {
  const rich: Rich = { ...NOTHING, ...(value as Partial<Rich> | null) };
  const put = (change: Partial<Rich>): void => onChange({ ...rich, ...change });
  return (
    <Stack gap="md">
      <TagsInput
        label="Allergens"
        description="Codes or words: gluten, milk, nuts."
        splitChars={[","]}
        disabled={disabled}
        error={errorAt("allergen_codes")}
        value={[...rich.allergen_codes]}
        onChange={(allergen_codes) => put({ allergen_codes })}
      />
      <Switch
        label="Contains alcohol"
        disabled={disabled}
        checked={rich.contains_alcohol}
        onChange={(event) => put({ contains_alcohol: event.currentTarget.checked })}
        styles={{ body: { alignItems: "center", minHeight: 44 } }}
      />
      {rich.contains_alcohol && (
        <PercentField
          label="Alcohol by volume"
          maw="12rem"
          factor={false}
          disabled={disabled}
          error={errorAt("alcohol_percentage")}
          value={rich.alcohol_percentage}
          onChange={(percent) => put({ alcohol_percentage: percent as string | null })}
        />
      )}
      <RowsInput
        field={{
          kind: "rows",
          name: "descriptions",
          label: "Texts by language",
          one: "Text",
          add: "Add a language",
          start: { locale_code: "", display_name: null, description: null },
          columns: [
            { kind: "text", name: "locale_code", label: "Language", required: true, max: 7, placeholder: "en" },
            { kind: "text", name: "display_name", label: "Name", max: 255, placeholder: "Name" },
            { kind: "text", name: "description", label: "Description", max: 4000, placeholder: "Description" },
          ],
        }}
        value={rich.descriptions}
        onChange={(descriptions) => put({ descriptions: descriptions as Values[] })}
        error={errorAt("descriptions") ?? error}
        errorAt={(path) => errorAt(`descriptions.${path}`)}
        disabled={disabled}
      />
    </Stack>
  );
};
