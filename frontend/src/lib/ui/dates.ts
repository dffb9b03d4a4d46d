import { getLocale, m } from '../messages.ts';

const ZONE = 'Europe/Berlin';
const formats = new Map<string, Intl.DateTimeFormat>();
/** Canadian English writes a day as ISO 8601 does. Made once: making a format takes longer than drawing a row. */
let isoDay: Intl.DateTimeFormat | undefined;

function format(name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
	const locale = getLocale() === 'de' ? 'de-DE' : 'en-GB';
	const key = `${locale} ${name}`;
	let found = formats.get(key);
	if (!found) {
		found = new Intl.DateTimeFormat(locale, { timeZone: ZONE, ...options });
		formats.set(key, found);
	}
	return found;
}

/** 07.12.2017, always two digits and always the day as it was in Berlin. */
export function dateText(date: Date): string {
	return format('date', { day: '2-digit', month: '2-digit', year: 'numeric' }).format(date);
}

/** 10:00 Uhr */
export function clockText(date: Date): string {
	return m.ui_clock({ time: hourText(date) });
}

/** 10:00, without the word for the hour: for spans. */
export function hourText(date: Date): string {
	return format('clock', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(date);
}

/** The day of a moment in Berlin as `2017-12-07`. */
export function isoDayText(date: Date): string {
	isoDay ??= new Intl.DateTimeFormat('en-CA', { timeZone: ZONE });
	return isoDay.format(date);
}

/** 07.12.2017, 10:00 Uhr */
export function dateClockText(date: Date): string {
	return m.ui_date_clock({ date: dateText(date), time: hourText(date) });
}

/** Donnerstag, 7. Dezember 2017 */
export function longDateText(date: Date): string {
	return format('long', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }).format(date);
}

/** Whole days between two moments, counted by Berlin's calendar. */
export function daysBetween(earlier: Date, later: Date): number {
	const day = (date: Date): number => Date.parse(`${isoDayText(date)}T00:00:00Z`);
	return Math.round((day(later) - day(earlier)) / 86_400_000);
}

/** gerade eben, vor 12 Min., vor 3 Std., gestern, Mo, 16.11., then the date. */
export function relativeText(date: Date, now: Date = new Date()): string {
	const minutes = Math.floor((now.getTime() - date.getTime()) / 60_000);
	if (minutes < 0) return dateText(date);
	if (minutes < 1) return m.ui_just_now();
	if (minutes < 60) return m.ui_minutes_ago({ count: minutes });
	const days = daysBetween(date, now);
	if (days === 0) return m.ui_hours_ago({ count: Math.floor(minutes / 60) });
	if (days === 1) return m.ui_yesterday();
	if (days < 7) {
		const weekday = format('weekday', { weekday: 'short' }).format(date).replace('.', '');
		const short = format('short', { day: '2-digit', month: '2-digit' }).format(date);
		return `${weekday}, ${short}`;
	}
	return dateText(date);
}
