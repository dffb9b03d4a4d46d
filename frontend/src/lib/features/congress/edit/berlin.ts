import { hourText } from '#lib/ui';
import { dayOf } from '../when.ts';

const parts = new Intl.DateTimeFormat('en-CA', {
	timeZone: 'Europe/Berlin',
	year: 'numeric',
	month: '2-digit',
	day: '2-digit',
	hour: '2-digit',
	minute: '2-digit',
	hourCycle: 'h23'
});

/** Milliseconds by which Berlin's clocks are ahead at this moment. */
function ahead(moment: number): number {
	const found = Object.fromEntries(parts.formatToParts(moment).map(({ type, value }) => [type, Number(value)])) as Record<string, number>;
	const { year = 0, month = 1, day = 1, hour = 0, minute = 0 } = found;
	return Date.UTC(year, month - 1, day, hour, minute) - Math.floor(moment / 60_000) * 60_000;
}

/** The moment at which Berlin's clocks show this, as ISO text in UTC; '' when day or time are not complete. */
export function momentOf(day: string, time: string): string {
	// Browsers make a date of almost anything: 'T:00Z' is the year 2000 to some.
	const shown = /^\d{4}-\d\d-\d\d \d\d:\d\d$/.test(`${day} ${time}`) ? Date.parse(`${day}T${time}:00Z`) : NaN;
	if (Number.isNaN(shown)) return '';
	const first = shown - ahead(shown);
	return new Date(shown - ahead(first)).toISOString();
}

/** What a date and a time field show of a moment. */
export function fieldsOf(moment: string): { day: string; time: string } {
	return { day: dayOf(moment), time: hourText(new Date(moment)) };
}

/** What a `datetime-local` field shows of a moment, by Berlin's clocks. */
export function fieldOf(moment: string | null): string {
	return moment ? `${dayOf(moment)}T${hourText(new Date(moment))}` : '';
}

/** The moment of a `datetime-local` field; null when it is empty. */
export function momentOfField(text: string): string | null {
	const [day = '', time = ''] = text.split('T');
	return momentOf(day, time) || null;
}

/** How many days after the first the second day is, as `2027-03-12`; 0 while one is not complete. */
export function daysFrom(first: string, second: string): number {
	return Math.round((Date.parse(second) - Date.parse(first)) / 86_400_000) || 0;
}

/** The day so many days later. */
export function daysAfter(day: string, days: number): string {
	return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}

/** All days of a congress, as `2027-03-12`. */
export function daysOf(starts: string, ends: string): string[] {
	const days: string[] = [];
	for (let at = Date.parse(starts); at <= Date.parse(ends) && days.length < 30; at += 86_400_000) days.push(new Date(at).toISOString().slice(0, 10));
	return days;
}
