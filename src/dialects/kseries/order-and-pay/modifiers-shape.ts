import { z } from "zod";
import type { ProductionInstruction } from "../../../domain/catalogue/ordering-records.ts";
import { outId } from "../wire.ts";

/** The third name is misspelt as the vendor misspells it. */
export const InstructionOut = z.strictObject({
  multiSelectionPermitted: z.boolean(),
  productionInstructionGroupName: z.string(),
  productionIntructionGroupId: outId,
  productionInstructionList: z.array(z.strictObject({ instruction: z.string(), ikentooModifierId: outId })),
});
export type InstructionOut = z.output<typeof InstructionOut>;

export const instructionShape = ({
  id,
  name,
  multiSelection,
  instructions,
}: ProductionInstruction): InstructionOut => ({
  multiSelectionPermitted: multiSelection,
  productionInstructionGroupName: name,
  productionIntructionGroupId: id,
  productionInstructionList: instructions.map(({ id: modifier, text }) => ({
    instruction: text,
    ikentooModifierId: modifier,
  })),
});
