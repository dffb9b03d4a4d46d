import { m } from '#lib/messages';
import type { ColumnName } from './columns.ts';

const titles: Record<ColumnName, () => string> = {
	new: m.live_desk_new,
	approved: m.live_desk_approved,
	next: m.live_desk_next,
	done: m.live_desk_done
};

const empty: Record<ColumnName, () => string> = {
	new: m.live_desk_new_empty,
	approved: m.live_desk_approved_empty,
	next: m.live_desk_next_empty,
	done: m.live_desk_done_empty
};

export function columnTitle(name: ColumnName): string {
	return titles[name]();
}

/** What a column says while it holds nothing. */
export function columnEmpty(name: ColumnName): string {
	return empty[name]();
}
