import { expect, test } from 'vitest';
import type { RegistrationRow } from '#lib/api/schema.gen.ts';
import { found } from './guests.ts';

function row(id: number, name: string, municipality: string, code: string): RegistrationRow {
	return { id, name, municipality, code, state: 'registered', here: null, workshops: [] };
}

const rows = [row(1, 'Özlem Groß', 'Kreis Beispielland', 'ABC 234'), row(2, 'Jens Brock', 'Musterstadt', 'XYZ 789')];

test('people are found by name, municipality and code, however they are written', () => {
	for (const text of ['oezlem', 'GROSS kreis', 'özlem', 'abc234', 'ABC 234', 'abc-234']) expect(found(rows, text).map(({ id }) => id), text).toEqual([1]);
	expect(found(rows, '')).toHaveLength(2);
	expect(found(rows, 'niemand')).toEqual([]);
});
