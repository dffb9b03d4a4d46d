import { expect, test } from 'vitest';
import { stateText } from './words.ts';

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
