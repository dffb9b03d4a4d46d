import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { LiveRoom } from '../room/live-room.svelte.ts';
import { Asking } from './asking.svelte.ts';

const asking = (person: string): Asking =>
	new Asking({ id: '7', person, takeOwn: () => undefined } as unknown as LiveRoom, localStorage);

beforeEach(() => {
	vi.useFakeTimers();
	localStorage.clear();
	vi.stubGlobal('fetch', async () => {
		throw new TypeError('no network');
	});
});

afterEach(() => {
	vi.unstubAllGlobals();
	vi.useRealTimers();
});

test('what one person has written in this browser is neither shown to the next one nor sent in their name', async () => {
	const guest = asking('guest');
	guest.text = 'Was kostet die Begleitung?';
	guest.name = 'Ratlos';
	guest.identity = 'pseudonym';
	await guest.ask('Ratlos');
	guest.text = 'Ein halber Satz';
	guest.keep();
	guest.stop();

	const account = asking('3');
	expect([account.text, account.name, account.identity, account.unsent]).toEqual(['', '', 'anonymous', []]);
	const again = asking('guest');
	expect([again.text, again.name, again.unsent.map(({ text }) => text)]).toEqual([
		'Ein halber Satz', 'Ratlos', ['Was kostet die Begleitung?']
	]);
});
