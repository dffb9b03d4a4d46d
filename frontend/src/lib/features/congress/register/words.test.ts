import { expect, test } from 'vitest';
import { stateText, withoutWorkshops } from './words.ts';

const now = new Date('2026-03-12T09:00:00Z');
const closed = { open: false, opens: null, closes: null, places_left: null, waiting: 0 };

test('when registering begins is said with one word for the hour', () => {
	expect(stateText({ ...closed, opens: '2026-03-20T09:00:00Z' }, now)).toBe('Die Anmeldung beginnt am 20.03.2026, 10:00 Uhr.');
	expect(stateText({ ...closed, opens: '2026-03-01T09:00:00Z' }, now)).toBe('Die Anmeldung ist geschlossen.');
});

test('one place and one who waits read as well as many', () => {
	const open = { ...closed, open: true };
	expect(stateText({ ...open, places_left: 1 }, now)).toBe('Freie Plätze: 1.');
	expect(stateText({ ...open, places_left: 0, waiting: 1 }, now)).toBe('Ausgebucht. Auf der Warteliste: 1.');
	expect(stateText({ ...open, closes: '2026-03-20T09:00:00Z' }, now)).toBe('Die Anmeldung ist offen. Anmeldeschluss: 20.03.2026, 10:00 Uhr.');
});

test('what is sent to give places back is what was written before, without those workshops', () => {
	const workshops = [1, 2, 3].map((id) => ({ id, title: '', held: id < 3 }));
	const own = { name: 'Leila', municipality: 'Musterstadt', email: 'x', needs: 'Gebärdensprache', state: 'registered' as const, code: null, workshops };
	expect(withoutWorkshops(own, (id) => id === 2)).toEqual({ name: 'Leila', municipality: 'Musterstadt', needs: 'Gebärdensprache', workshops: [1, 3] });
});
