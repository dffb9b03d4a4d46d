import { expect, test } from 'vitest';
import { radius, step } from './points.ts';

test('the area of a point grows with its weight, within limits', () => {
	expect(radius(400_000) / radius(100_000)).toBeCloseTo(2);
	expect([radius(null), radius(0), radius(1), radius(9_000_000)]).toEqual([3, 3, 3, 16]);
});

test.each([
	['ArrowRight', 2, 0],
	['ArrowDown', 0, 1],
	['ArrowLeft', 0, 2],
	['ArrowUp', 1, 0],
	['Home', 2, 0],
	['End', 0, 2],
	['Enter', 0, null]
])('%s leads from %i to %s', (key, index, expected) => {
	expect(step(key, index, 3)).toBe(expected);
});

test('an empty map has nowhere to go', () => {
	expect(step('ArrowRight', 0, 0)).toBe(null);
});
