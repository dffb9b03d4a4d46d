import type { Ack, Score } from './wire.ts';

/** One's own will for one question that the shown score does not contain yet. */
export interface OpenVote {
	/** The identifier under which it was sent; sent again unchanged until it is answered. */
	readonly i: string;
	readonly value: 0 | 1;
	/** What the server held of this person, and at which version of the score, when the will was last stored. */
	readonly before: 0 | 1;
	readonly version: number;
	readonly stored: boolean;
	readonly tries: number;
}

export interface FailedVote {
	readonly error: string;
	readonly value: 0 | 1;
}

export interface Votes {
	readonly open: ReadonlyMap<string, OpenVote>;
	/** Votes that were taken back because the server refused them, until the person tries again. */
	readonly failed: ReadonlyMap<string, FailedVote>;
}

export const TRIES = 4;
export const noVotes: Votes = { open: new Map(), failed: new Map() };

/** The person wants `value`; `stored` is what the server holds, `score` what is known of the row. */
export function wanted(votes: Votes, id: string, i: string, value: 0 | 1, stored: boolean, score: Score): Votes {
	const earlier = votes.open.get(id);
	const same = earlier !== undefined && earlier.version === score[1];
	const vote: OpenVote = {
		i,
		value,
		before: same ? earlier.before : stored ? 1 : 0,
		version: score[1],
		stored: false,
		tries: 1
	};
	return { open: new Map(votes.open).set(id, vote), failed: without(votes.failed, id) };
}

/** What came of an answer: stored, refused, or to be sent again after so many milliseconds. */
export type Settled =
	| { kind: 'unknown' }
	| { kind: 'stored'; id: string; value: 0 | 1 }
	| { kind: 'again'; id: string; i: string; after: number }
	| { kind: 'refused'; id: string; error: string };

/**
 * Take the server's answer. A refusal takes the vote back visibly; where the server offers a later try, it is used
 * a few times first. Answers to wills that have been replaced since are ignored.
 */
export function answered(votes: Votes, ack: Ack): [Votes, Settled] {
	const found = [...votes.open].find(([, vote]) => vote.i === ack.i && !vote.stored);
	if (!found) return [votes, { kind: 'unknown' }];
	const [id, vote] = found;
	const open = new Map(votes.open);
	if (ack.ok) {
		open.set(id, { ...vote, stored: true });
		return [{ ...votes, open }, { kind: 'stored', id, value: vote.value }];
	}
	if (ack.retry_ms !== undefined && vote.tries < TRIES) {
		open.set(id, { ...vote, tries: vote.tries + 1 });
		return [{ ...votes, open }, { kind: 'again', id, i: vote.i, after: ack.retry_ms }];
	}
	open.delete(id);
	const error = ack.error ?? 'unknown';
	const failed = new Map(votes.failed).set(id, { error, value: vote.value });
	return [{ open, failed }, { kind: 'refused', id, error }];
}

/** Drop stored votes that the scores now contain, and everything of questions that are not shown any more. */
export function caughtUp(votes: Votes, scores: ReadonlyMap<string, Score>, shown: ReadonlyMap<string, unknown>): Votes {
	const done = [...votes.open].filter(([id, vote]) => vote.stored && (scores.get(id)?.[1] ?? -1) > vote.version);
	const lost = [...votes.failed.keys()].filter((id) => !shown.has(id));
	if (done.length === 0 && lost.length === 0) return votes;
	return { open: without(votes.open, ...done.map(([id]) => id)), failed: without(votes.failed, ...lost) };
}

/** Votes to be sent again on a new connection, oldest first. */
export function unanswered(votes: Votes): { id: string; i: string; value: 0 | 1 }[] {
	return [...votes.open].filter(([, vote]) => !vote.stored).map(([id, { i, value }]) => ({ id, i, value }));
}

/** Whether the button shows one's own vote. */
export function showsVote(votes: Votes, stored: ReadonlySet<string>, id: string): boolean {
	const open = votes.open.get(id);
	return open ? open.value === 1 : stored.has(id);
}

/** The score with one's own will in it, as long as the server's figure is the one from before it. */
export function shownScore(votes: Votes, id: string, [score, version]: Score): number {
	const open = votes.open.get(id);
	if (!open || version > open.version) return Math.max(0, score);
	return Math.max(0, score + open.value - open.before);
}

function without<Value>(map: ReadonlyMap<string, Value>, ...ids: string[]): ReadonlyMap<string, Value> {
	if (!ids.some((id) => map.has(id))) return map;
	const fewer = new Map(map);
	for (const id of ids) fewer.delete(id);
	return fewer;
}
