/**
 * Empties every line that holds nothing but a comment. Lines keep their numbers, so a stack trace still points at the
 * source; and a comment can be reworded without anything after this step noticing.
 *
 * Lines are judged one by one: a comment behind code stays, and text inside a template literal is never touched.
 */
export function stripComments(source) {
  let inBlock = false;
  let inTemplate = false;
  return source
    .split('\n')
    .map((line) => {
      const text = line.trim();
      if (inBlock) {
        inBlock = !text.endsWith('*/');
        return '';
      }
      if (!inTemplate) {
        if (text.startsWith('//')) return '';
        if (text.startsWith('/*')) {
          const end = text.indexOf('*/', 2);
          if (end === -1 || end === text.length - 2) {
            inBlock = end === -1;
            return '';
          }
        }
      }
      const ticks = line.replaceAll('\\`', '').split('`').length - 1;
      if (ticks % 2 === 1) inTemplate = !inTemplate;
      return line;
    })
    .join('\n');
}
