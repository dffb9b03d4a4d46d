import { getLocale, m } from '#lib/messages';
import type { DirectoryEntry } from './answers.ts';

const kinds: Record<DirectoryEntry['kind'], () => string> = {
	district: () => m.directory_kind_district(),
	city_region: () => m.directory_kind_city_region(),
	independent_city: () => m.directory_kind_independent_city(),
	municipality: () => m.directory_kind_municipality()
};

const sizes: Record<NonNullable<DirectoryEntry['size_class']>, () => string> = {
	under_5: () => m.directory_size_under_5(),
	'5_20': () => m.directory_size_5_20(),
	'20_50': () => m.directory_size_20_50(),
	'50_100': () => m.directory_size_50_100(),
	'100_500': () => m.directory_size_100_500(),
	over_500: () => m.directory_size_over_500()
};

export const kindName = (kind: DirectoryEntry['kind']): string => kinds[kind]();
export const sizeName = (size: DirectoryEntry['size_class']): string => (size ? sizes[size]() : '');

const formats = new Map<string, Intl.NumberFormat>();

/** A count with the separators of the language; empty when it is unknown. */
export function count(value: number | null, digits = 0): string {
	const locale = getLocale() === 'de' ? 'de-DE' : 'en-GB';
	const key = `${locale} ${digits}`;
	const format = formats.get(key) ?? new Intl.NumberFormat(locale, { maximumFractionDigits: digits });
	formats.set(key, format);
	return value === null ? '' : format.format(value);
}
