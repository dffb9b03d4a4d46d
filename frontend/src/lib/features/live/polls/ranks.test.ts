import { expect, test } from 'vitest';
import { droppedAt, shifted } from './ranks.ts';

test('an entry moves, and stays at the ends', () => {
	expect(shifted(['a', 'b', 'c'], 'c', -1)).toEqual(['a', 'c', 'b']);
	expect(shifted(['a', 'b', 'c'], 'a', -1)).toEqual(['a', 'b', 'c']);
	expect(shifted(['a', 'b', 'c'], 'c', 1)).toEqual(['a', 'b', 'c']);
	expect(shifted(['a'], 'x', 1)).toEqual(['a']);
});

test('an entry is dropped at the place of another', () => {
	expect(droppedAt(['a', 'b', 'c'], 'a', 'c')).toEqual(['b', 'c', 'a']);
	expect(droppedAt(['a', 'b', 'c'], 'c', 'a')).toEqual(['c', 'a', 'b']);
});
