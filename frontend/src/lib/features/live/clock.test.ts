import { expect, test } from 'vitest';
import { spanText } from './clock.svelte.ts';

test.each([
	[0, '0:00'],
	[59_999, '0:59'],
	[1_100_000, '18:20'],
	[3_900_000, '1:05:00'],
	[-192_000, '3:12']
])('%i ms read %s', (span, text) => expect(spanText(span)).toBe(text));
