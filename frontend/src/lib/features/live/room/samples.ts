import type { Question } from './shapes.ts';

/** A question for tests: approved, anonymous, with nothing else said of it. */
export function sample(id: string, more: Partial<Question> = {}): Question {
	return {
		id,
		text: `Frage ${id}`,
		state: 'approved',
		score: 0,
		version: 1,
		by: null,
		identity: 'anonymous',
		rev: 1,
		at: null,
		stage_since: null,
		answered_at: null,
		edited: false,
		labels: [],
		pinned: null,
		also: [],
		also_more: 0,
		answers: [],
		answered_how: null,
		thread: null,
		...more
	};
}
