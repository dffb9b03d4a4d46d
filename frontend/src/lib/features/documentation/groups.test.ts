import { describe, expect, it } from 'vitest';
import type { DocumentedQuestion } from '#lib/api/schema.gen.ts';
import { firstOf, grouped, matching } from './groups.ts';

function question(number: number, fields: Partial<DocumentedQuestion> = {}): DocumentedQuestion {
	return {
		number,
		text: `Frage ${number}`,
		by: null,
		identity: 'anonymous',
		verified: false,
		state: 'answered',
		score: 0,
		labels: [],
		also: [],
		also_more: 0,
		edited: false,
		at: '2026-03-12T09:00:00Z',
		answered_at: null,
		answered_how: null,
		answers: [],
		thread: null,
		...fields
	};
}

const numbers = (questions: DocumentedQuestion[]) => questions.map((one) => one.number);

describe('matching', () => {
	const rows = [
		question(1, { text: 'Wer lädt die Straßenämter ein?' }),
		question(2, { also: ['Und wer zahlt?'], labels: ['Kosten'] }),
		question(3, { answers: [{ text: 'Das Amt.', by: 'Leila Haddad', at: '2026-03-12T09:00:00Z', noted: false }] })
	];

	it('finds words whatever their case, umlauts or order', () => {
		expect(numbers(matching(rows, 'STRASSENAMTER ladt'))).toEqual([1]);
		expect(numbers(matching(rows, 'ein wer'))).toEqual([1]);
	});

	it('looks into other wordings, labels, answers and names', () => {
		expect(numbers(matching(rows, 'zahlt'))).toEqual([2]);
		expect(numbers(matching(rows, 'kosten'))).toEqual([2]);
		expect(numbers(matching(rows, 'haddad amt'))).toEqual([3]);
	});

	it('keeps all without a word and none when a word is nowhere', () => {
		expect(numbers(matching(rows, '  '))).toEqual([1, 2, 3]);
		expect(matching(rows, 'amt zahlt')).toEqual([]);
	});
});

describe('grouped', () => {
	it('puts the most wanted first and leaves out what is empty', () => {
		const rows = [question(1, { score: 2 }), question(2, { score: 9 }), question(3, { state: 'open', score: 2 })];
		expect(grouped(rows).map((group) => [group.state, numbers(group.questions)])).toEqual([
			['answered', [2, 1]],
			['open', [3]]
		]);
	});
});

describe('firstOf', () => {
	it('takes the first rows over all groups', () => {
		const groups = grouped([question(1), question(2), question(3, { state: 'open' })]);
		expect(firstOf(groups, 1).map((group) => numbers(group.questions))).toEqual([[1], []]);
		expect(firstOf(groups, 9)).toEqual(groups);
	});
});
