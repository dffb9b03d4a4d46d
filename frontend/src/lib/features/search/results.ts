import { m } from '#lib/messages';

/** One hit; the `*_html` fields are escaped by the server and mark the matches. */
export interface SearchHit {
	kind: string;
	title: string;
	title_html?: string;
	url: string;
	excerpt_html: string;
	meta: string;
}

/** The answer of `GET /api/v1/search?q=`. */
export interface SearchAnswer {
	items: SearchHit[];
}

export interface Group {
	kind: string;
	label: string;
	hits: SearchHit[];
}

const labels: Record<string, () => string> = {
	thread: () => m.search_kind_thread(),
	post: () => m.search_kind_post(),
	practice: () => m.search_kind_practice_example(),
	practice_example: () => m.search_kind_practice_example(),
	congress: () => m.search_kind_congress(),
	session: () => m.search_kind_session(),
	municipality: () => m.search_kind_municipality()
};

/** Hits by kind, the kinds and the hits within each in the server's order. */
export function byKind(hits: readonly SearchHit[]): Group[] {
	const groups = new Map<string, Group>();
	for (const hit of hits) {
		const kind = hit.kind in labels ? hit.kind : 'other';
		const group = groups.get(kind) ?? { kind, label: (labels[kind] ?? m.search_kind_other)(), hits: [] };
		group.hits.push(hit);
		groups.set(kind, group);
	}
	return [...groups.values()];
}
