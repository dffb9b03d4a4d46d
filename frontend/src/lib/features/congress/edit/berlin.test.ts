import { expect, test } from 'vitest';
import { daysAfter, daysFrom, daysOf, fieldOf, fieldsOf, momentOf, momentOfField } from './berlin.ts';

test('what the clocks in Berlin show becomes a moment and back, in winter, in summer and beside the change', () => {
	for (const [day, time, moment] of [
		['2027-03-12', '09:00', '2027-03-12T08:00:00.000Z'],
		['2027-07-01', '09:00', '2027-07-01T07:00:00.000Z'],
		['2027-03-28', '01:59', '2027-03-28T00:59:00.000Z'],
		['2027-03-28', '03:00', '2027-03-28T01:00:00.000Z'],
		['2027-10-31', '23:30', '2027-10-31T22:30:00.000Z']
	] as const) {
		expect(momentOf(day, time)).toBe(moment);
		expect(fieldsOf(moment)).toEqual({ day, time });
		expect(momentOfField(fieldOf(moment))).toBe(moment);
	}
});

test('what is not complete is no moment', () => {
	expect([momentOf('', '09:00'), momentOf('2027-03-12', ''), momentOfField(''), fieldOf(null)]).toEqual(['', '', null, '']);
});

test('the days of a congress', () => {
	expect(daysOf('2027-03-27', '2027-03-29')).toEqual(['2027-03-27', '2027-03-28', '2027-03-29']);
});

test('days are counted by the calendar, over the change of the clocks too', () => {
	expect([daysFrom('2027-03-12', '2027-04-16'), daysFrom('2027-04-16', '2027-03-12'), daysFrom('2027-03-12', '')]).toEqual([35, -35, 0]);
	expect([daysAfter('2027-03-12', 35), daysAfter('2027-12-31', 1), daysAfter('2027-03-01', -1)]).toEqual(['2027-04-16', '2028-01-01', '2027-02-28']);
});
