import { expect, test, vi } from 'vitest';
import { momentOf, sorted } from './sorted.ts';

const rows = Array.from({ length: 200 }, (_, id) => ({ id, score: (id * 37) % 11 }));

test('the first number in which two keys differ decides', () => {
	const expected = rows.toSorted((a, b) => b.score - a.score || a.id - b.id);
	expect(sorted(rows, ({ id, score }) => [-score, id])).toEqual(expected);
});

test('each key is made once, and the rows that are given stay as they are', () => {
	const keyOf = vi.fn(({ id }: { id: number }) => [-id]);
	const before = [...rows];
	sorted(rows, keyOf);
	expect([keyOf.mock.calls.length, rows]).toEqual([rows.length, before]);
});

test('rows without an end stand in the order in which they came', () => {
	expect(sorted([3, 1, 2], () => [Infinity])).toEqual([3, 1, 2]);
});

test('no moment is before all others', () => {
	expect([momentOf(null), momentOf(undefined), momentOf('1970-01-01T00:00:01Z')]).toEqual([0, 0, 1000]);
});
