/** Another server changed a row between our reading and our writing it. The batch is run again. */
export class VersionConflict extends Error {}
