import type { ExampleText, PlaceOut } from '#lib/api/schema.gen.ts';
import { getLocale, m } from '#lib/messages';

/** 2024-05 -> 05/2024; anything else stays as it is. */
export function monthText(month: string): string {
	const found = /^(\d{4})-(\d{2})$/.exec(month);
	return found ? `${found[2]}/${found[1]}` : month;
}

/** "seit 05/2024" or "03/2024 bis 09/2024"; empty without a beginning. */
export function periodText(text: Pick<ExampleText, 'start_month' | 'end_month'>): string {
	if (!text.start_month) return '';
	const from = monthText(text.start_month);
	return text.end_month ? m.practice_period({ from, to: monthText(text.end_month) }) : m.practice_since({ month: from });
}

/** "Hamm, 180 Tsd." */
export function placeText({ name, population }: Pick<PlaceOut, 'name' | 'population'>): string {
	if (!population) return name;
	const count = new Intl.NumberFormat(getLocale()).format(Math.round(population / 1000));
	return m.practice_inhabitants({ name, count });
}

/** Names of the municipalities, joined by commas. */
export function placeNames(places: readonly PlaceOut[]): string {
	return places.map(({ name }) => name).join(', ');
}
