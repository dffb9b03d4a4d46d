import { m } from '#lib/messages';

interface Area {
	href: string;
	label: () => string;
	/** Beginnings of the addresses that belong to it. */
	under: readonly string[];
}

/** The main areas in the order of the header. */
export const areas: readonly Area[] = [
	{ href: '/forum', label: () => m.shell_forum(), under: ['/forum', '/t'] },
	{ href: '/praxis', label: () => m.shell_practice(), under: ['/praxis', '/redaktion'] },
	{ href: '/kongresse', label: () => m.shell_congresses(), under: ['/kongresse'] },
	{ href: '/netzwerk', label: () => m.shell_network(), under: ['/netzwerk', '/kommunen'] }
];

/** True when the address lies in the area. */
export function isIn(area: Area, pathname: string): boolean {
	return area.under.some((start) => pathname === start || pathname.startsWith(`${start}/`));
}
