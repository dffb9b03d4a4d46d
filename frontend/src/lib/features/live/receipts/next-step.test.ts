import { expect, test } from 'vitest';
import type { Session } from '../room/shapes.ts';
import { ownStateText } from '../texts.ts';
import { nextStep } from './next-step.ts';

const session = { state: 'closed' } as Session;
const question = { state: 'rejected', thread: null, reason: 'insulting', answered_at: null, answered_how: null } as const;

test('a question that nobody else ever saw was not published', () => {
	const told = { ...question, at: null };
	expect([ownStateText(told), nextStep(told, session)]).toEqual(['abgelehnt', expect.stringMatching(/^Nicht veröffentlicht\. Grund: \S/)]);
});

test('one that others have seen was taken back by the moderation', () => {
	const told = { ...question, at: '2026-03-12T09:00:00Z' };
	const sentence = /^Die Moderation hat Ihre Frage zurückgenommen; vorher war sie zu sehen\. Grund: \S/;
	expect([ownStateText(told), nextStep(told, session)]).toEqual(['von der Moderation zurückgenommen', expect.stringMatching(sentence)]);
	expect(ownStateText({ state: 'approved', at: told.at })).toBe('ist zu sehen');
});
