import { expect, test } from 'vitest';
import { dayOf, daysText, isOn, timesText, untilText } from './when.ts';

test('days and times are those of Berlin', () => {
	expect(daysText('2017-12-07', '2017-12-07')).toBe('07.12.2017');
	expect(daysText('2026-11-22', '2026-11-23')).toBe('22.11.2026 bis 23.11.2026');
	expect(timesText('2026-11-22T09:00:00Z', '2026-11-22T10:30:00Z')).toBe('10:00–11:30 Uhr');
	expect(dayOf('2026-11-22T23:30:00Z')).toBe('2026-11-23');
});

test('a session is on from its first moment until just before its end', () => {
	const session = { starts: '2026-11-22T09:00:00Z', ends: '2026-11-22T10:30:00Z' };
	const at = (time: string): boolean => isOn(session, new Date(`2026-11-22T${time}Z`));
	expect([at('08:59:59'), at('09:00:00'), at('10:29:59'), at('10:30:00')]).toEqual([false, true, true, false]);
});

test('a live session that goes on after its time names no time that has passed', () => {
	expect(untilText('2026-11-22T10:30:00Z', new Date('2026-11-22T10:00:00Z'))).toBe('läuft bis 11:30 Uhr');
	expect(untilText('2026-11-22T10:30:00Z', new Date('2026-11-22T10:31:00Z'))).toBe('läuft noch');
});
