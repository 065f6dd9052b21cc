// workflow.mjs MATRIX FILE...: GitHub's parser reads the workflows without an error, and a job with the matrix that was planned.
import { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } from '@actions/workflow-parser';
import fs from 'node:fs';
import path from 'node:path';

const [matrixFile, ...files] = process.argv.slice(2);

async function read(name, content) {
  const result = parseWorkflow({ name, content }, new NoOperationTraceWriter());
  const template = await convertWorkflowTemplate(result.context, result.value, undefined, { errorPolicy: 1 });
  const errors = result.context.errors.getErrors();
  if (errors.length) throw new Error(`${name}: ${errors.map((error) => error.message).join('; ')}`);
  return template;
}

for (const file of files) {
  const template = await read(path.basename(file), fs.readFileSync(file, 'utf8'));
  console.log(`${path.basename(file)}: ${template.jobs.map((job) => job.id.value).join(', ')}`);
}
const planned = fs.readFileSync(matrixFile, 'utf8');
const template = await read('planned.yml', `on: push
jobs:
  run:
    strategy: {matrix: ${planned}}
    name: \${{ matrix.name }}
    runs-on: \${{ matrix.runs-on }}
    timeout-minutes: \${{ matrix.timeout-minutes }}
    steps: [{run: "true"}]
`);
if (template.jobs.length !== 1 || !template.jobs[0].strategy) throw new Error('the matrix is not read');
