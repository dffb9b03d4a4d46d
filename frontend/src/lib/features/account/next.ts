/**
 * Where to go after signing in: the local address in `?weiter=`, else the start page.
 *
 * Anything that a browser could take for another host ("//x", "/\x", "https:") is not followed.
 */
export function localPath(wanted: string | null, origin: string = location.origin): string {
	if (!wanted || !wanted.startsWith('/')) return '/';
	let url: URL;
	try {
		url = new URL(wanted, origin);
	} catch {
		return '/';
	}
	const path = url.pathname + url.search + url.hash;
	return url.origin === origin && !path.startsWith('//') ? path : '/';
}

/** The address of the sign-in page that leads back to this one. */
export function signInPath(back: string): string {
	return back === '/' ? '/anmelden' : `/anmelden?weiter=${encodeURIComponent(back)}`;
}
