import { expect, test } from 'vitest';
import { bodyOf, formOf } from './point-form.ts';

const form = (from: string, to: string): ReturnType<typeof formOf> => ({ ...formOf(null, '2026-11-22', []), title: 'Abend', from, to });
const ends = (from: string, to: string): unknown => bodyOf(form(from, to)).ends;

test('an evening that goes on into the night ends on the next day', () => {
	expect(ends('22:00', '00:00')).toBe('2026-11-22T23:00:00.000Z');
	expect(ends('23:00', '00:30')).toBe('2026-11-22T23:30:00.000Z');
	expect(ends('18:00', '23:30')).toBe('2026-11-22T22:30:00.000Z');
});

test('an end before the beginning by day stays what it is, so that it is told', () => {
	expect(ends('10:00', '09:00')).toBe('2026-11-22T08:00:00.000Z');
	expect(ends('17:00', '01:00')).toBe('2026-11-22T00:00:00.000Z');
});
