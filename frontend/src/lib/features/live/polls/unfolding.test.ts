import { expect, test } from 'vitest';
import { nothingUnfolded, unfolding, type Unfolding } from './unfolding.ts';

type Row = Parameters<typeof unfolding>[1][number];
const row = (id: string, more: Partial<Row> = {}): Row => ({ id, kind: 'single', state: 'open', stage: false, ...more });
const answered =
	(...ids: string[]) =>
	(id: string): boolean =>
		ids.includes(id);
const none = answered();

function after(polls: readonly Row[], own = none, before: Unfolding = nothingUnfolded): Unfolding {
	return unfolding(before, polls, own);
}

test('the first poll that is not answered is unfolded, that of the stage before the others', () => {
	expect(after([]).shown).toBe(null);
	expect(after([row('1'), row('2')]).shown).toBe('1');
	expect(after([row('1'), row('2', { stage: true })]).shown).toBe('2');
	expect(after([row('1'), row('2')], answered('1')).shown).toBe('2');
	expect(after([row('1'), row('2', { state: 'closed' })], answered('1')).shown).toBe(null);
});

test('a poll that opens does not take the place of one that is not answered yet', () => {
	const before = after([row('1')]);
	expect(after([row('1'), row('2', { stage: true })], none, before).shown).toBe('1');
});

test('whoever has answered is given the next poll that opens, and none that was there before', () => {
	const before = after([row('1'), row('2')]);
	const done = after([row('1'), row('2')], answered('1'), before);
	expect(done.shown).toBe('1');
	expect(after([row('1'), row('2'), row('3')], answered('1'), done).shown).toBe('3');
});

test.each(['multiple', 'ranking', 'words'] as const)('a ballot of several steps (%s) is not folded away in between', (kind) => {
	const before = after([row('1', { kind })]);
	expect(after([row('1', { kind }), row('2')], answered('1'), before).shown).toBe('1');
});

test('a poll that ends stays with its result until the next one opens', () => {
	const before = after([row('1')]);
	const ended = after([row('1', { state: 'closed' })], none, before);
	expect(ended.shown).toBe('1');
	expect(after([row('1', { state: 'closed' }), row('2')], none, ended).shown).toBe('2');
});

test('what was folded away stays folded, until it is opened anew without an answer', () => {
	const folded = { ...after([row('1')]), shown: null };
	expect(after([row('1')], none, folded).shown).toBe(null);
	const ended = after([row('1', { state: 'closed' })], none, folded);
	expect(ended.shown).toBe(null);
	expect(after([row('1')], none, ended).shown).toBe('1');
	expect(after([row('1')], answered('1'), ended).shown).toBe(null);
});

test('a poll that is taken away leaves its place to the next one that opens', () => {
	const before = after([row('1'), row('2')]);
	expect(after([row('2')], none, before).shown).toBe(null);
	expect(after([row('2'), row('3')], none, before).shown).toBe('3');
});

test('nothing new is the same', () => {
	const before = after([row('1'), row('2')]);
	expect(after([row('1'), row('2')], none, before).met).toBe(before.met);
});
