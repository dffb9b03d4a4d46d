import { describe, expect, test } from 'vitest';
import { codeFrom, codeInGroups } from './code.ts';

describe('the code', () => {
	test.each([
		['KX7 P2M', 'KX7P2M'],
		['kx7 p2m', 'KX7P2M'],
		[' kx7-p2m\n', 'KX7P2M'],
		['https://ratschlag.example/live?code=kx7p2m', 'KX7P2M'],
		['ratschlag.example/live?a=1&code=KX7%20P2M#x', 'KX7P2M'],
		['live?code=%E0%A4%A', 'E0A4A'],
		['  ', ''],
		['', '']
	])('is found in %j', (typed, code) => expect(codeFrom(typed)).toBe(code));

	test.each([
		['kx7p2m', 'KX7 P2M'],
		['KX7', 'KX7'],
		['KX7P', 'KX7 P'],
		['', '']
	])('%j is shown in groups', (code, shown) => expect(codeInGroups(code)).toBe(shown));
});
