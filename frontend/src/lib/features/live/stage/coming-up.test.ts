import { expect, test } from 'vitest';
import { sample } from '../room/samples.ts';
import { comingUp } from './coming-up.ts';

const scores: Record<string, number> = { '1': 3, '2': 9, '3': 1, '4': 5 };
const score = (id: string): number => scores[id] ?? 0;

test('the shortlist comes first in its own order, then those with the most votes, three in all', () => {
	const hall = [sample('1'), sample('2'), sample('3', { pinned: 2 }), sample('4', { pinned: 1 }), sample('5', { state: 'on_stage' })];
	expect(comingUp(hall, score).map(({ id }) => id)).toEqual(['4', '3', '2']);
});

test('without a shortlist the votes decide, and the older one of equals', () => {
	expect(comingUp([sample('9'), sample('8'), sample('2')], score).map(({ id }) => id)).toEqual(['2', '8', '9']);
});
