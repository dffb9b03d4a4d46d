import type { Question } from '../room/shapes.ts';
import { momentOf, sorted } from '../sorted.ts';
import type { Draft } from './drafts.svelte.ts';

/** What the speaker looks at: the question on stage, those that come next, others that may come, and what is done. */
export interface Lists {
	now: Question | undefined;
	next: Question[];
	others: Question[];
	done: Question[];
}

const OTHERS = 5;

/** The shortlist in its order, then the best of the rest by votes. */
export function lists(questions: readonly Question[], score: (id: string) => number): Lists {
	const approved = questions.filter(({ state }) => state === 'approved');
	const pinned = approved.filter(({ pinned }) => typeof pinned === 'number');
	return {
		now: questions.find(({ state }) => state === 'on_stage'),
		next: pinned.sort((a, b) => (a.pinned ?? 0) - (b.pinned ?? 0)),
		others: sorted(
			approved.filter(({ pinned }) => typeof pinned !== 'number'),
			({ id }) => [-score(id), Number(id)]
		).slice(0, OTHERS),
		done: sorted(
			questions.filter(({ state }) => state === 'answered' || state === 'deferred'),
			({ id, answered_at }) => [-momentOf(answered_at), -score(id), Number(id)]
		)
	};
}

/** For how many questions of `seconds` each there is time, besides what the present one still needs. */
export function fits(left: number, seconds: number, spent: number | null): number {
	const present = spent === null ? 0 : Math.max(0, seconds * 1000 - spent);
	return Math.max(0, Math.floor((left - present) / (seconds * 1000)));
}

const ANSWERABLE: readonly Question['state'][] = ['approved', 'on_stage', 'answered', 'deferred'];

/** Where a draft belongs: its question as long as that is seen, else the one into which it was merged; else nowhere. */
export function goalOf({ question, about }: Draft, questions: readonly Question[]): Question | undefined {
	const seen = questions.filter(({ state }) => ANSWERABLE.includes(state));
	return seen.find(({ id }) => id === question) ?? seen.find(({ also }) => also.includes(about));
}
