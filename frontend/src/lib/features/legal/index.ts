export { default as LegalPage } from './LegalPage.svelte';
