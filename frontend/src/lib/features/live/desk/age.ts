import { m } from '#lib/messages';
import { relativeText } from '#lib/ui/dates.ts';

/** How long ago a question came: in seconds at first, because at the desk seconds count. */
export function ageText(moment: string, now: number): string {
	const seconds = Math.max(0, Math.floor((now - Date.parse(moment)) / 1000));
	return seconds < 60 ? m.live_desk_seconds_ago({ count: seconds }) : relativeText(new Date(moment), new Date(now));
}
