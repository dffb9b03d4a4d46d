import { describe, expect, test } from 'vitest';
import type { Question } from '../room/shapes.ts';
import { fits, goalOf, lists } from './order.ts';

const row = (id: string, state: Question['state'], more: Partial<Question> = {}): Question =>
	({ id, state, pinned: null, answered_at: null, ...more }) as Question;
const scores: Record<string, number> = { '1': 1, '2': 9, '3': 4 };
const score = (id: string): number => scores[id] ?? 0;

describe('what a speaker sees', () => {
	test('the shortlist goes by its places, the rest by votes', () => {
		const rows = [row('1', 'approved', { pinned: 2 }), row('2', 'approved'), row('3', 'approved'), row('4', 'approved', { pinned: 1 })];
		const { next, others } = lists(rows, score);
		expect([next.map(({ id }) => id), others.map(({ id }) => id)]).toEqual([['4', '1'], ['2', '3']]);
	});

	test('what is done comes latest first, and what was put off last', () => {
		const rows = [row('1', 'deferred'), row('2', 'answered', { answered_at: '10' }), row('3', 'answered', { answered_at: '11' })];
		expect(lists(rows, score).done.map(({ id }) => id)).toEqual(['3', '2', '1']);
	});
});

describe('for how many questions there is time', () => {
	test('counts whole questions after the present one', () => {
		expect(fits(600_000, 120, null)).toBe(5);
		expect(fits(600_000, 120, 60_000)).toBe(4);
		expect(fits(600_000, 120, 300_000)).toBe(5);
		expect(fits(-5_000, 120, null)).toBe(0);
	});
});

describe('where a draft belongs', () => {
	const draft = { key: 'question-1', question: '1', answer: null, about: 'Wer lädt ein?', text: 'Wir' };

	test('is its question, wherever on the page that stands', () => {
		const states = ['approved', 'on_stage', 'answered', 'deferred', 'rejected', 'withdrawn', 'submitted'] as const;
		expect(states.map((state) => goalOf(draft, [row('1', state, { also: [] })])?.id)).toEqual(['1', '1', '1', '1', undefined, undefined, undefined]);
	});

	test('is the question that has taken its own one in', () => {
		expect(goalOf(draft, [row('2', 'approved', { also: [] }), row('3', 'approved', { also: ['Wer lädt ein?'] })])?.id).toBe('3');
	});
});
