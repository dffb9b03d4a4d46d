import { describe, expect, it } from 'vitest';
import { monthText, periodText, placeNames, placeText } from './words.ts';

describe('words of the fact sheet', () => {
	it('writes months as numbers and leaves what is no month', () => {
		expect(['2024-05', '', 'bald'].map(monthText)).toEqual(['05/2024', '', 'bald']);
	});

	it('says since when, or from when to when', () => {
		expect(periodText({ start_month: '2024-05', end_month: '' })).toContain('05/2024');
		expect(periodText({ start_month: '2024-05', end_month: '2025-01' })).toContain('01/2025');
		expect(periodText({ start_month: '', end_month: '2025-01' })).toBe('');
	});

	it('rounds inhabitants to thousands and leaves out unknown ones', () => {
		expect(placeText({ name: 'Hamm', population: 179_916 })).toContain('180');
		expect(placeText({ name: 'Hamm', population: null })).toBe('Hamm');
	});

	it('joins names', () => {
		const place = { ags: '1', kind: 'district', population: 1, fictional: true, role: 'lead' as const };
		expect(placeNames([{ ...place, name: 'A' }, { ...place, name: 'B' }])).toBe('A, B');
	});
});
