// Deadlines are shown in the reader's time zone, which the browser reports.

for (const field of document.querySelectorAll('input[name="time_zone"][type="hidden"]')) {
  field.value ||= Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";
}
document.querySelector("[data-focus]")?.focus();
