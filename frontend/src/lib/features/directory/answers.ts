import type { Directory, DirectoryEntry, MunicipalityPage } from '#lib/api/schema.gen.ts';

export type { Directory, DirectoryEntry, MunicipalityPage };
