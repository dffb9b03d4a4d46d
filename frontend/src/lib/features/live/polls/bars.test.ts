import { describe, expect, test } from 'vitest';
import { barsOf, steps } from './bars.ts';

const options = [
	{ id: '1', text: 'Ämter' },
	{ id: '2', text: 'Vereine' }
];

describe('the bars', () => {
	test('show ballots of each option in the order of the poll', () => {
		const result = { ballots: 4, counts: { '1': 1, '2': 3 } };
		expect(barsOf({ kind: 'single', options, scale: null, result })).toEqual([
			{ id: '1', label: 'Ämter', count: 1, share: 0.25, length: 0.25 },
			{ id: '2', label: 'Vereine', count: 3, share: 0.75, length: 0.75 }
		]);
	});

	test('of a ranking stand by points', () => {
		const result = { ballots: 2, counts: { '1': 2, '2': 2 }, points: { '1': 2, '2': 4 }, ranks: { '1': 2, '2': 1 } };
		expect(barsOf({ kind: 'ranking', options, scale: null, result }).map(({ id, count, share, rank }) => [id, count, share, rank])).toEqual([
			['2', 4, 1, 1],
			['1', 2, 0.5, 2]
		]);
	});

	test('of nothing have no length', () => {
		expect(barsOf({ kind: 'multiple', options, scale: null, result: { ballots: 0, counts: {} } }).map(({ length }) => length)).toEqual([0, 0]);
		expect(barsOf({ kind: 'single', options, scale: null, result: null })).toEqual([]);
	});

	test('of a scale say what its ends mean', () => {
		expect(steps({ low: 0, high: 2, low_label: 'nie', high_label: '' }).map(({ label }) => label)).toEqual(['0 · nie', '1', '2']);
	});
});
