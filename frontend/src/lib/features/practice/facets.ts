import { apiUrl, type Query } from '#lib/api';
import { m } from '#lib/messages';
import { topics } from './topics.ts';
import { approaches, components, kinds, sizes, statuses, transfers } from './vocabulary.ts';

/** Chosen codes by facet; facets without a choice are absent. */
export type Selection = Readonly<Record<string, readonly string[]>>;

interface Facet {
	label: () => string;
	/** The word for a code; regions are their own words. */
	word: (code: string) => string;
}

const from = (labels: Readonly<Record<string, () => string>>) => (code: string) => labels[code]?.() ?? code;

/** The facets in the order in which the server expects and gives them. */
export const facets: Readonly<Record<string, Facet>> = {
	topic: { label: m.practice_facet_topic, word: from(topics) },
	approach: { label: m.practice_facet_approach, word: from(approaches) },
	kind: { label: m.practice_facet_kind, word: from(kinds) },
	component: { label: m.practice_facet_component, word: from(components) },
	size: { label: m.practice_facet_size, word: from(sizes) },
	region: { label: m.practice_facet_region, word: (code) => code },
	status: { label: m.practice_facet_status, word: from(statuses) },
	transfer: { label: m.practice_facet_transfer, word: from(transfers) }
};

/** What the address asks for, in the fixed order of the facets. */
export function selectionOf(asked: Pick<URLSearchParams, 'getAll'>): Selection {
	const pairs = Object.keys(facets).map((name) => [name, asked.getAll(name)] as const);
	return Object.fromEntries(pairs.filter(([, codes]) => codes.length));
}

/** The query of list and counts: the same words in the same order as in the address. */
export function queryOf(selection: Selection): Query {
	return { ...selection };
}

/** The address of the list with this selection. */
export function addressOf(selection: Selection): string {
	return apiUrl('/praxis', queryOf(ordered(selection)));
}

/** The selection with one code taken in or, when it was chosen, left out. */
export function toggled(selection: Selection, name: string, code: string): Selection {
	const chosen = selection[name] ?? [];
	const codes = chosen.includes(code) ? chosen.filter((other) => other !== code) : [...chosen, code];
	return ordered({ ...selection, [name]: codes });
}

function ordered(selection: Selection): Selection {
	const pairs = Object.keys(facets).map((name) => [name, selection[name] ?? []] as const);
	return Object.fromEntries(pairs.filter(([, codes]) => codes.length));
}
