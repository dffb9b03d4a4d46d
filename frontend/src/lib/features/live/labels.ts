import type { Question } from './room/shapes.ts';

/** All topics of these questions, each once, in the order of the alphabet. */
export function labelsOf(questions: readonly Question[]): readonly string[] {
	return [...new Set(questions.flatMap(({ labels }) => labels))].sort((a, b) => a.localeCompare(b, 'de'));
}
