import type { Question } from '../room/shapes.ts';

/** So many questions stand below the one on stage. */
export const NEXT = 3;

/** What the hall sees as next: the shortlist in its order, then those with the most votes. */
export function comingUp(questions: readonly Question[], score: (id: string) => number): readonly Question[] {
	const place = ({ pinned }: Question): number => pinned ?? Infinity;
	const byPlace = (a: Question, b: Question): number => (place(a) === place(b) ? 0 : place(a) - place(b));
	return questions
		.filter(({ state }) => state === 'approved')
		.sort((a, b) => byPlace(a, b) || score(b.id) - score(a.id) || Number(a.id) - Number(b.id))
		.slice(0, NEXT);
}
