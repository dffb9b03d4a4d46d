import type { Account, PendingAffiliation, PendingAffiliations, Registration } from '#lib/api/schema.gen.ts';

export type { Account, PendingAffiliation, PendingAffiliations, Registration };
export type OwnAffiliation = NonNullable<Account['affiliation']>;
