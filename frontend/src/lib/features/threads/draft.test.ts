import { beforeEach, expect, test } from 'vitest';
import { Draft } from './draft.svelte.ts';

const EMPTY = { title: '', text: '' };

beforeEach(() => localStorage.clear());

test('a draft is there again after a reload', () => {
	const draft = new Draft('ask', EMPTY);
	expect(draft.restored).toBe(false);
	draft.fields.text = 'Zwei Seiten reden nicht.';
	draft.keep('title', 'text');
	const again = new Draft('ask', EMPTY);
	expect([again.restored, again.fields.text]).toEqual([true, 'Zwei Seiten reden nicht.']);
	expect(new Draft('reply:7', EMPTY).restored).toBe(false);
});

test('the same text keeps its key through a reload, a changed one gets another', () => {
	const draft = new Draft('ask', EMPTY);
	draft.fields.text = 'Erster Stand.';
	draft.keep('text');
	const key = draft.key;
	const again = new Draft('ask', EMPTY);
	expect(again.key).toBe(key);
	again.fields.text = 'Zweiter Stand.';
	expect(again.key).not.toBe(key);
});

test('an empty draft and a sent one leave nothing behind', () => {
	const draft = new Draft('ask', EMPTY);
	draft.fields.title = 'Titel';
	draft.keep('title');
	draft.fields.title = '  ';
	draft.keep('title');
	expect(localStorage.length).toBe(0);
	draft.fields.title = 'Titel';
	draft.keep('title');
	draft.clear();
	expect([localStorage.length, draft.fields.title]).toEqual([0, '']);
});

test('what a text begins with is no draft, and gives way to one', () => {
	const begun = { ...EMPTY, text: 'Zum Beispiel:\n\n' };
	const draft = new Draft('ask', begun);
	draft.keep('title', 'text');
	expect([draft.has('text'), draft.fields.text, localStorage.length]).toEqual([false, 'Zum Beispiel:\n\n', 0]);
	draft.fields.text += 'Wie lange?';
	draft.keep('title', 'text');
	expect(new Draft('ask', { ...EMPTY, text: 'Zu einem anderen:\n\n' }).fields.text).toBe('Zum Beispiel:\n\nWie lange?');
	draft.clear();
	expect([draft.fields.text, localStorage.length]).toEqual(['Zum Beispiel:\n\n', 0]);
});

test('what is broken, old or unknown is not restored', () => {
	localStorage.setItem('ratschlag:draft:ask', '{');
	expect(new Draft('ask', EMPTY).restored).toBe(false);
	const stored = { fields: { text: 'alt', other: 'x' }, at: Date.now() - 31 * 86_400_000, key: 'k' };
	localStorage.setItem('ratschlag:draft:ask', JSON.stringify(stored));
	expect(new Draft('ask', EMPTY).restored).toBe(false);
	localStorage.setItem('ratschlag:draft:ask', JSON.stringify({ ...stored, at: Date.now() }));
	expect(new Draft('ask', EMPTY).fields).toEqual({ title: '', text: 'alt' });
});
