import type { DocumentedQuestion } from '#lib/api/schema.gen.ts';

export const STATES = ['answered', 'deferred', 'open'] as const;
export type DocumentedState = (typeof STATES)[number];

export interface Group {
	state: DocumentedState;
	questions: DocumentedQuestion[];
}

/** Text as it is compared in a search: without case and accents, ß as ss. */
export function folded(text: string): string {
	return text
		.toLowerCase()
		.replaceAll('ß', 'ss')
		.normalize('NFD')
		.replace(/\p{M}/gu, '');
}

/** Everything of a question that a search looks at. */
export function haystack(question: DocumentedQuestion): string {
	const answers = question.answers.flatMap((answer) => [answer.text, answer.by]);
	return folded([question.text, question.by ?? '', ...question.labels, ...question.also, ...answers].join('\n'));
}

/** The questions that hold all words; all of them when there is no word. */
export function matching(questions: readonly DocumentedQuestion[], search: string): DocumentedQuestion[] {
	const words = folded(search).split(/\s+/).filter(Boolean);
	if (words.length === 0) return [...questions];
	return questions.filter((question) => {
		const text = haystack(question);
		return words.every((word) => text.includes(word));
	});
}

/** By state, most wanted first; states without a question are left out. */
export function grouped(questions: readonly DocumentedQuestion[]): Group[] {
	return STATES.map((state) => ({
		state,
		questions: questions
			.filter((question) => question.state === state)
			.sort((one, other) => other.score - one.score || one.number - other.number)
	})).filter((group) => group.questions.length > 0);
}

/** The first rows of all groups together, so that a long list is drawn piece by piece. */
export function firstOf(groups: readonly Group[], most: number): Group[] {
	let left = most;
	return groups.map((group) => {
		const questions = group.questions.slice(0, Math.max(0, left));
		left -= questions.length;
		return { ...group, questions };
	});
}
