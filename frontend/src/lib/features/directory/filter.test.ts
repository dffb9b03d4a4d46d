import { expect, test } from 'vitest';
import type { DirectoryEntry } from './answers.ts';
import { fold } from '#lib/fold.ts';
import { addressOf, filtered, filterOf } from './filter.ts';

function row(name: string, kind: DirectoryEntry['kind'], region: string, parent: string | null = null): DirectoryEntry {
	return {
		ags: name,
		name,
		sort_name: fold(name),
		kind,
		region,
		parent: parent ? { ags: parent, name: parent } : null,
		population: null,
		size_class: null,
		x: 1,
		y: 1,
		municipalities: 0,
		centres: 0,
		fictional: false
	};
}

const rows = [
	row('Geldern', 'municipality', 'Düsseldorf', 'Kreis Kleve'),
	row('Hamm', 'independent_city', 'Arnsberg'),
	row('Kreis Kleve', 'district', 'Düsseldorf'),
	row('Münster', 'independent_city', 'Münster')
];
const names = (query: string): string[] => filtered(rows, filterOf(new URLSearchParams(query))).map(({ name }) => name);

test.each([
	['', ['Hamm', 'Kreis Kleve', 'Münster']],
	['art=all', ['Geldern', 'Hamm', 'Kreis Kleve', 'Münster']],
	['q=muenster', ['Münster']],
	['q=MÜNSTER', ['Münster']],
	['q=geldern', ['Geldern']],
	['q=kleve', ['Geldern', 'Kreis Kleve']],
	['q=kleve&art=district', ['Kreis Kleve']],
	['bezirk=Düsseldorf', ['Kreis Kleve']],
	['bezirk=Köln', []],
	['bezirk=Atlantis&art=weltraum', ['Hamm', 'Kreis Kleve', 'Münster']]
])('%s leaves %j', (query, expected) => {
	expect(names(query)).toEqual(expected);
});

test('a filter and its address are the same', () => {
	const filter = { text: 'Bad Ö', region: 'Köln', kind: 'all' };
	expect(addressOf(filter)).toBe('/netzwerk?q=Bad+%C3%96&bezirk=K%C3%B6ln&art=all');
	expect(filterOf(new URL(addressOf(filter), 'https://x.example').searchParams)).toEqual(filter);
	expect(addressOf({ text: '', region: '', kind: '' })).toBe('/netzwerk');
});
