import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Announcer } from './announcer.svelte.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('at most one message in five seconds, and the newest wins', () => {
	const announcer = new Announcer();
	announcer.say('eins');
	vi.advanceTimersByTime(0);
	expect(announcer.text).toBe('eins');
	announcer.say('zwei');
	announcer.say('drei');
	vi.advanceTimersByTime(4999);
	expect(announcer.text).toBe('eins');
	vi.advanceTimersByTime(1);
	expect(announcer.text).toBe('drei');
});

test('paused it says nothing, and what was said meanwhile is not made up for', () => {
	const announcer = new Announcer();
	announcer.say('eins');
	announcer.pause();
	announcer.say('zwei');
	vi.advanceTimersByTime(20_000);
	announcer.resume();
	vi.advanceTimersByTime(20_000);
	expect(announcer.text).toBe('');
	announcer.say('drei');
	vi.advanceTimersByTime(0);
	expect(announcer.text).toBe('drei');
});

test('the same message is heard again', () => {
	const announcer = new Announcer();
	const heard = new Set<string>();
	for (let turn = 0; turn < 3; turn++) {
		const before = announcer.text;
		announcer.say('eins');
		vi.advanceTimersByTime(5000);
		expect([announcer.text.trim(), announcer.text === before]).toEqual(['eins', false]);
		heard.add(announcer.text);
	}
	expect(heard.size).toBe(2);
});
