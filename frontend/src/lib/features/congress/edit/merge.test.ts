import { expect, test } from 'vitest';
import { begin, merge } from './merge.ts';

const base = { title: 'Eröffnung', room: '1', abstract: '', parts: [{ name: 'Leila Haddad' }] };

test('untouched fields follow the other person, typed ones stay', () => {
	const form = { ...base, title: 'Begrüßung', abstract: 'Mit Musik' };
	const now = { ...base, title: 'Auftakt', room: '2', parts: [{ name: 'Jens Brock' }] };
	expect(merge({ base, form }, now)).toEqual({
		form: { title: 'Begrüßung', room: '2', abstract: 'Mit Musik', parts: [{ name: 'Jens Brock' }] },
		taken: ['room', 'parts'],
		both: ['title']
	});
});

test('two who type the same have nothing to tell each other', () => {
	const form = { ...base, title: 'Auftakt' };
	expect(merge({ base, form }, { ...base, title: 'Auftakt' })).toEqual({ form, taken: [], both: [] });
});

test('a form begins with what is stored, and with what was typed on top of it', () => {
	expect(begin(null, base)).toEqual({ form: base, taken: [], both: [] });
	expect(begin({ base, form: { ...base, title: 'Begrüßung' } }, { ...base, room: '2' })).toEqual({
		form: { ...base, title: 'Begrüßung', room: '2' },
		taken: ['room'],
		both: []
	});
});

test('a kept form of another shape is left aside', () => {
	const old = { title: 'Alt' } as unknown as { base: typeof base; form: typeof base };
	expect(begin(old, base).form).toEqual(base);
});
