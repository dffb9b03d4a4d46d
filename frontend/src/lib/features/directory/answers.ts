import type { Colleague, Directory, DirectoryEntry, MunicipalityPage } from '#lib/api/schema.gen.ts';

export type { Colleague, Directory, DirectoryEntry, MunicipalityPage };
