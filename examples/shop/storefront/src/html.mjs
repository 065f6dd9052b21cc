const ENTITIES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** A tag for template literals: whatever is put in is escaped, unless it came out of this tag itself. */
export function html(parts, ...values) {
  const text = parts.reduce((page, part, index) => page + fill(values[index - 1]) + part);
  return { html: text, toString: () => text };
}

function fill(value) {
  if (Array.isArray(value)) return value.map(fill).join('');
  if (value?.html !== undefined) return value.html;
  return String(value).replace(/[&<>"']/g, (character) => ENTITIES[character]);
}
