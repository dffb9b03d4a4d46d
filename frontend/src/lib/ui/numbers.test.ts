import { afterEach, expect, test } from 'vitest';
import { overwriteGetLocale } from '#lib/paraglide/runtime.js';
import { decimalText, shareText } from './numbers.ts';

afterEach(() => overwriteGetLocale(() => 'de'));

test.each(['de', 'en'] as const)('numbers are written as the browser writes them in %s', (locale) => {
	overwriteGetLocale(() => locale);
	const share = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
	const decimal = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
	expect([0, 0.123, 0.996, 1].map(shareText)).toEqual([0, 0.123, 0.996, 1].map((value) => share.format(value)));
	expect([0, 3, 3.25, 1.996, 2.3333].map(decimalText)).toEqual([0, 3, 3.25, 1.996, 2.3333].map((value) => decimal.format(value)));
});
