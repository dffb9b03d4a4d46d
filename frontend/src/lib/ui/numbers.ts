import { getLocale } from '../messages.ts';

// Written by hand: the browser's formats of numbers say the same, but loading them takes a slow phone a whole frame.

/** 12 % of a whole; 12% in English. */
export function shareText(share: number): string {
	return `${Math.round(share * 100)}${getLocale() === 'de' ? '\u00a0' : ''}%`;
}

/** With two decimals at most: 3,25 in German, 3.25 in English. */
export function decimalText(value: number): string {
	const text = String(Math.round(value * 100) / 100);
	return getLocale() === 'de' ? text.replace('.', ',') : text;
}
