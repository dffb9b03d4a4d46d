import { expect, test } from 'vitest';
import { clockText, dateClockText, dateText, daysBetween, longDateText, relativeText } from './dates.ts';

const opening = new Date('2017-12-07T09:00:00Z');

test('dates and times are written as in Germany, in Berlin time', () => {
	expect(dateText(opening)).toBe('07.12.2017');
	expect(clockText(opening)).toBe('10:00 Uhr');
	expect(dateClockText(opening)).toBe('07.12.2017, 10:00 Uhr');
	expect(longDateText(opening)).toBe('Donnerstag, 7. Dezember 2017');
});

test('midnight in Berlin begins the next day, also in summer', () => {
	expect(dateText(new Date('2026-07-01T22:00:00Z'))).toBe('02.07.2026');
	expect(clockText(new Date('2026-07-01T22:00:00Z'))).toBe('00:00 Uhr');
});

test('days are counted by the calendar and not by hours', () => {
	expect(daysBetween(new Date('2026-11-21T22:30:00Z'), new Date('2026-11-21T23:30:00Z'))).toBe(1);
	expect(daysBetween(new Date('2026-10-24T12:00:00Z'), new Date('2026-10-26T12:00:00Z'))).toBe(2);
});

test.each([
	['2026-11-22T10:00:00Z', 'gerade eben'],
	['2026-11-22T09:48:30Z', 'vor 12 Min.'],
	['2026-11-22T07:00:00Z', 'vor 3 Std.'],
	['2026-11-21T11:00:00Z', 'gestern'],
	['2026-11-16T11:00:00Z', 'Mo, 16.11.'],
	['2026-11-12T11:00:00Z', '12.11.2026'],
	['2026-12-24T11:00:00Z', '24.12.2026']
])('%s is written as %s', (moment, text) => {
	expect(relativeText(new Date(moment), new Date('2026-11-22T10:00:30Z'))).toBe(text);
});
