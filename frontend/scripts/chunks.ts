/**
 * Few files instead of many: a phone in a hall pays a round trip for each six requests. `runtime` is what even the
 * leanest page needs; `ui` are the components with header and footer, which the join page does without; `parts` are those
 * that a page to be read does without; `threads` is what a thread is read and answered with, so that it comes in one
 * piece. The rest is split by pages.
 */
const parts =
	/src\/lib\/ui\/(Chain|Checkbox|CopyField|Dialog|ErrorSummary|FactSheet|FilterChips|RadioGroup|RowNumber|Select|StepLine|Tabs|TextField|WordCloud|cloud|styles\/(choice|dialog))\./;
const ui = /src\/lib\/(ui\/(?!styles\/base)|realtime\/|shell\/(?!focus)|session|theme|paraglide\/messages\/(shell_|ui_)|features\/account\/next)/;
const base =
	/src\/lib\/(messages\.ts|api\/|paraglide\/(runtime|registry|messages\/(errors_|shell_(not_found|error|to_start))))/;
const threads =
	/src\/lib\/features\/threads\/(?!AskPage|Forum|KindFilter|IdentityChoice|SimilarThreads|ThreadRow|thread-list|\w+Dialog|look-up)/;
// Kit starts with `entry`, hands base path and version to `payload`, and only then loads `client-entry` and all the rest,
// which reads them while it is evaluated. These three must stay apart from the runtime; the adapter checks it.
const payload = /runtime\/client\/payload\.js|vite\/preload-helper|rolldown\/runtime/;
const runtime = /node_modules\/(svelte|@sveltejs\/kit)\/src\/(?!runtime\/client\/((client-)?entry|payload)\.js)/;

export const chunks = {
	groups: [
		{ name: 'payload', test: payload, priority: 5 },
		{ name: 'runtime', test: new RegExp(`${runtime.source}|${base.source}`), priority: 4 },
		// Before its parts: what both need goes with `ui`.
		{ name: 'ui', test: (id: string) => ui.test(id) && !parts.test(id), priority: 3 },
		{ name: 'threads', test: threads, priority: 2 },
		{ name: 'parts', test: parts, priority: 1 }
	]
};
