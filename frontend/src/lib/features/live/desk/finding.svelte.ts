import type { Question } from '../room/shapes.ts';

/** What the moderator looks for: words and a topic. Narrows the columns, changes nothing else. */
export class Finding {
	text = $state('');
	label = $state('');

	get active(): boolean {
		return this.text.trim() !== '' || this.label !== '';
	}

	/** The questions that match; all of them when nothing is looked for. */
	among(questions: readonly Question[]): readonly Question[] {
		const words = wordsOf(this.text);
		const label = this.label;
		if (words.length === 0 && label === '') return questions;
		return questions.filter((question) => (label === '' || question.labels.includes(label)) && contains(question, words));
	}

	clear(): void {
		this.text = '';
		this.label = '';
	}
}

/** Questions in which all the words occur, in any order and anywhere: in the text, its other wordings, the asker, the topics. */
export function matching(questions: readonly Question[], text: string): readonly Question[] {
	const words = wordsOf(text);
	return words.length === 0 ? questions : questions.filter((question) => contains(question, words));
}

function wordsOf(text: string): string[] {
	return text.toLocaleLowerCase('de').split(/\s+/).filter(Boolean);
}

function contains({ text, by, labels, original, merged = [] }: Question, words: readonly string[]): boolean {
	const all = [text, by, original, ...labels, ...merged.map((one) => one.text)].join('\n').toLocaleLowerCase('de');
	return words.every((word) => all.includes(word));
}
