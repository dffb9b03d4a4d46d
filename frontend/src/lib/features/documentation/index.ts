import { registerProblemTexts } from '#lib/api';
import { m } from '#lib/messages';

registerProblemTexts({ session_not_closed: () => m.documentation_not_closed() });

export { default as DocumentationPage } from './DocumentationPage.svelte';
