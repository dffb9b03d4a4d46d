/**
 * Few files instead of many: a phone in a hall pays for each request. `base` is what even the leanest page needs,
 * `parts` and `ui` are the common and the rarer components, `shell` is header and footer. The rest is split by pages.
 */
const parts =
	/src\/lib\/ui\/((Alert|Button|EmptyState|ErrorState|Field|Icon|LinkButton|OfflineBanner|PageHeading|Skeleton|StateView|Tag|TextField)\.svelte|(button-look|icons|dates)\.ts|styles\/(button|field)\.scss)/;
const ui = /src\/lib\/ui\/(?!styles\/base)/;
const base = /src\/lib\/(messages\.ts|api\/|paraglide\/(runtime|registry|messages\/(errors_|shell_(not_found|error|to_start))))/;
const shell = /src\/lib\/(shell\/(?!focus)|session|theme|paraglide\/messages\/shell_)/;
// Kit starts with `entry`, hands base path and version to `payload`, and only then loads `client-entry` and all the rest,
// which reads them while it is evaluated. These three must stay apart from the runtime; the adapter checks it.
const runtime = /node_modules\/(svelte|@sveltejs\/kit)\/src\/(?!runtime\/client\/((client-)?entry|payload)\.js)/;

export const chunks = {
	groups: [
		{ name: 'payload', test: /runtime\/client\/payload\.js/, priority: 5 },
		{ name: 'runtime', test: runtime, priority: 4 },
		{ name: 'base', test: base, priority: 3 },
		{ name: 'parts', test: parts, priority: 2 },
		{ name: 'ui', test: ui, priority: 1 },
		{ name: 'shell', test: shell, priority: 1 }
	]
};
