import { expect, test } from 'vitest';
import { rowsAfter } from './growing.svelte.ts';

test('a frame gets as many rows as it can draw', () => {
	expect([rowsAfter(2, 17), rowsAfter(4, 24), rowsAfter(8, 40), rowsAfter(8, 51), rowsAfter(1, 300)]).toEqual([4, 8, 8, 4, 1]);
});

test('no frame gets so many rows that a long one among them would be felt', () => {
	expect([rowsAfter(8, 17), rowsAfter(16, 17)]).toEqual([16, 16]);
});
