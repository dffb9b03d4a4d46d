import { expect, test } from 'vitest';
import { refusal } from './checks.ts';

const accept = '.pdf,.png,.mp4';

test('a file that fits is sent, whatever the case of its ending', () => {
	expect(refusal({ name: 'Größe.PDF', size: 50_000_000 }, accept)).toBe('');
	expect(refusal({ name: 'film.mp4', size: 2_000_000_000 }, accept)).toBe('');
});

test('what does not fit is told with what to do, before it is sent', () => {
	expect(refusal({ name: 'Folien.pdf', size: 50_000_001 }, accept)).toContain('Folien.pdf ist 50 MB groß. Dokumente dürfen höchstens 50 MB');
	expect(refusal({ name: 'film.mp4', size: 2_300_000_000 }, accept)).toContain('2,3 GB groß. Filme dürfen höchstens 2 GB');
	expect(refusal({ name: 'setup.exe', size: 5 }, accept)).toContain('Erlaubt: PDF, PNG, MP4');
	expect(refusal({ name: 'ohne', size: 5 }, accept)).toContain('Erlaubt');
	expect(refusal({ name: 'leer.pdf', size: 0 }, accept)).toContain('leer.pdf ist leer');
});
