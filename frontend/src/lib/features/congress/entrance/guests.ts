import type { RegistrationList, RegistrationRow } from '#lib/api/schema.gen.ts';
import { fold } from '#lib/fold.ts';

interface KeptList {
	at: string;
	data: RegistrationList;
}

const key = (slug: string): string => `ratschlag:einlass:${slug}`;

/** Keep the list until the tab is closed, for a reload without network: no addresses and nothing about needs. */
export function keepList(slug: string, data: RegistrationList | null): void {
	try {
		if (!data) {
			sessionStorage.removeItem(key(slug));
			return;
		}
		const items = data.items.map(({ email: _email, needs: _needs, ...row }) => row);
		sessionStorage.setItem(key(slug), JSON.stringify({ at: new Date().toISOString(), data: { ...data, items } }));
	} catch {
		// Private windows may refuse; then a reload needs the network.
	}
}

export function keptList(slug: string): KeptList | null {
	try {
		return JSON.parse(sessionStorage.getItem(key(slug)) ?? 'null') as KeptList | null;
	} catch {
		return null;
	}
}

/** Who matches: every word in name or municipality as names are folded, or the code as one says it. */
export function found(rows: readonly RegistrationRow[], query: string): RegistrationRow[] {
	const words = fold(query).split(' ').filter(Boolean);
	const code = query.replace(/[^\p{L}\p{N}]/gu, '').toUpperCase();
	return rows.filter((row) => {
		if (code && code === row.code.replace(/\s/g, '')) return true;
		const names = fold(`${row.name} ${row.municipality}`);
		return words.every((word) => names.includes(word));
	});
}
