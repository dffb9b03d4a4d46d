import { describe, expect, test } from 'vitest';
import { nothingShown, ranked, shownNow, type Ranked } from './ranking.ts';

const question = (id: string, score: number, since: number, voted = false): Ranked => ({ id, score, since, voted });
const hall = [question('a', 3, 10), question('b', 8, 20, true), question('c', 3, 5), question('d', 0, 30)];

describe('the order', () => {
	test('top: most votes first, the older of equals first', () => {
		expect(ranked(hall, 'top', new Set())).toEqual(['b', 'c', 'a', 'd']);
	});

	test('new: the latest first', () => {
		expect(ranked(hall, 'new', new Set())).toEqual(['d', 'b', 'a', 'c']);
	});

	test('not yet seen much: not shown on this phone, then not voted for, then fewest votes', () => {
		expect(ranked(hall, 'unseen', new Set(['d', 'c']))).toEqual(['a', 'b', 'd', 'c']);
	});

	test('depends on nothing but the questions', () => {
		const same = [question('x', 1, 1), question('y', 1, 1), question('w', 1, 1)];
		for (const sort of ['top', 'new', 'unseen'] as const) {
			expect(ranked([...same].reverse(), sort, new Set())).toEqual(ranked(same, sort, new Set()));
		}
	});
});

describe('what is shown', () => {
	test('follows at once while nobody touches the list', () => {
		expect(shownNow({ ids: ['a', 'b'], waiting: 0, moved: false }, ['b', 'a', 'c'], false)).toEqual({
			ids: ['b', 'a', 'c'],
			waiting: 0,
			moved: false
		});
	});

	test('keeps every place while the list is held, and counts what is new', () => {
		expect(shownNow({ ids: ['a', 'b'], waiting: 0, moved: false }, ['b', 'c', 'd'], true)).toEqual({
			ids: ['a', 'b'],
			waiting: 2,
			moved: true
		});
	});

	test('says when only the order differs', () => {
		expect(shownNow({ ids: ['a', 'b'], waiting: 0, moved: false }, ['b', 'a'], true)).toMatchObject({ waiting: 0, moved: true });
		expect(shownNow({ ids: ['a', 'b'], waiting: 0, moved: false }, ['a', 'b'], true)).toMatchObject({ moved: false });
	});

	test('an empty list is filled even while it is held', () => {
		expect(shownNow(nothingShown, ['a'], true).ids).toEqual(['a']);
	});
});
