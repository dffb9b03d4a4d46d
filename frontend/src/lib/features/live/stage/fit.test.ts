import { describe, expect, test, vi } from 'vitest';
import { fittingSize, LARGEST, SMALLEST, type Measure } from './fit.ts';

const hall = { width: 1370, height: 560 };

/** Letters half as wide as high, words broken anywhere: near enough to a real font. */
function text(length: number): (size: number) => Measure {
	return (size) => {
		const perLine = Math.floor(hall.width / (size * 0.5));
		const lines = Math.ceil(length / perLine);
		return { lines, height: lines * size * 1.2, width: Math.min(length, perLine) * size * 0.5 };
	};
}

describe('the size of a question', () => {
	test('is the largest for a short one', () => expect(fittingSize(hall, text(60))).toBe(LARGEST));

	test('gives up a little of its size when that saves a line', () => {
		const size = fittingSize(hall, text(66));
		expect(text(66)(LARGEST).lines).toBe(3);
		expect([text(66)(size).lines, size]).toEqual([2, 83]);
	});

	test('is found with few measurements: for each the browser lays the text out', () => {
		for (const length of [60, 66, 160, 500]) {
			const measure = vi.fn(text(length));
			fittingSize(hall, measure);
			expect(measure.mock.calls.length, String(length)).toBeLessThanOrEqual(12);
		}
	});

	test('shrinks so that a longer one keeps to four lines', () => {
		const size = fittingSize(hall, text(160));
		expect(text(160)(size).lines).toBeLessThanOrEqual(4);
		expect(size).toBeGreaterThan(60);
	});

	test('lets 500 characters take more lines, legibly and without overflow', () => {
		const size = fittingSize(hall, text(500));
		expect(size).toBeGreaterThanOrEqual(44);
		expect(text(500)(size).height).toBeLessThanOrEqual(hall.height);
	});

	test('never goes below what is legible', () => expect(fittingSize({ width: 300, height: 50 }, text(500))).toBe(SMALLEST));
});
