import { expect, test } from 'vitest';
import type { Author } from '#lib/api/schema.gen.ts';
import { authorLabel, standing, threadUrl } from './labels.ts';

const author: Author = { level: 'named', name: '', municipality: null, group: '', size: '' };
const place = { ags: '99001000', name: 'Musterstadt' };

test('a named author shows name and municipality', () => {
	expect(authorLabel({ ...author, name: 'Mira Kaya', municipality: place })).toBe('Mira Kaya, Musterstadt');
	expect(authorLabel({ ...author, name: 'Mira Kaya' })).toBe('Mira Kaya');
});

test('the municipality alone stands for its author', () => {
	expect(authorLabel({ ...author, level: 'municipality', municipality: place })).toBe('Musterstadt');
});

test('a description says as much as it may, down to nothing but the state', () => {
	const described: Author = { ...author, level: 'described' };
	expect(authorLabel({ ...described, group: 'city', size: '100k_250k' })).toBe('Kreisfreie Stadt, 100–250 Tsd., NRW');
	expect(authorLabel({ ...described, size: '20k_50k' })).toBe('Kommune, 20–50 Tsd., NRW');
	expect(authorLabel(described)).toBe('Kommune, NRW');
});

test('an author who is gone is not a blank', () => {
	expect(authorLabel(author)).toBe('Ehemaliges Mitglied');
});

test('addresses name the post that is meant', () => {
	expect(threadUrl({ id: 7, slug: 'laerm' })).toBe('/t/7/laerm');
	expect(threadUrl({ id: 7, slug: 'laerm' }, 20)).toBe('/t/7/laerm#beitrag-20');
	expect(threadUrl({ id: 7, slug: 'laerm' }, 42)).toBe('/t/7/laerm?from=42#beitrag-42');
});

test('an account without a role waits for its municipality', () => {
	expect([standing(null), standing({ roles: [] }), standing({ roles: ['member'] })]).toEqual(['guest', 'waiting', 'member']);
});
