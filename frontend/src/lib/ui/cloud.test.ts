import { describe, expect, test } from 'vitest';
import { overlaps, placed } from './cloud.ts';

const room = { width: 1200, height: 700 };
const sizes = { smallest: 36, largest: 120 };
const measure = (text: string, size: number): number => text.length * size * 0.55;
const words = Array.from({ length: 40 }, (_, number) => [`Wort${'x'.repeat(number % 7)}${number}`, 41 - number] as const);

describe('a word cloud', () => {
	test('has no overlap and nothing outside', () => {
		const done = placed(words, room, measure, sizes);
		expect(done.length).toBeGreaterThan(30);
		for (const [place, word] of done.entries()) {
			expect(done.slice(place + 1).filter((other) => overlaps(word, other))).toEqual([]);
			expect([word.x - word.width / 2 >= 0, word.x + word.width / 2 <= room.width]).toEqual([true, true]);
		}
	});

	test('shows words that are named more in larger letters', () => {
		const [first, last] = placed([['Mut', 9], ['Zeit', 1]], room, measure, sizes);
		expect([first?.size, last?.size]).toEqual([120, 36]);
	});

	test('leaves words where they are while one more comes', () => {
		const before = placed(words.slice(0, 6), room, measure, sizes);
		const after = placed([...words.slice(0, 6), ['Neu', 1]], room, measure, sizes, before);
		const moved = before.filter((word) => !after.some((other) => other.text === word.text && other.x === word.x && other.y === word.y));
		expect(moved).toEqual([]);
	});

	test('of nothing is empty, and in no room too', () => {
		expect(placed([], room, measure, sizes)).toEqual([]);
		expect(placed(words, { width: 0, height: 0 }, measure, sizes)).toEqual([]);
	});
});
