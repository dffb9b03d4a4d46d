import { m } from '#lib/messages';
import { clockText, dateText, hourText, isoDayText, longDateText } from '#lib/ui';

/** 07.12.2017, or 07.12.2017 bis 08.12.2017; the days come as `2017-12-07`. */
export function daysText(starts: string, ends: string): string {
	const from = dateText(new Date(starts));
	return starts === ends ? from : m.congress_days({ from, to: dateText(new Date(ends)) });
}

/** 10:00–11:30 Uhr, as the clocks in Berlin show it. */
export function timesText(starts: string, ends: string): string {
	return m.congress_time({ from: hourText(new Date(starts)), to: hourText(new Date(ends)) });
}

/** The day of a moment in Berlin, as `2017-12-07`. */
export function dayOf(moment: string | Date): string {
	return isoDayText(new Date(moment));
}

/** Donnerstag, 7. Dezember 2017 */
export function dayTitle(day: string): string {
	return longDateText(new Date(day));
}

/** The point of the programme is on at this moment. */
export function isOn(session: { starts: string; ends: string }, now: Date): boolean {
	return new Date(session.starts) <= now && now < new Date(session.ends);
}

/** läuft bis 11:30 Uhr; a session that goes on after its time is just said to be on. */
export function untilText(ends: string, now: Date): string {
	const end = new Date(ends);
	return end > now ? m.congress_live_until({ time: clockText(end) }) : m.congress_live_longer();
}
