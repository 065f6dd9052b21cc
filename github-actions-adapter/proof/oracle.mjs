// node oracle.mjs FILE...: one line of JSON for each workflow (.yml, .yaml): its errors, and its jobs with needs and the size of a
// matrix that is written out; and for each case of an expression (.json): the value, or that there is none.
import {readFileSync} from 'node:fs';
import {register} from 'node:module';

register('./json-hook.mjs', import.meta.url);
const parser = await import('@actions/workflow-parser');
const {Lexer, Parser, Evaluator, data} = await import('@actions/expressions');
const {FeatureFlags} = await import('@actions/expressions/features');
const {TemplateContext, TemplateValidationErrors} = await import('@actions/workflow-parser/templates/template-context');
const {getWorkflowSchema} = await import('@actions/workflow-parser/workflows/workflow-schema');
const {reviver} = await import('@actions/expressions/data/reviver');
const {replacer} = await import('@actions/expressions/data/replacer');

// `env: ${{ fromJSON(…) }}` is valid: the schema takes it, and only the conversion into classes does not.
const OF_ITS_OWN = /Unexpected type 'BasicExpressionToken' encountered while reading '(job|step) env'/;

for (const name of process.argv.slice(2)) {
  if (name.endsWith('.json')) cases(name);
  else await workflow(name);
}

async function workflow(name) {
  const trace = new parser.NoOperationTraceWriter();
  const context = new TemplateContext(new TemplateValidationErrors(), getWorkflowSchema(), trace);
  const featureFlags = new FeatureFlags({all: true});
  context.state.featureFlags = featureFlags;
  const read = parser.parseWorkflow({name, content: readFileSync(name, 'utf8')}, context);
  const template = read.value
    ? await parser.convertWorkflowTemplate(context, read.value, undefined, {errorPolicy: 1, featureFlags})
    : {};
  const jobs = (template.jobs ?? []).map(job => ({
    id: job.id.value,
    needs: (job.needs ?? []).map(need => need.value),
    cells: cells(job.strategy),
  }));
  const errors = context.errors.getErrors().map(error => error.message).filter(text => !OF_ITS_OWN.test(text));
  console.log(JSON.stringify({kind: 'workflow', name, errors, jobs}));
}

// The parser does not expand a matrix: this follows what the runner's source says, on values that are written out.
function cells(strategy) {
  const plain = plainOf(strategy);
  if (plain === undefined) return -1;
  const matrix = Object.entries(plain ?? {}).find(([key]) => key === 'matrix')?.[1];
  if (!matrix) return 1;
  const axes = Object.entries(matrix).filter(([key]) => key !== 'include' && key !== 'exclude');
  let all = axes.length ? [{}] : [];
  for (const [key, values] of axes)
    all = all.flatMap(one => values.map(value => ({...one, [key]: value})));
  all = all.filter(one => !(matrix.exclude ?? []).some(entry => matches(entry, one)));
  const alone = (matrix.include ?? []).filter(entry => {
    const filter = Object.fromEntries(Object.entries(entry).filter(([key]) => axes.some(([axis]) => axis === key)));
    return !all.some(one => matches(filter, one));
  });
  return all.length + alone.length;
}

function matches(entry, value) {
  if (entry !== null && typeof entry === 'object')
    return Object.entries(entry).every(([key, inner]) => matches(inner, value?.[key] ?? null));
  return String(entry).toUpperCase() === String(value).toUpperCase();
}

// Without expressions, as JavaScript would have it; undefined when there is one.
function plainOf(token) {
  if (token === undefined) return null;
  if (token.isExpression) return undefined;
  if (token.templateTokenType === 1) {
    const items = [...token].map(plainOf);
    return items.includes(undefined) ? undefined : items;
  }
  if (token.templateTokenType === 2) {
    const fields = [...token].map(({key, value}) => [key.isExpression ? undefined : key.toString(), plainOf(value)]);
    return fields.some(field => field.includes(undefined)) ? undefined : Object.fromEntries(fields);
  }
  return token.templateTokenType === 7 ? null : token.value ?? token.toString();
}

function cases(name) {
  for (const group of Object.values(JSON.parse(readFileSync(name, 'utf8')))) {
    for (const one of group) {
      if (one.options?.skip?.includes('typescript')) continue;
      console.log(JSON.stringify({kind: 'expression', name, expr: one.expr, contexts: one.contexts ?? {}, value: value(one)}));
    }
  }
}

function value(one) {
  try {
    const contexts = JSON.parse(JSON.stringify(one.contexts ?? {}), reviver);
    const tokens = new Lexer(one.expr).lex().tokens;
    const tree = new Parser(tokens, Object.keys(one.contexts ?? {}), []).parse();
    if (tree === undefined) return 'null';
    return JSON.stringify(new Evaluator(tree, contexts).evaluate(), replacer);
  } catch {
    return 'an error';
  }
}
