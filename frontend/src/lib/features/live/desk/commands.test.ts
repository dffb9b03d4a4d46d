import { describe, expect, test } from 'vitest';
import { sample } from '../room/samples.ts';
import type { Question } from '../room/shapes.ts';
import { commandKeys, commandsFor } from './commands.ts';
import { labelsOf } from '../labels.ts';
import { matching } from './finding.svelte.ts';
import { undoing } from './undoing.ts';

describe('the commands of a card', () => {
	test('follow its state, the usual one first', () => {
		expect(commandsFor(sample('1', { state: 'submitted' }), 'open')).toEqual(['approve', 'merge', 'reject', 'edit', 'label']);
		expect(commandsFor(sample('1', { state: 'on_stage' }), 'open')[0]).toBe('answer');
		expect(commandsFor(sample('1', { state: 'withdrawn' }), 'open')).toEqual([]);
	});

	test('offer to take a question off the shortlist only when it is on it', () => {
		expect(commandsFor(sample('1'), 'open')).toContain('pin');
		expect(commandsFor(sample('1', { pinned: 2 }), 'open')).toContain('unpin');
	});

	test('do not bring back a question that has become a thread', () => {
		expect(commandsFor(sample('1', { state: 'deferred' }), 'open')).toContain('restore');
		expect(commandsFor(sample('1', { state: 'deferred', thread: '4' }), 'open')).not.toContain('restore');
	});

	test('leave what concerns the documentation after the session', () => {
		expect(commandsFor(sample('1'), 'closed')).toEqual(['answer', 'write', 'defer', 'label', 'reject', 'unapprove']);
		expect(commandsFor(sample('1', { state: 'submitted' }), 'closed')).toEqual(['approve', 'reject', 'edit', 'label']);
		expect(commandsFor(sample('1', { state: 'answered', thread: '4' }), 'closed')).toEqual(['write', 'label', 'reject']);
	});

	test('share a key only where no card offers both', () => {
		const states = ['submitted', 'approved', 'on_stage', 'answered', 'deferred', 'rejected', 'merged'] as const;
		for (const state of states) {
			const keys = commandsFor(sample('1', { state, merged: [{ id: '2', text: 'x', score: 1, shown: true }] }), 'open').map((one) => commandKeys[one]);
			expect(new Set(keys).size).toBe(keys.length);
		}
	});
});

describe('taking back', () => {
	test('puts wording, topics and place back as they were', () => {
		const before = sample('1', { text: 'Vorher', labels: ['Räume'], pinned: 2 });
		expect(['edit', 'label', 'pin'].map((verb) => undoing(before, verb as 'edit')[0]?.body)).toEqual([
			{ text: 'Vorher' },
			{ labels: ['Räume'] },
			{ position: 2 }
		]);
	});

	test('brings an answered question back to the stage or to its place', () => {
		expect(undoing(sample('1', { state: 'on_stage' }), 'answer').map(({ verb }) => verb)).toEqual(['restore', 'stage']);
		expect(undoing(sample('1', { pinned: 1 }), 'defer').map(({ verb }) => verb)).toEqual(['restore', 'pin']);
	});

	test('brings a question that was done and then rejected back to where it was', () => {
		const verbs = (fields: Partial<Question>): string[] => undoing(sample('1', fields), 'reject').map(({ verb }) => verb);
		expect(verbs({ state: 'deferred' })).toEqual(['restore', 'defer']);
		expect(verbs({ state: 'answered', answered_how: 'oral' })).toEqual(['restore', 'answer']);
		expect(verbs({ state: 'deferred', thread: '4' })).toEqual(['restore']);
	});

	test('merges and separates again', () => {
		expect(undoing(sample('1'), 'merge')).toEqual([{ id: '1', verb: 'unmerge', body: {} }]);
		expect(undoing(sample('1', { state: 'merged', merged_into: '7' }), 'unmerge')).toEqual([{ id: '1', verb: 'merge', body: { into: '7' } }]);
	});

	test('hides again what has been approved, also on its way into another', () => {
		expect(undoing(sample('1', { state: 'submitted' }), 'approve').map(({ verb }) => verb)).toEqual(['unapprove']);
		expect(undoing(sample('1', { pinned: 3 }), 'unapprove').map(({ verb }) => verb)).toEqual(['approve', 'pin']);
		const both = undoing(sample('1', { state: 'submitted' }), 'merge', { into: '7', approve: true });
		expect(both.map(({ verb }) => verb)).toEqual(['unmerge', 'unapprove']);
	});

	test('rejects again with the same reason', () => {
		expect(undoing(sample('1', { state: 'rejected', reason: 'unclear' }), 'restore')).toEqual([
			{ id: '1', verb: 'reject', body: { reason: 'unclear' } }
		]);
	});
});

describe('finding', () => {
	const all = [
		sample('1', { text: 'Wer lädt die Ämter ein?', labels: ['Räume', 'Ämter'] }),
		sample('2', { text: 'Was kostet das?', by: 'Stadt Übungsheim', labels: ['Ämter'] })
	];

	test('takes all words anywhere, in capitals or not', () => {
		expect(matching(all, 'ÄMTER lädt').map(({ id }) => id)).toEqual(['1']);
		expect(matching(all, 'übungs').map(({ id }) => id)).toEqual(['2']);
		expect(matching(all, ' ')).toBe(all);
	});

	test('knows each topic once', () => expect(labelsOf(all)).toEqual(['Ämter', 'Räume']));
});
