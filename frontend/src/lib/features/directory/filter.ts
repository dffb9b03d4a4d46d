import { fold } from '#lib/fold.ts';
import type { DirectoryEntry } from './answers.ts';

/** What the reader narrowed the directory to; all of it is in the address. */
export interface DirectoryFilter {
	text: string;
	region: string;
	/** '' the 53 districts and independent cities, 'all' every place, else one kind. */
	kind: string;
}

export const REGIONS = ['Arnsberg', 'Detmold', 'Düsseldorf', 'Köln', 'Münster'] as const;
export const KINDS = ['', 'district', 'city_region', 'independent_city', 'municipality', 'all'] as const;

/** The filter in the address; what the address does not know is left out. */
export function filterOf(query: Pick<URLSearchParams, 'get'>): DirectoryFilter {
	const region = query.get('bezirk') ?? '';
	const kind = query.get('art') ?? '';
	return {
		text: query.get('q') ?? '',
		region: (REGIONS as readonly string[]).includes(region) ? region : '',
		kind: (KINDS as readonly string[]).includes(kind) ? kind : ''
	};
}

/** The address of the directory with this filter. */
export function addressOf({ text, region, kind }: DirectoryFilter): string {
	const query = new URLSearchParams();
	if (text) query.set('q', text);
	if (region) query.set('bezirk', region);
	if (kind) query.set('art', kind);
	const search = query.toString();
	return search ? `/netzwerk?${search}` : '/netzwerk';
}

/**
 * The rows that the filter leaves, in their order.
 *
 * Every word must be in the name or the district's; with a text and no kind all places are searched, because
 * somebody who types "Geldern" means the town.
 */
export function filtered(rows: readonly DirectoryEntry[], filter: DirectoryFilter): DirectoryEntry[] {
	const words = fold(filter.text).split(' ').filter(Boolean);
	return rows.filter((row) => {
		if (filter.region && row.region !== filter.region) return false;
		if (filter.kind === '' && !words.length && row.parent) return false;
		if (filter.kind && filter.kind !== 'all' && row.kind !== filter.kind) return false;
		const names = `${row.sort_name} ${row.parent ? fold(row.parent.name) : ''}`;
		return words.every((word) => names.includes(word));
	});
}
