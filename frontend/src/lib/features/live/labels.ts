import type { Question } from './room/shapes.ts';

/**
 * All topics of these questions, each once, in the order of the alphabet.
 *
 * `localeCompare` would say the same, but loading the browser's rules of a language takes a slow phone a whole frame.
 */
export function labelsOf(questions: readonly Question[]): readonly string[] {
	const keys = new Map(questions.flatMap(({ labels }) => labels).map((label) => [label, keyOf(label)]));
	return [...keys].sort(([a, keyA], [b, keyB]) => order(keyA, keyB) || order(a, b)).map(([label]) => label);
}

/** Without case and accents, ß as ss (DIN 5007-1). */
function keyOf(label: string): string {
	return label.toLowerCase().replaceAll('ß', 'ss').normalize('NFD').replace(/\p{M}/gu, '');
}

function order(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}
