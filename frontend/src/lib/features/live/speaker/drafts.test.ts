import { beforeEach, expect, test } from 'vitest';
import { PodiumDrafts } from './drafts.svelte.ts';

const about = { question: '4', answer: null, about: 'Wer lädt ein?' };

beforeEach(() => sessionStorage.clear());

test('a draft is there after a reload, and in no other session', () => {
	const drafts = new PodiumDrafts('7', sessionStorage);
	drafts.open({ ...about, text: '' });
	drafts.write('question-4', 'Die Stelle lädt');
	expect(new PodiumDrafts('7', sessionStorage).all).toEqual([{ ...about, key: 'question-4', text: 'Die Stelle lädt' }]);
	expect(new PodiumDrafts('8', sessionStorage).all).toEqual([]);
});

test('asking for a draft that there is goes on with it and begins none', () => {
	const drafts = new PodiumDrafts('7', sessionStorage);
	drafts.open({ ...about, text: '' });
	drafts.write('question-4', 'Die Stelle');
	drafts.open({ ...about, text: '' });
	expect(drafts.all.map(({ text }) => text)).toEqual(['Die Stelle']);
	expect(drafts.wanted).toEqual({ key: 'question-4' });
});

test('a new answer and other words for an own one are two drafts of the same question', () => {
	const drafts = new PodiumDrafts('7', sessionStorage);
	drafts.open({ ...about, text: 'Neu' });
	drafts.open({ ...about, answer: '9', text: 'Anders' });
	expect([drafts.of('4')?.text, drafts.of('4', '9')?.text]).toEqual(['Neu', 'Anders']);
	drafts.drop('question-4');
	expect(drafts.all.map(({ key }) => key)).toEqual(['answer-9']);
});
