export { default as AccountPage } from './AccountPage.svelte';
export { default as ApprovalsPage } from './ApprovalsPage.svelte';
export { default as ConfirmPage } from './ConfirmPage.svelte';
export { default as ForgotPage } from './ForgotPage.svelte';
export { default as NewPasswordPage } from './NewPasswordPage.svelte';
export { default as SignInPage } from './SignInPage.svelte';
export { default as SignUpPage } from './SignUpPage.svelte';
export { localPath, signInPath } from './next.ts';
