import { describe, expect, it } from 'vitest';
import type { WrittenContent } from '#lib/api/schema.gen.ts';
import { draftSteps, stepOf } from './draft-fields.ts';
import { differing, normal } from './draft-values.ts';

const empty = {
	title: '', obstacles: [], dos: [], donts: [], preconditions: [], funding: [], procedure: [], links: [], staff_hours: null
} as unknown as WrittenContent;

describe('values of a draft', () => {
	it('are compared as the server keeps them', () => {
		const typed = { ...empty, title: 'Titel ', dos: ['Klein anfangen', ''], procedure: [{ title: '', text: ' ', duration: '' }] };
		expect(normal(typed).title).toBe('Titel');
		expect(differing(normal(empty), normal(typed))).toEqual(['title', 'dos']);
	});

	it('leave out a link that is not finished', () => {
		const link = { title: 'Blatt', url: ' ', author: '', licence: '', accessible: false };
		expect(differing(normal(empty), normal({ ...empty, links: [link] }))).toEqual([]);
	});

	it('do not change what they were made from', () => {
		const typed = { ...empty, title: ' x ' };
		normal(typed);
		expect(typed.title).toBe(' x ');
	});
});

describe('the guided path', () => {
	it('asks for each field once and knows its step', () => {
		const names = draftSteps.flatMap(({ fields }) => fields.map(({ name }) => name));
		expect(new Set(names).size).toBe(names.length);
		expect([stepOf('title'), stepOf('context'), stepOf('procedure'), stepOf('cost_band'), stepOf('contact_mailbox')]).toEqual([1, 2, 3, 4, 5]);
	});
});
