// Deadlines are shown in the reader's zone: the browser knows it, so nobody is asked.

for (const field of document.querySelectorAll('input[name="time_zone"][type="hidden"]')) {
  field.value ||= Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";
}
document.querySelector("[data-focus]")?.focus();
