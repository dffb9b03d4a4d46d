import type { ProgrammeSession } from '#lib/api/schema.gen.ts';
import { dayOf } from './when.ts';

/** What begins and ends at the same time, in the order of the rooms. */
export interface Slot {
	starts: string;
	ends: string;
	sessions: ProgrammeSession[];
}

export interface Day {
	day: string;
	slots: Slot[];
}

/** The programme by day and time; the server gives it in the order of begin and room. */
export function byDay(sessions: readonly ProgrammeSession[]): Day[] {
	const days: Day[] = [];
	for (const session of sessions) {
		const day = dayOf(session.starts);
		let last = days.at(-1);
		if (last?.day !== day) days.push((last = { day, slots: [] }));
		const slot = last.slots.at(-1);
		if (slot && slot.starts === session.starts && slot.ends === session.ends) slot.sessions.push(session);
		else last.slots.push({ starts: session.starts, ends: session.ends, sessions: [session] });
	}
	return days;
}

/** When what comes next today begins; '' when nothing more comes today. */
export function nextBegin(sessions: readonly ProgrammeSession[], now: Date): string {
	const today = dayOf(now);
	return sessions.find(({ starts }) => new Date(starts) > now && dayOf(starts) === today)?.starts ?? '';
}
