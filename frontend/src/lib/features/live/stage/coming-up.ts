import type { Question } from '../room/shapes.ts';
import { sorted } from '../sorted.ts';

/** So many questions stand below the one on stage. */
export const NEXT = 3;

/** What the hall sees as next: the shortlist in its order, then those with the most votes. */
export function comingUp(questions: readonly Question[], score: (id: string) => number): readonly Question[] {
	const approved = questions.filter(({ state }) => state === 'approved');
	return sorted(approved, ({ id, pinned }) => [pinned ?? Infinity, -score(id), Number(id)]).slice(0, NEXT);
}
