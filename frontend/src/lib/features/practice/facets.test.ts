import { describe, expect, it } from 'vitest';
import { addressOf, queryOf, selectionOf, toggled } from './facets.ts';

describe('facets in the address', () => {
	it('reads known facets in their fixed order and leaves the rest', () => {
		const asked = new URLSearchParams('status=pilot&x=1&kind=tool&kind=format');
		expect(selectionOf(asked)).toEqual({ kind: ['tool', 'format'], status: ['pilot'] });
		expect(Object.keys(queryOf(selectionOf(asked)))).toEqual(['kind', 'status']);
	});

	it('takes a code in and out again', () => {
		const one = toggled({ status: ['pilot'] }, 'kind', 'tool');
		expect(addressOf(one)).toBe('/praxis?kind=tool&status=pilot');
		expect(toggled(one, 'kind', 'tool')).toEqual({ status: ['pilot'] });
		expect(addressOf({})).toBe('/praxis');
	});

	it('gives the same address whatever the order of clicks', () => {
		const first = toggled(toggled({}, 'topic', 'youth'), 'kind', 'tool');
		const second = toggled(toggled({}, 'kind', 'tool'), 'topic', 'youth');
		expect(addressOf(first)).toBe(addressOf(second));
	});
});
