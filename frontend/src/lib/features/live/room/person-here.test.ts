import { beforeEach, expect, test } from 'vitest';
import { session } from '#lib/session.svelte.ts';
import type { SessionUser } from '#lib/api';
import { personHere } from './person-here.ts';

beforeEach(() => {
	localStorage.clear();
	session.known = false;
});

test('what is kept belongs to the account, or to the guest of this browser', () => {
	session.set({ user: null });
	expect(personHere(localStorage)).toBe('guest');
	session.set({ user: { id: 3 } as SessionUser });
	expect(personHere(localStorage)).toBe('3');
});

test('a page that knows nobody takes whoever was here last', () => {
	expect(personHere(localStorage)).toBe('guest');
	session.set({ user: { id: 3 } as SessionUser });
	personHere(localStorage);
	session.known = false;
	expect(personHere(localStorage)).toBe('3');
});
