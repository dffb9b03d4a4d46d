import { beforeEach, describe, expect, test } from 'vitest';
import { Outbox, type Unsent } from './outbox.ts';

const entry = (key: string): Unsent => ({ key, text: `Frage ${key}?`, identity: 'anonymous', name: '', writtenAt: 5 });

describe('the outbox', () => {
	beforeEach(() => localStorage.clear());

	test('keeps questions over a reload, oldest first, with their keys', () => {
		const outbox = new Outbox('3', 'guest', localStorage);
		outbox.add(entry('k1'));
		outbox.add(entry('k2'));
		expect(new Outbox('3', 'guest', localStorage).all()).toEqual([entry('k1'), entry('k2')]);
	});

	test('does not hold one attempt twice', () => {
		const outbox = new Outbox('3', 'guest', localStorage);
		outbox.add(entry('k1'));
		outbox.add(entry('k1'));
		expect(outbox.all()).toEqual([entry('k1')]);
	});

	test('knows each session by itself and leaves nothing behind', () => {
		const outbox = new Outbox('3', 'guest', localStorage);
		outbox.add(entry('k1'));
		expect(new Outbox('4', 'guest', localStorage).all()).toEqual([]);
		outbox.remove('k1');
		expect(localStorage.length).toBe(0);
	});

	test('gives nobody what another person has written, and gives it back to that person', () => {
		new Outbox('3', '7', localStorage).add(entry('k1'));
		const guest = new Outbox('3', 'guest', localStorage);
		guest.add(entry('k2'));
		expect([guest.all(), new Outbox('3', '7', localStorage).waiting()]).toEqual([[entry('k2')], [entry('k1')]]);
	});

	test('keeps a refused question with its reason, and does not send it again', () => {
		const outbox = new Outbox('3', 'guest', localStorage);
		outbox.add(entry('k1'));
		outbox.add(entry('k2'));
		outbox.refuse('k1', 'session_closed');
		expect(outbox.all()[0]).toEqual({ ...entry('k1'), refused: 'session_closed' });
		expect(outbox.waiting()).toEqual([entry('k2')]);
	});

	test('reads past what is not its own', () => {
		localStorage.setItem('ratschlag-live-outbox-3-guest', '[{"key":1},null,"x"]');
		expect(new Outbox('3', 'guest', localStorage).all()).toEqual([]);
		localStorage.setItem('ratschlag-live-outbox-3-guest', '{');
		expect(new Outbox('3', 'guest', localStorage).all()).toEqual([]);
	});

	test('works from memory where storage is forbidden', () => {
		const forbidden = (): never => {
			throw new DOMException('forbidden', 'SecurityError');
		};
		const outbox = new Outbox('3', 'guest', { getItem: forbidden, setItem: forbidden, removeItem: forbidden });
		outbox.add(entry('k1'));
		expect(outbox.all()).toEqual([entry('k1')]);
		outbox.remove('k1');
		expect(outbox.all()).toEqual([]);
	});
});
