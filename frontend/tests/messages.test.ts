import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const areas = readdirSync('messages');

function texts(area: string, locale: string): Record<string, string> {
	return JSON.parse(readFileSync(join('messages', area, `${locale}.json`), 'utf8')) as Record<string, string>;
}

function placeholders(text: unknown): string[] {
	return [...new Set(JSON.stringify(text).match(/\{\w+\}/g))].sort();
}

test('every area is known to the compiler', () => {
	const settings = JSON.parse(readFileSync('project.inlang/settings.json', 'utf8')) as Record<string, { pathPattern: string[] }>;
	const known = settings['plugin.inlang.messageFormat']?.pathPattern.map((pattern) => pattern.split('/')[2]).sort();
	expect(known).toEqual([...areas].sort());
});

test.each(areas)('%s: German and English have the same keys with the same placeholders', (area) => {
	const [de, en] = [texts(area, 'de'), texts(area, 'en')];
	expect(Object.keys(en).sort()).toEqual(Object.keys(de).sort());
	for (const key of Object.keys(de)) expect([key, ...placeholders(en[key])]).toEqual([key, ...placeholders(de[key])]);
});

test.each(areas)('%s: every key begins with its area and has a text in both languages', (area) => {
	for (const locale of ['de', 'en']) {
		for (const [key, text] of Object.entries(texts(area, locale))) {
			expect(key.startsWith(`${area}_`), key).toBe(true);
			expect(JSON.stringify(text).length, key).toBeGreaterThan(2);
		}
	}
});
