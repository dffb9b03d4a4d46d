import type { AnyPoll } from '../room/poll-book.svelte.ts';

/** One bar of a result. */
export interface Bar {
	readonly id: string;
	readonly label: string;
	/** Ballots, or points of a ranking. */
	readonly count: number;
	/** Part of all ballots; of a ranking part of the most points possible. Between 0 and 1. */
	readonly share: number;
	/** Length against the longest possible bar, between 0 and 1. */
	readonly length: number;
	/** Mean rank; of a ranking only, null for an option that nobody ranks. */
	readonly rank?: number | null;
}

/** The bars of a result: options and steps in the poll's order, a ranking by points. None for words, or while hidden. */
export function barsOf({ kind, options, scale, result }: Pick<AnyPoll, 'kind' | 'options' | 'scale' | 'result'>): Bar[] {
	if (!result || kind === 'words') return [];
	const { ballots, counts = {}, points = {}, ranks = {} } = result;
	const part = (count: number, of: number): number => (of > 0 ? count / of : 0);
	if (kind === 'ranking') {
		const most = ballots * options.length;
		return options
			.map(({ id, text }) => ({ id, label: text, count: points[id] ?? 0, share: part(points[id] ?? 0, most), length: part(points[id] ?? 0, most), rank: ranks[id] ?? null }))
			.sort((a, b) => b.count - a.count);
	}
	const rows = kind === 'scale' ? steps(scale) : options.map(({ id, text }) => ({ id, label: text }));
	return rows.map(({ id, label }) => {
		const share = part(counts[id] ?? 0, ballots);
		return { id, label, count: counts[id] ?? 0, share, length: share };
	});
}

/** The steps of a scale; the ends say what they mean. */
export function steps(scale: AnyPoll['scale']): { id: string; label: string }[] {
	if (!scale) return [];
	const { low, high, low_label, high_label } = scale;
	return Array.from({ length: high - low + 1 }, (_, place) => {
		const step = low + place;
		const means = step === low ? low_label : step === high ? high_label : '';
		return { id: String(step), label: means ? `${step} · ${means}` : String(step) };
	});
}
