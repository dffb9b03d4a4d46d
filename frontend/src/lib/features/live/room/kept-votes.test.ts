import { beforeEach, expect, test } from 'vitest';
import { KeptVotes } from './kept-votes.ts';

beforeEach(() => sessionStorage.clear());

test('votes are kept per session, and gone when nothing waits', () => {
	const kept = new KeptVotes('7', null, sessionStorage);
	kept.keep({ '1': 1, '2': 0 });
	expect(new KeptVotes('7', null, sessionStorage).read()).toEqual({ '1': 1, '2': 0 });
	expect(new KeptVotes('8', null, sessionStorage).read()).toEqual({});
	kept.keep({});
	expect(sessionStorage.length).toBe(0);
});

test('nobody gets the votes of another person', () => {
	new KeptVotes('7', 3, sessionStorage).keep({ '1': 1 });
	expect(new KeptVotes('7', 4, sessionStorage).read()).toEqual({});
	expect(new KeptVotes('7', 3, sessionStorage).read()).toEqual({});
	new KeptVotes('7', null, sessionStorage).keep({ '1': 1 });
	expect(new KeptVotes('7', 3, sessionStorage).read()).toEqual({});
});

test('a page that knows nobody hands on what it finds, in the name of whoever left it', () => {
	new KeptVotes('7', 3, sessionStorage).keep({ '1': 1 });
	const offline = new KeptVotes('7', undefined, sessionStorage);
	offline.keep({ ...offline.read(), '2': 0 });
	expect(new KeptVotes('7', 3, sessionStorage).read()).toEqual({ '1': 1, '2': 0 });
});

test('what is not a list of votes counts as none', () => {
	for (const text of ['no json', '[]', '{"by":null}', '{"by":null,"votes":{"1":2}}']) {
		sessionStorage.setItem('ratschlag-live-votes-7', text);
		expect(new KeptVotes('7', null, sessionStorage).read()).toEqual({});
	}
});

test('is silent where storage is forbidden', () => {
	const forbidden = (): never => {
		throw new Error('no');
	};
	const kept = new KeptVotes('7', null, { getItem: forbidden, setItem: forbidden, removeItem: forbidden });
	kept.keep({ '1': 1 });
	expect(kept.read()).toEqual({});
});
