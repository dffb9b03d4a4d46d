import { expect, test } from 'vitest';
import { textAbout } from './ask-about.ts';

test('a question about an example begins with a link to it', () => {
	expect(textAbout('PB-2026-001')).toBe('Zum Praxisbeispiel [PB-2026-001](/praxis/PB-2026-001):\n\n');
	expect(textAbout('PB-2026-1234')).toBe('Zum Praxisbeispiel [PB-2026-1234](/praxis/PB-2026-1234):\n\n');
});

test.each(['', 'PB-2026-01', 'pb-2026-001', 'PB-2026-001](https://example.org)', ' PB-2026-001', 'PB-2026-001\n'])(
	'%j is no number of an example',
	(example) => expect(textAbout(example)).toBe('')
);
