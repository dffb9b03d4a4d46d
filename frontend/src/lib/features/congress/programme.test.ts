import { expect, test } from 'vitest';
import type { ProgrammeSession } from '#lib/api/schema.gen.ts';
import { byDay, nextBegin } from './programme.ts';

function session(id: string, starts: string, ends: string, room: string | null): ProgrammeSession {
	return { id, title: id, abstract_html: '', kind: 'workshop', starts, ends, room, parts: [], live: null, capacity: null, examples: [] };
}

test('sessions at the same time stand beside each other, days follow the calendar of Berlin', () => {
	const days = byDay([
		session('late', '2026-03-12T22:30:00Z', '2026-03-12T23:30:00Z', 'A'),
		session('next day', '2026-03-12T23:30:00Z', '2026-03-13T00:30:00Z', 'A'),
		session('beside', '2026-03-12T23:30:00Z', '2026-03-13T00:30:00Z', 'B'),
		session('longer', '2026-03-12T23:30:00Z', '2026-03-13T01:30:00Z', 'C')
	]);
	expect(days.map(({ day, slots }) => [day, slots.map(({ sessions }) => sessions.map(({ id }) => id))])).toEqual([
		['2026-03-12', [['late']]],
		['2026-03-13', [['next day', 'beside'], ['longer']]]
	]);
});

test('no sessions give no days', () => {
	expect(byDay([])).toEqual([]);
});

test('what comes next is the earliest begin still to come on this day', () => {
	const rows = [session('on', '2026-03-12T08:00:00Z', '2026-03-12T09:00:00Z', 'A'), session('soon', '2026-03-12T09:00:00Z', '2026-03-12T10:00:00Z', 'A')];
	expect(nextBegin(rows, new Date('2026-03-12T08:30:00Z'))).toBe('2026-03-12T09:00:00Z');
	expect(nextBegin(rows, new Date('2026-03-12T09:00:00Z'))).toBe('');
	expect(nextBegin(rows, new Date('2026-03-11T12:00:00Z'))).toBe('');
});
