import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Hold } from './hold.svelte.ts';

let hold: Hold;
let list: HTMLElement;
let other: HTMLElement;
let stop: () => void;

beforeEach(() => {
	vi.useFakeTimers();
	document.body.innerHTML = '<div id="list"><button>1</button><button>2</button></div><button id="other"></button>';
	list = document.querySelector('#list') as HTMLElement;
	other = document.querySelector('#other') as HTMLElement;
	hold = new Hold();
	stop = hold.watch(list);
});

afterEach(() => {
	stop();
	vi.useRealTimers();
});

function touch(type: string, fingers: number, target: EventTarget = list): void {
	const event = new Event(type, { bubbles: true });
	Object.assign(event, { touches: Array.from({ length: fingers }) });
	target.dispatchEvent(event);
}

test('the list is held until the click of a tap has come, and then until one has seen what it did', () => {
	touch('touchstart', 1);
	touch('touchend', 0);
	vi.advanceTimersByTime(399);
	expect(hold.still).toBe(true);
	list.querySelector('button')?.click();
	vi.advanceTimersByTime(1_799);
	expect(hold.still).toBe(true);
	vi.advanceTimersByTime(1);
	expect(hold.still).toBe(false);
});

test('a tap without a click lets go after 400 ms, and a second finger not before it is lifted', () => {
	touch('touchstart', 2);
	touch('touchend', 1);
	vi.advanceTimersByTime(5_000);
	expect(hold.still).toBe(true);
	touch('touchend', 0);
	vi.advanceTimersByTime(400);
	expect(hold.still).toBe(false);
});

test('a finger somewhere else holds nothing', () => {
	touch('touchstart', 1, other);
	touch('touchend', 0, other);
	expect([hold.still, vi.getTimerCount()]).toEqual([false, 1]); // the frame that looks where the list stands
});

test('the focus of the keyboard holds the order, not the height of what stands above', () => {
	const [one, two] = list.querySelectorAll('button');
	one?.focus();
	one?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Tab', bubbles: true }));
	expect([hold.held, hold.still]).toEqual([true, false]);
	two?.focus();
	two?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Tab', bubbles: true }));
	expect(hold.held).toBe(true);
	other.focus();
	expect(hold.held).toBe(false);
});

test('whoever asks for the new order gets it at once', () => {
	touch('touchstart', 1);
	list.querySelector('button')?.click();
	hold.release();
	expect(hold.held).toBe(false);
});
